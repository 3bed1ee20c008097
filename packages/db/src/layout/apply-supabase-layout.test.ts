import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../testing/postgres.ts';
import { applySupabaseLayout } from './apply-supabase-layout.ts';

const CATALOGUE = `
  select 'class' as kind, format('%s.%s', relnamespace::regnamespace, relname) as name,
         format('%s %s %s %s', relkind, relowner::regrole, relacl, relrowsecurity) as facts
    from pg_class where relnamespace::regnamespace::text in ('auth', 'realtime', 'extensions', 'public')
  union all select 'function', p.oid::regprocedure::text, format('%s %s %s', proowner::regrole, proacl, md5(prosrc))
    from pg_proc p where pronamespace::regnamespace::text in ('auth', 'realtime', 'extensions', 'public')
  union all select 'schema', nspname, format('%s %s', nspowner::regrole, nspacl) from pg_namespace
    where nspname !~ '^pg_'
  union all select 'role', rolname, format('%s', r.*) from (
    select rolname, rolsuper, rolinherit, rolcreaterole, rolcreatedb, rolcanlogin, rolreplication, rolbypassrls, rolconfig
    from pg_roles) r
  union all select 'member', format('%s of %s', member::regrole, roleid::regrole), admin_option::text from pg_auth_members
  union all select 'trigger', format('%s on %s', tgname, tgrelid::regclass), tgenabled::text from pg_trigger
  union all select 'publication', pubname, pubowner::regrole::text from pg_publication
  union all select 'database', datname, datacl::text from pg_database where datname = current_database()
  order by 1, 2, 3`;

async function connect(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

describe('the Supabase layout', () => {
  let database: TestDatabase;
  let superuser: Client;

  beforeAll(async () => {
    database = await createTestDatabase();
    superuser = await connect(database.urls.superuser);
  });
  afterAll(async () => {
    await superuser.end();
    await database.drop();
  });

  it('changes nothing the second time', async () => {
    const before = await superuser.query(CATALOGUE);
    expect(before.rows.length).toBeGreaterThan(80);
    const { blunari_api: _, ...passwords } = inject('blunariTestServer').passwords;
    await applySupabaseLayout(database.urls.superuser, passwords);
    expect((await superuser.query(CATALOGUE)).rows).toEqual(before.rows);
  });

  it('makes postgres an owner without the rights of a superuser', async () => {
    const owner = await connect(database.urls.owner);
    try {
      const { rows } = await owner.query(
        `select rolsuper, rolcreaterole, rolbypassrls from pg_roles where rolname = current_user`,
      );
      expect(rows).toEqual([{ rolsuper: false, rolcreaterole: true, rolbypassrls: true }]);
      await expect(owner.query('alter table auth.users add column x int')).rejects.toMatchObject({ code: '42501' });
      await expect(owner.query('create table realtime.mine (id int)')).rejects.toMatchObject({ code: '42501' });
      await owner.query('create table public.mine (user_id uuid references auth.users (id))');
      await owner.query('create schema mine');
      await owner.query('create role a_group');
      await owner.query('grant authenticated to a_group');
      await owner.query('drop role a_group');
      await owner.query(
        `create policy read_own on realtime.messages for select to authenticated using (topic = (select realtime.topic()))`,
      );
    } finally {
      await owner.end();
    }
  });

  it('gives a new table of postgres to nobody else', async () => {
    const owner = await connect(database.urls.owner);
    try {
      await owner.query('create table public.fresh (id int)');
      await owner.query('set role authenticated');
      await expect(owner.query('select * from public.fresh')).rejects.toMatchObject({ code: '42501' });
    } finally {
      await owner.end();
    }
  });

  it('lets each of its login roles in, and keeps strangers out', async () => {
    for (const url of [database.urls.auth, database.urls.realtime, database.urls.authenticator]) {
      await (await connect(url)).end();
    }
    const wrong = new URL(database.urls.owner);
    wrong.password = 'wrong';
    await expect(connect(wrong.href)).rejects.toMatchObject({ code: '28P01' });
  });

  it('reads identity from the claims, and none from a setting that has ended', async () => {
    const sub = '0198a000-0000-7000-8000-000000000001';
    await superuser.query('begin');
    await superuser.query(`select set_config('request.jwt.claims', $1, true)`, [
      JSON.stringify({ sub, role: 'authenticated' }),
    ]);
    const read = `select auth.uid() as uid, auth.role() as role, auth.jwt() ->> 'sub' as sub`;
    expect((await superuser.query(read)).rows).toEqual([{ uid: sub, role: 'authenticated', sub }]);
    await superuser.query('commit');
    expect((await superuser.query(read)).rows).toEqual([{ uid: null, role: null, sub: null }]);
  });

  it('hides the users from everybody who is signed in', async () => {
    await superuser.query('begin');
    await superuser.query('set local role authenticated');
    await expect(superuser.query('select * from auth.users')).rejects.toMatchObject({ code: '42501' });
    await superuser.query('rollback');
  });

  describe('sending a message', () => {
    let notices: unknown[];
    beforeEach(async () => {
      await superuser.query('delete from realtime.messages');
      await superuser.query('listen realtime_messages');
      notices = [];
      superuser.removeAllListeners('notification');
      // Head, event and payload, a line each; a message that is too large has its head alone.
      superuser.on('notification', ({ payload = '' }) => {
        const [head = '', event, ...rest] = payload.split('\n');
        notices.push({
          ...JSON.parse(head),
          ...(event ? { event: JSON.parse(event), payload: JSON.parse(rest.join('\n')) } : {}),
        });
      });
    });

    it('writes a row into the partition of the day and gives notice after the commit', async () => {
      await superuser.query('begin');
      await superuser.query(`select realtime.send('{"a": 1}', 'changed', 'tenant:x')`);
      expect(notices).toEqual([]);
      await superuser.query('commit');
      const { rows } = await superuser.query(
        `select id, payload, event, topic, private, extension, tableoid::regclass::text as partition from realtime.messages`,
      );
      expect(rows).toHaveLength(1);
      const [row] = rows;
      expect(row).toMatchObject({ event: 'changed', topic: 'tenant:x', private: true, extension: 'broadcast' });
      expect(row.payload).toEqual({ a: 1, id: row.id });
      expect(row.partition).toBe(`realtime.messages_${new Date().toISOString().slice(0, 10).replaceAll('-', '_')}`);
      await expect
        .poll(() => notices)
        .toMatchObject([
          {
            id: row.id,
            topic: 'tenant:x',
            extension: 'broadcast',
            private: true,
            inserted_at: expect.any(String),
            event: 'changed',
            payload: row.payload,
          },
        ]);
    });

    it('gives no notice of a message that is rolled back', async () => {
      await superuser.query('begin');
      await superuser.query(`select realtime.send('{}', 'changed', 'tenant:x')`);
      await superuser.query('rollback');
      await superuser.query(`select realtime.send('{}', 'later', 'tenant:y')`);
      await expect.poll(() => notices).toMatchObject([{ topic: 'tenant:y' }]);
    });

    it('keeps an id that the payload has, and bytes as they are', async () => {
      await superuser.query(`select realtime.send('{"id": "mine"}', 'changed', 'a')`);
      await superuser.query(`select realtime.send_binary('\\x0102', 'raw', 'a', false)`);
      const { rows } = await superuser.query(
        `select payload ->> 'id' as id, binary_payload, private from realtime.messages order by event`,
      );
      expect(rows).toEqual([
        { id: 'mine', binary_payload: null, private: true },
        { id: null, binary_payload: Buffer.from([1, 2]), private: false },
      ]);
    });

    it('warns where the message cannot be written, and lets its cause go on', async () => {
      const warnings: (string | undefined)[] = [];
      superuser.on('notice', ({ message }) => warnings.push(message));
      await superuser.query('begin');
      await superuser.query('set local role authenticated');
      await superuser.query(`select realtime.send('{}', 'changed', 'tenant:other')`);
      await superuser.query('commit');
      expect(warnings).toEqual([expect.stringContaining('ErrorSendingBroadcastMessage: new row violates row-level')]);
      expect((await superuser.query('select from realtime.messages')).rowCount).toBe(0);
    });

    it('tells a row change from its trigger', async () => {
      await superuser.query(`
        create table public.dish (id int primary key, name text);
        create function public.tell() returns trigger language plpgsql as $$
        begin
          perform realtime.broadcast_changes('dishes', tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
          return null;
        end $$;
        create trigger tell after insert or update or delete on public.dish for each row execute function public.tell();
        insert into public.dish values (1, 'Soup');
        update public.dish set name = 'Stew';`);
      const { rows } = await superuser.query(`select payload - 'id' as payload from realtime.messages order by event`);
      const [soup, stew] = [
        { id: 1, name: 'Soup' },
        { id: 1, name: 'Stew' },
      ];
      expect(rows.map((row) => row.payload)).toEqual([
        { operation: 'INSERT', schema: 'public', table: 'dish', record: soup, old_record: null },
        { operation: 'UPDATE', schema: 'public', table: 'dish', record: stew, old_record: soup },
      ]);
    });
  });
});
