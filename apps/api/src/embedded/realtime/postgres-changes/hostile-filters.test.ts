import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { follow } from '../testing/follow-table.ts';
import { errorReply, joinTopic, openRawClient } from '../testing/raw-client.ts';
import { serveGateway } from '../testing/serve-gateway.ts';
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts';
import { connect, disconnectAll } from '../testing/supabase-clients.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway({ changesLingerMs: 0, changesPerConnection: 30, allWaitingBytes: 25_000 });
  await stack.owner.query(`
    create table public.menus (id int primary key, name text);
    grant select on public.menus to anon, authenticated;
    create table public.orders (id int primary key, owner_id uuid not null, status text, note text);
    alter table public.orders enable row level security;
    grant select on public.orders to authenticated;
    create policy own on public.orders for select to authenticated using (owner_id = (select auth.uid()));
    alter publication supabase_realtime add table public.menus, public.orders`);
});

afterEach(disconnectAll);

afterAll(() => stack.stop());

/** Long enough for what must not arrive to arrive; the arrivals of these tests take a few ms. */
const quietTime = () => new Promise((resolve) => setTimeout(resolve, 150));

const insertOrder = (id: number, ownerId: string) =>
  stack.owner.query(`insert into public.orders values ($1, $2, 'new', repeat('abcdefghijkl', 500))`, [id, ownerId]);

it('tells nothing of a secured row that is gone by filters on what its reader may not see', async () => {
  await stack.owner.query('alter table public.orders replica identity full');
  const stranger = await connect(stack, await stack.token());
  const onStatus = await follow(stranger, [{ event: 'DELETE', table: 'orders', filter: 'status=eq.new' }]);
  const onNote = await follow(stranger, [{ event: 'DELETE', table: 'orders', filter: 'note=like.s%' }]);
  const onKey = await follow(stranger, [{ event: 'DELETE', table: 'orders', filter: 'id=eq.7' }]);
  await stack.owner.query(`insert into public.orders values (7, $1, 'new', 'secret')`, [randomUUID()]);
  await stack.owner.query('delete from public.orders where id = 7');
  await eventually(() => expect(onKey.changes).toHaveLength(1));
  await quietTime();
  expect([...onStatus.changes, ...onNote.changes]).toEqual([]);
  await stack.owner.query('alter table public.orders replica identity default');
});

describe('filters that take too long', () => {
  // Quick to try, and slow on a long text.
  const filter = String.raw`note=match.(.)(.*)(.)\2\3.\1`;

  it("end their own subscription, for a while, and nobody else's", async () => {
    const sub = randomUUID();
    const greedy = await connect(stack, await stack.token({ sub }));
    const modest = await follow(await connect(stack, await stack.token()), [
      { table: 'menus', filter: 'name=eq.soup' },
    ]);
    const slow = await follow(greedy, [{ table: 'orders', filter }]);
    await insertOrder(1, sub);
    await stack.owner.query(`insert into public.menus (id, name) values (1, 'soup')`);
    await eventually(() => expect(modest.changes).toHaveLength(1));
    expect(slow.changes).toEqual([]);
    await eventually(() => {
      expect(slow.system.at(-1)).toMatchObject({
        status: 'error',
        message: 'The filters of this subscription take too long; it has ended',
      });
    });
    const again = await follow(greedy, [{ table: 'orders' }]);
    expect(again.system.at(-1)).toMatchObject({ status: 'error', message: expect.stringContaining('took too long') });
  });

  it('end their subscription as well where each is quick enough, but all of a minute are not', async () => {
    const sub = randomUUID();
    const limits = { filterMsPerMinute: 100 };
    const served = await serveGateway({ ...stack.serveOptions, limits });
    const client = await connect({ ...stack, url: served.url }, await stack.token({ sub }));
    const slow = await follow(client, [{ table: 'orders', filter }]);
    const all = await follow(client, [{ table: 'orders' }]);
    const isEnded = () => slow.system.at(-1)?.message.includes('take too long') ?? false;
    // One by one, or they would be too much at once.
    for (let count = 1; count <= 30 && !isEnded(); count++) {
      const values = [100 + count, sub];
      await stack.owner.query(`insert into public.orders values ($1, $2, 'new', repeat('abcdefghijkl', 12))`, values);
      await eventually(() => expect(isEnded() || all.changes.length === count).toBe(true));
    }
    expect(isEnded()).toBe(true);
    await disconnectAll();
    await served.close();
  });

  it('are not asked about rows that their caller does not see', async () => {
    const sub = randomUUID();
    const stranger = await follow(await connect(stack, await stack.token()), [{ table: 'orders', filter }]);
    const owner = await follow(await connect(stack, await stack.token({ sub })), [{ table: 'orders' }]);
    await insertOrder(2, sub);
    await eventually(() => expect(owner.changes).toHaveLength(1));
    await quietTime();
    expect(stranger.system).toEqual([expect.objectContaining({ status: 'ok' })]);
  });
});

it('takes so many entries of all channels of a connection together, also of joins that wait side by side', async () => {
  const client = await connect(stack);
  const entries = Array.from({ length: 16 }, (_, n) => ({ table: 'menus', filter: `id=eq.${n}` }));
  const waiting = { postgres_changes_options: { wait: true } };
  const followed = await Promise.all([follow(client, entries, waiting), follow(client, entries, waiting)]);
  const errors = followed.flatMap(({ errors: each }) => each);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain('Too many subscriptions to postgres_changes');
});

it('takes so many entries of a site and of all, and refuses the rest in the log as a sum', async () => {
  const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const served = await serveGateway({ ...stack.serveOptions, limits: { changesPerSite: 1, changesLingerMs: 0 }, log });
  const client = await connect({ ...stack, url: served.url });
  const menus = [{ table: 'menus' }];
  const [first, second] = [await follow(client, menus), await follow(client, menus)];
  expect([first, second].map(({ system }) => system[0]?.status)).toEqual(['ok', 'error']);
  await client.removeChannel(first.channel);
  expect((await follow(client, menus)).system[0]?.status).toBe('ok');
  await disconnectAll();
  await served.close();
  expect(log.warn).toHaveBeenCalledWith({ counts: { 'subscriptions to tables': 1 } }, expect.any(String));
});

it('counts an entry that is long or has many conditions as several', async () => {
  const client = await openRawClient(stack.url, stack.keys.anonKey);
  const entry = { event: '*', schema: 'public', table: 'menus' };
  const long = { ...entry, select: Array.from({ length: 100 }, (_, n) => `column_${n}`.padEnd(63, 'x')) };
  const manifold = { ...entry, filter: Array(16).fill('id=gt.3').join(',') };
  const tooMany = errorReply('ChannelRateLimitReached: Too many subscriptions to postgres_changes');
  for (const entries of [[long], [manifold, manifold]]) {
    expect(await joinTopic(client, 'realtime:menus', '1', { postgres_changes: entries })).toEqual(tooMany);
    client.frames.length = 0;
  }
  client.socket.close();
});

it('cuts off whose joins wait with most, where too much of all waits', async () => {
  const writer = await stack.owner.connect();
  await writer.query(`begin; insert into public.menus values (98, 'slow')`);
  const [greedy, modest] = [
    await openRawClient(stack.url, stack.keys.anonKey),
    await openRawClient(stack.url, stack.keys.anonKey),
  ];
  const config = {
    postgres_changes: [{ event: '*', schema: 'public', table: 'menus' }],
    postgres_changes_options: { wait: true, timeout: 20_000 },
  };
  modest.send('1', '1', 'realtime:menus', 'phx_join', { config });
  greedy.send('1', '1', 'realtime:menus', 'phx_join', { config, x: Array(10_000).fill(0) });
  greedy.send('1', '1', 'realtime:others', 'phx_join', { config, x: Array(10_000).fill(0) });
  expect(await greedy.closed).toBe(1006);
  await writer.query('rollback');
  writer.release();
  expect(await modest.reply('1')).toMatchObject({ status: 'ok' });
  modest.socket.close();
});

it('takes no more conditions than can be tried, nor longer ones', async () => {
  const many = Array.from({ length: 21 }, (_, n) => `id=neq.${n}`).join(',');
  const long = `name=neq.${'x'.repeat(4_000)}`;
  for (const [filter, reason] of [
    [many, 'more than 20 conditions'],
    [long, 'longer than 4000 characters'],
  ] as const) {
    const { system } = await follow(await connect(stack), [{ table: 'menus', filter }]);
    expect(system).toEqual([expect.objectContaining({ status: 'error', message: expect.stringContaining(reason) })]);
  }
});

it('refuses a name that the database cannot even be asked for', async () => {
  for (const table of ['menus\u0000', 'm'.repeat(64)]) {
    const { system } = await follow(await connect(stack), [{ table }]);
    expect(system).toEqual([expect.objectContaining({ status: 'error', message: 'No table has such a name' })]);
  }
});

it('refuses a value that the database cannot even be asked for', async () => {
  const message = 'Error parsing `filter` params: no value is such a text';
  for (const filter of ['name=eq.a\u0000b', 'name=in.(a,b\u0000)', 'name=match.\ud83c']) {
    const { system } = await follow(await connect(stack), [{ table: 'menus', filter }]);
    expect(system).toEqual([expect.objectContaining({ status: 'error', message })]);
  }
});

it('counts entries that are still being looked at, also when their channel has ended', async () => {
  // Nobody is subscribed before this transaction has ended.
  const writer = await stack.owner.connect();
  await writer.query(`begin; insert into public.menus values (99, 'slow')`);
  const client = await openRawClient(stack.url, stack.keys.anonKey);
  const entries = Array.from({ length: 16 }, () => ({ event: '*', schema: 'public', table: 'menus' }));
  const config = { postgres_changes: entries };
  expect(await joinTopic(client, 'realtime:menus', '1', config)).toMatchObject({ status: 'ok' });
  const tooMany = errorReply('ChannelRateLimitReached: Too many subscriptions to postgres_changes');
  expect(await joinTopic(client, 'realtime:menus', '2', config)).toEqual(tooMany);
  await writer.query('rollback');
  writer.release();
  let ref = 2;
  // A slot also waits for the transactions of other tests on the same server.
  const joinAgain = async () => {
    ref += 1;
    return joinTopic(client, 'realtime:menus', `${ref}`, config);
  };
  await expect.poll(joinAgain, { timeout: 25_000, interval: 200 }).toMatchObject({ status: 'ok' });
  client.socket.close();
});
