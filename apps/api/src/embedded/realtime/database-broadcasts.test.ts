import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { startTestGateway, type TestGateway } from './testing/start-test-gateway.ts';
import { connect, disconnectAll, join, joinPrivately, send } from './testing/supabase-clients.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway();
});

afterEach(disconnectAll);

afterAll(() => stack.stop());

/** Long enough for what must not arrive to arrive; the arrivals of these tests take a few ms. */
const quietTime = () => new Promise((resolve) => setTimeout(resolve, 150));

describe.each(['1.0.0', '2.0.0'] as const)('with serializer %s, a broadcast from the database', (vsn) => {
  it('arrives with its payload and id at every member of the topic', async () => {
    const [first, second] = await Promise.all([
      joinPrivately(await connect(stack, await stack.token(), vsn), 'news'),
      joinPrivately(await connect(stack, await stack.token()), 'news'),
    ]);
    const id = randomUUID();
    await send(stack, { id, text: 'Grüße 🍝' }, 'widget_config.changed', 'news');
    await eventually(() => expect([first?.broadcasts.length, second?.broadcasts.length]).toEqual([1, 1]));
    expect(first?.broadcasts[0]).toMatchObject({
      type: 'broadcast',
      event: 'widget_config.changed',
      payload: { id, text: 'Grüße 🍝' },
      meta: { id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
  });

  it('of a rolled-back transaction never arrives; those of one commit arrive in order', async () => {
    const heard = await joinPrivately(await connect(stack, await stack.token(), vsn), 'news');
    const client = await stack.owner.connect();
    await client.query('begin');
    await client.query(`select realtime.send('{"n":0}', 'counted', 'news', true)`);
    await client.query('rollback');
    await client.query('begin');
    for (let n = 1; n <= 20; n++) await client.query(`select realtime.send($1, 'counted', 'news', true)`, [{ n }]);
    expect(heard.broadcasts).toEqual([]);
    await client.query('commit');
    client.release();
    await eventually(() => expect(heard.broadcasts).toHaveLength(20));
    expect(heard.broadcasts.map(({ payload }) => payload['n'])).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1),
    );
  });
});

const changeOf = (operation: string, record: unknown, old_record: unknown) => ({
  event: operation,
  payload: { operation, record, old_record, table: 'dish', schema: 'public', id: expect.any(String) },
});

describe('broadcasts from the database', () => {
  it('do not cross between a private and a public channel of one name', async () => {
    const inPrivate = await joinPrivately(await connect(stack, await stack.token()), 'news');
    const inPublic = await join(await connect(stack), 'news');
    await send(stack, { to: 'private' }, 'said', 'news', true);
    await send(stack, { to: 'public' }, 'said', 'news', false);
    await eventually(() => expect([inPrivate.broadcasts.length, inPublic.broadcasts.length]).toEqual([1, 1]));
    await quietTime();
    expect(inPrivate.broadcasts.map(({ payload }) => payload['to'])).toEqual(['private']);
    expect(inPublic.broadcasts.map(({ payload }) => payload['to'])).toEqual(['public']);
  });

  it('carry bytes too', async () => {
    const heard: ArrayBuffer[] = [];
    const metas: unknown[] = [];
    const client = await connect(stack, await stack.token());
    const channel = client.channel('news', { config: { private: true } });
    channel.on('broadcast', { event: 'bytes' }, ({ payload, meta }: { payload: ArrayBuffer; meta?: unknown }) => {
      heard.push(payload);
      metas.push(meta);
    });
    await new Promise((resolve) => channel.subscribe(resolve));
    await stack.owner.query(`select realtime.send_binary('\\x000102ff', 'bytes', 'news', true)`);
    await eventually(() => expect(heard).toHaveLength(1));
    expect([...new Uint8Array(heard[0] ?? new ArrayBuffer())]).toEqual([0, 1, 2, 255]);
    const { rows } = await stack.owner.query(`select id from realtime.messages where event = 'bytes'`);
    expect(metas).toEqual(rows);
  });

  it('tell of changed rows by realtime.broadcast_changes', async () => {
    await stack.owner.query(`
      create table public.dish (id int primary key, name text);
      create function public.tell() returns trigger language plpgsql security definer set search_path = '' as $$
      begin
        perform realtime.broadcast_changes('news', tg_op, tg_op, tg_table_name, tg_table_schema, new, old);
        return null;
      end $$;
      create trigger tell after insert or update or delete on public.dish for each row execute function public.tell()`);
    const heard = await joinPrivately(await connect(stack, await stack.token()), 'news');
    await stack.owner.query(`insert into public.dish values (1, 'Soup')`);
    await stack.owner.query(`update public.dish set name = 'Stew'`);
    await stack.owner.query(`delete from public.dish`);
    await eventually(() => expect(heard.broadcasts).toHaveLength(3));
    const [soup, stew] = [
      { id: 1, name: 'Soup' },
      { id: 1, name: 'Stew' },
    ];
    expect(heard.broadcasts).toMatchObject([
      changeOf('INSERT', soup, null),
      changeOf('UPDATE', stew, soup),
      changeOf('DELETE', null, stew),
    ]);
    for (const { meta, payload } of heard.broadcasts) expect(meta).toEqual({ id: payload['id'] });
  });

  it('keep their order, whether or not they fit into a notice', async () => {
    const heard = await joinPrivately(await connect(stack, await stack.token()), 'news');
    await stack.owner.query(`
      select realtime.send(jsonb_build_object('n', n, 'text', repeat('x', n % 3 * 5000)), 'counted', 'news', true)
      from generate_series(1, 60) n`);
    for (let n = 61; n <= 70; n++) await send(stack, { n, text: 'x'.repeat((n % 2) * 9000) }, 'counted', 'news');
    await eventually(() => expect(heard.broadcasts).toHaveLength(70));
    expect(heard.broadcasts.map(({ payload }) => payload['n'])).toEqual(Array.from({ length: 70 }, (_, n) => n + 1));
  });

  it('stop after leaving, and come again after joining again', async () => {
    const client = await connect(stack, await stack.token());
    const witness = await joinPrivately(await connect(stack, await stack.token()), 'news');
    const first = await joinPrivately(client, 'news');
    await client.removeChannel(first.channel);
    await send(stack, {}, 'missed', 'news');
    // The gateway hears of a commit a moment later; whoever joins before that moment gets the message, rightly.
    await eventually(() => expect(witness.broadcasts).toHaveLength(1));
    const again = await joinPrivately(client, 'news');
    await send(stack, {}, 'heard', 'news');
    await eventually(() => expect(again.broadcasts.map(({ event }) => event)).toEqual(['heard']));
    expect(first.broadcasts).toEqual([]);
  });

  it('committed while the listening connection was cut arrive after it is back, each once', async () => {
    const heard = await joinPrivately(await connect(stack, await stack.token()), 'news');
    await send(stack, {}, 'before', 'news');
    await eventually(() => expect(heard.broadcasts).toHaveLength(1));
    const superuser = new Client({ connectionString: stack.database.urls.superuser });
    await superuser.connect();
    const sender = await stack.owner.connect();
    await sender.query(`
      begin;
      select realtime.send(jsonb_build_object('n', n), 'during', 'news', true) from generate_series(1, 700) n`);
    await superuser.query(`
      select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and usename = 'supabase_realtime_admin'`);
    // At once, before anybody can listen again.
    await sender.query('commit');
    sender.release();
    await superuser.end();
    await eventually(() => expect(heard.broadcasts).toHaveLength(701));
    await quietTime();
    expect(new Set(heard.broadcasts.map(({ payload }) => payload['id'])).size).toBe(701);
  });
});
