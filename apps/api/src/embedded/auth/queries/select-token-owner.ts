import type { Pool } from 'pg';

/** Whose refresh token that is, replaced or not. Undefined: nobody was given it, or its session has ended. */
export async function selectTokenOwner(pool: Pool, token: string): Promise<string | undefined> {
  const { rows } = await pool.query<{ owner: string }>(
    'select user_id as owner from auth.refresh_tokens where token = $1::text',
    [token],
  );
  return rows[0]?.owner;
}
