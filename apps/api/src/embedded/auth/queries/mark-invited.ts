import type { Pool } from 'pg';

/**
 * Notes an invitation, and what it says of the person. A password that was set before the address was confirmed may be a
 * stranger's: it ends, with what came with it.
 */
export async function markInvited(
  pool: Pool,
  userId: string,
  userMetadata: Record<string, unknown>,
  at: Date,
): Promise<void> {
  await pool.query(
    `update auth.users set invited_at = $2::timestamptz, encrypted_password = '', updated_at = $2::timestamptz,
       raw_user_meta_data = case when encrypted_password <> '' then '{}' else coalesce(raw_user_meta_data, '{}') end
         || $3::jsonb || '{"email_verified": false}'
     where id = $1::uuid and email_confirmed_at is null`,
    [userId, at, userMetadata],
  );
}
