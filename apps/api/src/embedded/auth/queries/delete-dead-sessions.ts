import type { Pool } from 'pg';

/** Rows at a time, so that nobody waits for the locks of a large deletion. */
const BATCH = 1000;

/** Live sessions of one user. Nothing else bounds them: who knows the password may sign in again and again. */
const MOST_OF_USER = 1000;

/**
 * Deletes a batch of what proves nothing any more: sessions a day after their end, those of a user beyond the thousand that were
 * used last, refresh tokens that were replaced a month ago, one-time tokens that nobody used, and codes that nobody came for.
 * @returns whether there may be more
 */
export async function deleteDeadSessions(pool: Pool, at: Date): Promise<boolean> {
  const { rows } = await pool.query<{ most: number }>(
    `with sessions as (
       delete from auth.sessions where id in (
         select id from auth.sessions where not_after < $1::timestamptz - interval '1 day' limit $2::int) returning 1),
     crowded as (
       delete from auth.sessions where id in (
         select id from (
           select id, row_number() over (partition by user_id order by updated_at desc nulls last) as place
           from auth.sessions
           where user_id in (select user_id from auth.sessions group by user_id having count(*) > $3::int)) as ranked
         where place > $3::int limit $2::int) returning 1),
     tokens as (
       delete from auth.refresh_tokens where id in (
         select id from auth.refresh_tokens where revoked and updated_at < $1::timestamptz - interval '30 days' limit $2::int)
       returning 1),
     one_time as (
       delete from auth.one_time_tokens where id in (
         select id from auth.one_time_tokens where expires_at < $1::timestamptz limit $2::int) returning 1),
     flows as (
       delete from auth.flow_state where id in (
         select id from auth.flow_state where created_at < $1::timestamptz - interval '1 day' limit $2::int) returning 1)
     select greatest((select count(*) from sessions), (select count(*) from crowded), (select count(*) from tokens),
       (select count(*) from one_time), (select count(*) from flows))::int as most`,
    [at, BATCH, MOST_OF_USER],
  );
  return (rows[0]?.most ?? 0) >= BATCH;
}
