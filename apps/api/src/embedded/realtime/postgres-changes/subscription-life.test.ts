import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { follow } from '../testing/follow-table.ts';
import { openRawClient } from '../testing/raw-client.ts';
import { serveGateway } from '../testing/serve-gateway.ts';
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts';
import { connect, disconnectAll } from '../testing/supabase-clients.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway({ changesLingerMs: 0 });
  await stack.owner.query(`
    create table public.menus (id int primary key, name text);
    grant select on public.menus to anon, authenticated;
    create table public.orders (id int primary key, owner_id uuid not null, status text, note text);
    alter table public.orders enable row level security;
    grant select on public.orders to authenticated;
    create policy own on public.orders for select to authenticated using (owner_id = (select auth.uid()));
    create table public.unpublished (id int primary key);
    grant select on public.unpublished to anon;
    alter publication supabase_realtime add table public.menus, public.orders`);
});

/** Without a slot, so that no test hears of what another did. */
beforeEach(async () => {
  await eventually(async () => expect(await slots()).toEqual([]));
  await stack.owner.query('delete from public.menus');
});

afterEach(disconnectAll);

afterAll(() => stack.stop());

async function slots() {
  const { rows } = await stack.owner.query(
    `select temporary, active from pg_replication_slots where database = current_database()`,
  );
  return rows;
}

describe('the database’s log', () => {
  it('is read by one temporary slot while somebody is subscribed, and by none afterwards', async () => {
    const client = await connect(stack, await stack.token());
    const [first] = await Promise.all([follow(client, [{ table: 'menus' }]), follow(client, [{ table: 'orders' }])]);
    expect(await slots()).toEqual([{ temporary: true, active: true }]);
    await client.removeChannel(first.channel);
    expect(await slots()).toHaveLength(1);
    await client.removeAllChannels();
    await eventually(async () => expect(await slots()).toEqual([]));
  });

  it('tells clients when it was lost; they join again and miss nothing they could not know of', async () => {
    const heard = await follow(await connect(stack, await stack.token()), [{ table: 'menus' }]);
    await stack.owner.query(`insert into public.menus values (1)`);
    await eventually(() => expect(heard.changes).toHaveLength(1));
    await stack.owner.query(
      `select pg_terminate_backend(active_pid) from pg_replication_slots where database = current_database()`,
    );
    await stack.owner.query(`insert into public.menus values (2)`);
    await eventually(() => expect(heard.statuses).toEqual(['SUBSCRIBED', 'CHANNEL_ERROR', 'SUBSCRIBED']));
    expect(heard.system.map(({ status }) => status).slice(0, 2)).toEqual(['ok', 'error']);
    await eventually(() => expect(heard.system.map(({ status }) => status)).toEqual(['ok', 'error', 'ok']));
    await stack.owner.query(`insert into public.menus values (3)`);
    await eventually(() => expect(heard.changes.at(-1)?.new['id']).toBe(3));
  });
});

describe('a subscription that waits', () => {
  const wait = { postgres_changes_options: { wait: true } };

  it('is joined once it is live', async () => {
    const heard = await follow(await connect(stack, await stack.token()), [{ table: 'menus' }], wait);
    expect(heard.statuses).toEqual(['SUBSCRIBED']);
    await stack.owner.query(`insert into public.menus values (1)`);
    await eventually(() => expect(heard.changes).toHaveLength(1));
  });

  it('is not joined when it is refused, or when its time is over', async () => {
    const refused = await follow(await connect(stack), [{ table: 'unpublished' }], wait);
    expect(refused.errors[0]).toContain('RealtimeDisabledForConfiguration: Unable to subscribe to changes');
    // The slot of a stream waits for transactions that were under way when it was made.
    await eventually(async () => expect(await slots()).toEqual([]));
    const writer = await stack.owner.connect();
    await writer.query('begin; insert into public.menus values (1)');
    const options = { postgres_changes_options: { wait: true, timeout: 300 } };
    const late = await follow(await connect(stack), [{ table: 'menus' }], options);
    await writer.query('rollback');
    writer.release();
    expect(late.errors[0]).toContain('PostgresChangesSubscribeTimeout: Timed out after 300ms waiting');
  });
});

it('nobody waits for any more ends with its socket, though the database has not answered', async () => {
  const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  // The join that ends is one that is refused, of which there may be none.
  const served = await serveGateway({ ...stack.serveOptions, limits: { refusedJoinsPerMinute: 0 }, log });
  const writer = await stack.owner.connect();
  await writer.query('begin; insert into public.menus values (1)');
  const client = await openRawClient(served.url, stack.keys.anonKey);
  const config = {
    postgres_changes: [{ event: '*', schema: 'public', table: 'menus' }],
    postgres_changes_options: { wait: true, timeout: 20_000 },
  };
  client.send('1', '1', 'realtime:menus', 'phx_join', { config });
  client.send(null, 'beat', 'phoenix', 'heartbeat', {});
  await client.reply('beat');
  client.socket.close();
  await eventually(() => expect(served.gateway.connectionCount()).toBe(0));
  await served.close();
  await writer.query('rollback');
  writer.release();
  expect(log.warn).toHaveBeenCalledWith({ counts: { 'refused joins': 1 } }, expect.any(String));
});

it('that waits for transactions under way is told of in the log, for nobody else could know why', async () => {
  const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const served = await serveGateway({ ...stack.serveOptions, limits: { changesSlowStartMs: 50 }, log });
  const writer = await stack.owner.connect();
  await writer.query('begin; insert into public.menus values (1)');
  const following = follow(await connect({ ...stack, url: served.url }), [{ table: 'menus' }]);
  await eventually(() => expect(log.warn).toHaveBeenCalledWith(expect.stringContaining('all transactions under way')));
  await writer.query('rollback');
  writer.release();
  expect((await following).system[0]?.status).toBe('ok');
  await disconnectAll();
  await served.close();
  expect(log.warn).toHaveBeenCalledOnce();
});
