import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually } from '../testing/eventually.ts';
import { follow } from '../testing/follow-table.ts';
import { startTestGateway, type TestGateway } from '../testing/start-test-gateway.ts';
import { changeToken, connect, disconnectAll } from '../testing/supabase-clients.ts';

let stack: TestGateway;

beforeAll(async () => {
  stack = await startTestGateway({ changesLingerMs: 0 });
  await stack.owner.query(`
    create table public.menus (id int primary key, name text, price numeric, secret text, tags text[], data jsonb,
      opens_at timestamptz, is_open boolean);
    grant select on public.menus to authenticated;
    grant select (id, name, price) on public.menus to anon;
    create table public.orders (id int primary key, owner_id uuid not null, status text, note text);
    alter table public.orders enable row level security;
    grant select on public.orders to anon, authenticated;
    create policy own on public.orders for select to authenticated using (owner_id = (select auth.uid()));
    create table public.guests (id int primary key, name text, email text);
    grant select on public.guests to authenticated;
    create table public.unpublished (id int primary key);
    grant select on public.unpublished to anon;
    alter publication supabase_realtime add table public.menus, public.orders, public.guests (id, name)`);
});

/** Without a slot, so that no test hears of what another did. */
beforeEach(async () => {
  await eventually(async () => expect(await slots()).toEqual([]));
  await stack.owner.query('delete from public.menus; delete from public.orders');
});

afterEach(disconnectAll);

afterAll(() => stack.stop());

/** Long enough for what must not arrive to arrive; the arrivals of these tests take a few ms. */
const quietTime = () => new Promise((resolve) => setTimeout(resolve, 150));

async function slots() {
  const { rows } = await stack.owner.query(
    `select temporary, active from pg_replication_slots where database = current_database()`,
  );
  return rows;
}

describe('a subscription to a table', () => {
  it('hears of each change with its row, types and time', async () => {
    const heard = await follow(await connect(stack, await stack.token()), [{ table: 'menus' }]);
    expect(heard.system).toEqual([
      { extension: 'postgres_changes', status: 'ok', message: 'Subscribed to PostgreSQL', channel: expect.any(String) },
    ]);
    await stack.owner.query(`
      insert into public.menus values (1, 'Käse "🧀"', 4.50, 's', '{a,"b c"}', '{"n": [1, null]}', '2026-01-02 03:04:05.678+02', true)`);
    await stack.owner.query(`update public.menus set name = null where id = 1`);
    await stack.owner.query(`delete from public.menus where id = 1`);
    await eventually(() => expect(heard.changes).toHaveLength(3));
    const row = {
      id: 1,
      name: 'Käse "🧀"',
      price: 4.5,
      secret: 's',
      tags: ['a', 'b c'],
      data: { n: [1, null] },
      opens_at: '2026-01-02T01:04:05.678+00:00',
      is_open: true,
    };
    const common = {
      schema: 'public',
      table: 'menus',
      errors: null,
      commit_timestamp: expect.stringMatching(/^\d{4}-.*\.\d{3}Z$/),
    };
    expect(heard.changes).toEqual([
      { ...common, eventType: 'INSERT', new: row, old: {} },
      { ...common, eventType: 'UPDATE', new: { ...row, name: null }, old: { id: 1 } },
      { ...common, eventType: 'DELETE', new: {}, old: { id: 1 } },
    ]);
  });

  it('hears nothing of a rollback, a truncation, or a table that is not published', async () => {
    const heard = await follow(await connect(stack, await stack.token()), [{ schema: '*' }]);
    await stack.owner.query(`begin; insert into public.menus values (1); rollback`);
    await stack.owner.query(`insert into public.unpublished values (1) on conflict do nothing; truncate public.menus`);
    await stack.owner.query(`insert into public.menus values (2)`);
    await eventually(() => expect(heard.changes.map((change) => change.new['id'])).toEqual([2]));
  });

  it('hears of its events alone, once for all entries that fit', async () => {
    const client = await connect(stack, await stack.token());
    const inserts = await follow(client, [{ table: 'menus', event: 'INSERT' }]);
    const both = await follow(client, [{ table: 'menus', event: 'DELETE' }, { table: 'menus' }, { schema: 'public' }]);
    await stack.owner.query(`insert into public.menus values (1); delete from public.menus`);
    await eventually(() => expect(both.changes).toHaveLength(5));
    expect(inserts.changes.map(({ eventType }) => eventType)).toEqual(['INSERT']);
    expect(both.changes.map(({ eventType }) => eventType)).toEqual(['INSERT', 'INSERT', 'DELETE', 'DELETE', 'DELETE']);
  });

  it('hears of the columns it selects, and the primary key', async () => {
    const heard = await follow(await connect(stack, await stack.token()), [{ table: 'menus', select: ['name'] }]);
    await stack.owner.query(`insert into public.menus values (1, 'a', 2)`);
    await eventually(() => expect(heard.changes.map((change) => change.new)).toEqual([{ id: 1, name: 'a' }]));
  });

  it('hears of all of a transaction in order, however large, and goes on', async () => {
    const heard = await follow(await connect(stack, await stack.token()), [{ table: 'menus', select: ['id'] }]);
    await stack.owner.query(`insert into public.menus select n, repeat('x', 100) from generate_series(1, 5000) n`);
    await stack.owner.query(`insert into public.menus values (5001)`);
    await eventually(() => expect(heard.changes).toHaveLength(5001));
    expect(heard.changes.every((change, index) => change.new['id'] === index + 1)).toBe(true);
  });

  it('hears of a column added meanwhile, and no longer of one that was taken away', async () => {
    await stack.owner
      .query(`create table public.growing (id int primary key, a int); grant select on public.growing to anon;
      alter publication supabase_realtime add table public.growing`);
    const heard = await follow(await connect(stack), [{ table: 'growing' }]);
    await stack.owner.query(`insert into public.growing values (1, 1)`);
    await eventually(() => expect(heard.changes).toHaveLength(1));
    await stack.owner.query(
      `alter table public.growing add b text, drop a; insert into public.growing values (2, 'b')`,
    );
    await eventually(() =>
      expect(heard.changes.map((change) => change.new)).toEqual([
        { id: 1, a: 1 },
        { id: 2, b: 'b' },
      ]),
    );
    await stack.owner.query(`revoke select on public.growing from anon; insert into public.growing values (3)`);
    await eventually(() =>
      expect(heard.changes.at(-1)).toMatchObject({ errors: ['Error 401: Unauthorized'], new: {} }),
    );
  });
});

describe('rows that have owners', () => {
  it('are shown to those whom the policies let select them', async () => {
    const [me, other] = [randomUUID(), randomUUID()];
    const mine = await follow(await connect(stack, await stack.token({ sub: me })), [{ table: 'orders' }]);
    const theirs = await follow(await connect(stack, await stack.token({ sub: other })), [{ table: 'orders' }]);
    const anonymous = await follow(await connect(stack), [{ table: 'orders' }]);
    await stack.owner.query(
      `insert into public.orders values (1, $1, 'new'), (2, $2, 'new')`
        .replace('$1', `'${me}'`)
        .replace('$2', `'${other}'`),
    );
    // Rows are asked for as they are when they are asked for, so one after the other.
    await eventually(() => expect(mine.changes).toHaveLength(1));
    await stack.owner.query(`update public.orders set owner_id = '${other}' where id = 1`);
    await eventually(() => expect(theirs.changes).toHaveLength(2));
    await quietTime();
    expect(mine.changes.map((change) => [change.eventType, change.new['id']])).toEqual([['INSERT', 1]]);
    expect(theirs.changes.map((change) => [change.eventType, change.new['id']])).toEqual([
      ['INSERT', 2],
      ['UPDATE', 1],
    ]);
    expect(anonymous.changes).toEqual([]);
  });

  it('are shown by the claims of the latest token', async () => {
    const [before, after] = [randomUUID(), randomUUID()];
    const client = await connect(stack, await stack.token({ sub: before }));
    const heard = await follow(client, [{ table: 'orders' }]);
    await changeToken(client, await stack.token({ sub: after }));
    await eventually(async () => {
      await stack.owner.query(
        `insert into public.orders select coalesce(max(id), 0) + 1, '${after}' from public.orders`,
      );
      expect(heard.changes.length).toBeGreaterThan(0);
    });
    const seen = heard.changes.length;
    await stack.owner.query(`insert into public.orders values (1001, '${before}'), (1002, '${after}')`);
    await eventually(() => expect(heard.changes.at(-1)?.new['id']).toBe(1002));
    expect(heard.changes.slice(seen).map((change) => change.new['id'])).not.toContain(1001);
  });

  it('leave only their key behind when deleted, even where the whole row is logged', async () => {
    await stack.owner.query(
      `alter table public.orders replica identity full; alter table public.menus replica identity full`,
    );
    const client = await connect(stack, await stack.token());
    const orders = await follow(client, [{ table: 'orders', event: 'DELETE' }]);
    const menus = await follow(client, [{ table: 'menus' }]);
    await stack.owner.query(
      `insert into public.orders values (1, '${randomUUID()}', 'secret'); delete from public.orders`,
    );
    await stack.owner.query(`insert into public.menus values (1, 'a', 2); delete from public.menus`);
    await eventually(() => expect([orders.changes.length, menus.changes.length]).toEqual([1, 2]));
    expect(orders.changes[0]?.old).toEqual({ id: 1 });
    expect(menus.changes[1]?.old).toMatchObject({ id: 1, name: 'a', price: 2 });
    await stack.owner.query(
      `alter table public.orders replica identity default; alter table public.menus replica identity default`,
    );
  });

  it('whose policy fails on one caller’s claims are that caller’s trouble alone', async () => {
    const me = randomUUID();
    await stack.owner.query(`create policy broken on public.orders for select to anon using (1 / length(status) > 0)`);
    const anonymous = await follow(await connect(stack), [{ table: 'orders' }]);
    const mine = await follow(await connect(stack, await stack.token({ sub: me })), [{ table: 'orders' }]);
    await stack.owner.query(`insert into public.orders values (1, '${me}', '')`);
    await eventually(() => expect(mine.changes.map((change) => change.new['id'])).toEqual([1]));
    await eventually(() =>
      expect(anonymous.changes).toMatchObject([
        { eventType: 'INSERT', new: {}, errors: ['Error 500: Internal Server Error, RLS policy evaluation failed'] },
      ]),
    );
    await stack.owner.query(`drop policy broken on public.orders`);
  });

  it('are asked for once for each distinct caller, not for each subscriber', async () => {
    const sub = randomUUID();
    const token = await stack.token({ sub });
    const clients = await Promise.all(Array.from({ length: 10 }, () => connect(stack, token)));
    const heard = await Promise.all(clients.map((client) => follow(client, [{ table: 'orders' }])));
    await stack.owner.query(`create sequence public.asked; grant usage on sequence public.asked to authenticated;
      create policy counted on public.orders as restrictive for select to authenticated using (nextval('public.asked') > 0)`);
    await stack.owner.query(`insert into public.orders values (1, '${sub}')`);
    await eventually(() =>
      expect(heard.map(({ changes }) => changes.length)).toEqual(Array.from({ length: 10 }, () => 1)),
    );
    const { rows } = await stack.owner.query(`select last_value::int as n from public.asked`);
    expect(rows).toEqual([{ n: 1 }]);
    await stack.owner.query(`drop policy counted on public.orders; drop sequence public.asked`);
  });
});

describe('a table of which some columns are published', () => {
  it('is told without the others, to those who may read them as well', async () => {
    const heard = await follow(await connect(stack, await stack.token()), [{ table: 'guests' }]);
    await stack.owner.query(`insert into public.guests values (1, 'Ada', 'ada@example.com')`);
    await stack.owner.query(`update public.guests set name = 'Ida', email = 'ida@example.com'`);
    await eventually(() => expect(heard.changes).toHaveLength(2));
    expect(heard.changes.map((change) => change.new)).toEqual([
      { id: 1, name: 'Ada' },
      { id: 1, name: 'Ida' },
    ]);
    expect(JSON.stringify(heard.changes)).not.toContain('email');
  });

  it('cannot be searched by the others', async () => {
    const filter = 'email=eq.ada@example.com';
    const heard = await follow(await connect(stack, await stack.token()), [{ table: 'guests', filter }]);
    expect(heard.system).toMatchObject([{ status: 'error' }]);
  });
});
