import type { Pool } from 'pg';

/** Notes an invitation. A password that was set before the address was confirmed may be a stranger's: it ends. */
export async function markInvited(pool: Pool, userId: string, at: Date): Promise<void> {
  await pool.query(
    `update auth.users set invited_at = $2::timestamptz, encrypted_password = '', updated_at = $2::timestamptz
     where id = $1::uuid and email_confirmed_at is null`,
    [userId, at],
  );
}
