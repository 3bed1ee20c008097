import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../src/migrate/migrate.ts';
import { readMigrationFiles } from '../src/migrate/migration-files.ts';
import { withClient } from '../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { untilAwaited } from './support/lock-watch.ts';
import { hasTool } from './support/optional-tools.ts';
import { startPgBouncer } from './support/pgbouncer.ts';
import { query } from './support/query.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(() => database.drop());

const advisoryLocks = `select pid from pg_locks where locktype = 'advisory'
  and database = (select oid from pg_database where datname = current_database())`;
const undo = 'drop schema supabase_migrations cascade';

const fileNames = (await readMigrationFiles()).map(({ fileName }) => fileName);

describe('migrate', () => {
  it('has nothing to do on a database that is up to date', async () => {
    const result = await migrate(database.urls.owner);
    expect(result).toEqual({ applied: [], skippedCount: fileNames.length });
  });

  it('applies every file a second time without a change when the history was lost', async () => {
    const before = await catalogue(database.urls.owner);
    await query(database.urls.owner, undo);
    const result = await migrate(database.urls.owner);
    expect(result).toEqual({ applied: fileNames, skippedCount: 0 });
    expect(await catalogue(database.urls.owner)).toEqual(before);
  });

  it('lets one of two migrators wait and find the work done', async () => {
    await query(database.urls.owner, undo);
    const results = await Promise.all([migrate(database.urls.owner), migrate(database.urls.owner)]);
    expect(results.toSorted((one, other) => one.skippedCount - other.skippedCount)).toEqual([
      { applied: fileNames, skippedCount: 0 },
      { applied: [], skippedCount: fileNames.length },
    ]);
  });

  it.skipIf(!hasTool('PgBouncer'))(
    'takes its turn through a pooler in transaction mode, and leaves no lock there',
    async () => {
      const pooler = await startPgBouncer(database.urls.owner, 4);
      await query(database.urls.owner, undo);
      const results = await Promise.all([migrate(database.urls.owner), migrate(pooler.url), migrate(pooler.url)]);
      expect(results.map(({ applied }) => applied.length).toSorted((one, other) => one - other)).toEqual([
        0,
        0,
        fileNames.length,
      ]);
      // The pooler closes a connection whose transaction was left open in its own time.
      await expect.poll(() => query(database.urls.owner, advisoryLocks)).toEqual([]);
      expect(await query(pooler.url, 'show client_min_messages')).toEqual([{ client_min_messages: 'notice' }]);
      await pooler.stop();
    },
  );

  it('goes no further once its turn is lost', async () => {
    await query(database.urls.owner, undo);
    await withClient(database.urls.owner, async (holder) => {
      await holder.query('begin; lock table public.widget_bookings in access exclusive mode');
      const ended = expect(migrate(database.urls.owner)).rejects.toThrow(/terminated/);
      await untilAwaited(database.urls.superuser, 'public.widget_bookings');
      await query(database.urls.superuser, `select pg_terminate_backend(pid) from (${advisoryLocks}) as turn`);
      await ended;
    });
    expect((await migrate(database.urls.owner)).applied).not.toEqual([]);
  });

  it('runs as a role that is no superuser', async () => {
    const [row] = await query(database.urls.owner, 'select rolsuper from pg_roles where rolname = current_user');
    expect(row).toEqual({ rolsuper: false });
  });

  it('names file, line and statement of a failure and keeps nothing of that file', async () => {
    const other = await createTestDatabase();
    await query(
      other.urls.owner,
      `drop table public.widget_bookings, public.widget_booking_events, public.widget_waitlist cascade;
       create view public.widget_bookings as select 1 as id;
       delete from supabase_migrations.schema_migrations where name = 'booking_tables'`,
    );
    await expect(migrate(other.urls.owner)).rejects.toThrow(
      /_booking_tables\.sql, line \d+: .*\nThe statement begins: /,
    );
    const tables = await query(other.urls.owner, `select to_regclass('public.widget_booking_events') as made`);
    expect(tables).toEqual([{ made: null }]);
    await query(other.urls.owner, 'drop view public.widget_bookings');
    expect((await migrate(other.urls.owner)).applied).toContainEqual(expect.stringContaining('_booking_tables.sql'));
    await other.drop();
  });

  it('gives each tenant, older and newer, its settings and one inactive widget of each type', async () => {
    await query(database.urls.owner, `insert into public.tenants (name, slug) values ('A', 'a'), ('B', 'b')`);
    const [count] = await query(
      database.urls.owner,
      `select (select count(*)::int from public.widget_configurations where not is_active) as widgets,
              (select count(*)::int from public.widget_settings) as settings,
              (select count(*)::int from public.tenants) as tenants`,
    );
    expect(count).toEqual({ widgets: 4, settings: 2, tenants: 2 });
  });
});

/** Everything that a second run could change: relations, columns, rights, policies, triggers, functions. */
async function catalogue(url: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query({
    rowMode: 'array',
    text: `
      select 'class', c.oid::regclass::text, c.relacl::text, c.relrowsecurity::text from pg_class c
        where c.relnamespace in ('public'::regnamespace, 'widget_private'::regnamespace)
      union all select 'column', a.attrelid::regclass::text || '.' || a.attname, a.attacl::text, format_type(a.atttypid, a.atttypmod)
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace in ('public'::regnamespace, 'widget_private'::regnamespace) and a.attnum > 0
      union all select 'function', p.oid::regprocedure::text, p.proacl::text, md5(p.prosrc) from pg_proc p
        where p.pronamespace in ('public'::regnamespace, 'widget_private'::regnamespace)
      union all select 'policy', p.schemaname || p.tablename || p.policyname, p.roles::text, coalesce(p.qual, p.with_check)
        from pg_policies p
      union all select 'trigger', t.tgrelid::regclass || t.tgname, pg_get_triggerdef(t.oid), null from pg_trigger t
      union all select 'constraint', c.conrelid::regclass || c.conname, pg_get_constraintdef(c.oid), null from pg_constraint c
      order by 1, 2, 3`,
  });
  await client.end();
  return rows;
}
