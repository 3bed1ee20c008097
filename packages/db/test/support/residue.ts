import type { Pool } from 'pg';
import { query } from './query.ts';

/** All that a transaction could leave in a session. */
const residueSql = `
  select current_user::text as "user", session_user::text as login, current_setting('role') as role,
    coalesce(current_setting('request.jwt.claims', true), '') as claims,
    current_setting('statement_timeout') as "statementTimeout", current_setting('lock_timeout') as "lockTimeout",
    current_setting('idle_in_transaction_session_timeout') as "idleTimeout",
    current_setting('search_path') as "searchPath", current_setting('default_transaction_read_only') as "readOnly",
    pg_current_xact_id_if_assigned()::text as "transaction", now() = statement_timestamp() as "isAlone",
    (select count(*)::int from pg_locks where locktype = 'advisory' and pid = pg_backend_pid()) as locks,
    (select count(*)::int from pg_listening_channels()) as channels,
    (select count(*)::int from pg_prepared_statements where name <> '') as statements,
    (select count(*)::int from pg_cursors where is_holdable) as cursors,
    (select count(*)::int from pg_class where relnamespace = pg_my_temp_schema()) as "temporaryTables"`;

/** What the next user of a pooled connection finds. */
export async function residueOf(pool: Pool): Promise<unknown> {
  return (await pool.query(residueSql)).rows[0];
}

/** What a login that has done nothing finds. */
export async function nothingLeft(apiUrl: string): Promise<unknown> {
  return (await query(apiUrl, residueSql))[0];
}
