import type { Pool } from 'pg';

/** Whether this is the code, as its hash, that was mailed to the user last and has not been used or grown old. */
export async function isReauthenticated(pool: Pool, userId: string, codeHash: string, at: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from auth.one_time_tokens t join auth.users u on u.id = t.user_id
     where t.user_id = $1::uuid and t.token_type = 'reauthentication_token' and u.reauthentication_token = $2::text
       and coalesce(t.expires_at, t.created_at at time zone 'utc' + interval '1 hour') > $3::timestamptz`,
    [userId, codeHash, at],
  );
  return rowCount === 1;
}
