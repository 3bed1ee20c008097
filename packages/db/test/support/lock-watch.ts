import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { splitStatements } from '../../src/migrate/split-statements.ts';
import { query } from './query.ts';

/** A lock on a table of the product, Auth or Realtime that keeps writers of it waiting, as it was held to a commit. */
export interface HeldLock {
  /** File of the statement that took it. */
  readonly file: string;
  readonly table: string;
  readonly mode: string;
  /** What ended the wait for it, so the longest that others queued behind that. */
  readonly lockTimeout: string;
  /** Rows of any table that were read or written from the statement that took it to the end of its transaction. */
  readonly rowCount: number;
}

/** Remembers which tables are there, so that what a migration makes later is told apart; run it as the owner. */
export async function beginWatch(ownerUrl: string): Promise<void> {
  await query(ownerUrl, watchSql);
}

/** A file that notes, after each of its statements, what locks are held and how many rows were touched so far. */
export function watched<File extends { readonly fileName: string; readonly sql: string }>(file: File): File {
  const statements = splitStatements(file.sql).map(({ text }) =>
    /(?:^|\n)commit$/i.test(text) ? text : `${text};\nselect watch.note('${file.fileName}')`,
  );
  return { ...file, sql: statements.join(';\n') };
}

const heldSchema = z.array(
  z.object({
    file: z.string(),
    table: z.string(),
    mode: z.string(),
    lockTimeout: z.string(),
    rowCount: z.number(),
  }),
);

/** The locks that were noted, in the order in which they were taken. */
export async function locksHeld(ownerUrl: string): Promise<readonly HeldLock[]> {
  return heldSchema.parse(await query(ownerUrl, heldSql));
}

/** Comes back when somebody waits for a lock on a table. */
export async function untilAwaited(superuserUrl: string, table: string): Promise<void> {
  const waiting = 'select from pg_locks where relation = $1::regclass and not granted';
  while ((await query(superuserUrl, waiting, [table])).length === 0) await delay(10);
}

const watchSql = `
  create schema watch;
  create table watch.tables_before as
    select oid from pg_class
    where relkind in ('r', 'p') and relnamespace in (select oid from pg_namespace where nspname in ('public', 'auth', 'realtime'));
  create table watch.notes (
    id int generated always as identity, xact xid8, file text, locks jsonb, lock_timeout text, row_count bigint
  );
  create function watch.note(file text) returns void language plpgsql as $$
  begin
    if now() = statement_timestamp() then
      raise exception 'A statement of % runs outside any transaction: its locks are gone before they can be seen.', file;
    end if;
    insert into watch.notes (xact, file, locks, lock_timeout, row_count) values (
      pg_current_xact_id(), file,
      (select coalesce(jsonb_object_agg(l.relation::regclass, l.mode), '{}') from pg_locks l
       where l.pid = pg_backend_pid() and l.granted and l.relation in (select oid from watch.tables_before)
         -- Those that conflict with ROW EXCLUSIVE.
         and l.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')),
      current_setting('lock_timeout'),
      (select coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0) + n_tup_ins + n_tup_upd + n_tup_del), 0)
       from pg_stat_xact_user_tables where schemaname <> 'watch')
    );
  end $$`;

const heldSql = `
  with taken as (
    select distinct on (n.xact, l.key) n.*, l.key as table_name, l.value as mode
    from watch.notes n cross join jsonb_each_text(n.locks) as l
    order by n.xact, l.key, n.id
  )
  select t.file, t.table_name as "table", t.mode, t.lock_timeout as "lockTimeout", (
    (select n.row_count from watch.notes n where n.xact = t.xact order by n.id desc limit 1)
    - coalesce((select n.row_count from watch.notes n where n.xact = t.xact and n.id < t.id order by n.id desc limit 1), 0)
  )::int as "rowCount"
  from taken t order by t.id, t.table_name`;
