import type { Pool } from 'pg';

/** Keeps the same password as another hash; nothing where it has been changed since `oldHash` was read. */
export async function renewPasswordHash(
  pool: Pool,
  userId: string,
  oldHash: string | null,
  newHash: string,
): Promise<void> {
  await pool.query(
    `update auth.users set encrypted_password = $3::text where id = $1::uuid and encrypted_password = $2::text`,
    [userId, oldHash, newHash],
  );
}
