import type { Pool } from 'pg';

/** Forgets the password of an account whose address nobody has confirmed, and what came with it. */
export async function forgetSignUp(pool: Pool, userId: string, at: Date): Promise<void> {
  await pool.query(
    `update auth.users set encrypted_password = '', raw_user_meta_data = '{"email_verified": false}', updated_at = $2::timestamptz
     where id = $1::uuid and email_confirmed_at is null`,
    [userId, at],
  );
}
