import type { Pool } from 'pg';

export async function hasSession(pool: Pool, sessionId: string, userId: string, at: Date): Promise<boolean> {
  const { rowCount } = await pool.query(
    `select from auth.sessions
     where id = $1::uuid and user_id = $2::uuid and (not_after is null or not_after > $3::timestamptz)`,
    [sessionId, userId, at],
  );
  return rowCount === 1;
}
