import type { Pool } from 'pg';

/** Deletes a user; identities, sessions and tokens go with it. */
export async function deleteUserRow(pool: Pool, userId: string): Promise<void> {
  await pool.query('delete from auth.users where id = $1::uuid', [userId]);
}
