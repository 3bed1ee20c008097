import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '@blunari/db/testing';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sendChange } from './change-frames.ts';
import { judgeChanges } from './judge-changes.ts';
import { loadPublishedTables } from './table-info.ts';

const owner: string = randomUUID();
const row = new Map([
  ['id', '1'],
  ['owner_id', owner],
]);

let database: TestDatabase;
let pool: Pool;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.urls.realtime, max: 2 });
  const setUp = new Pool({ connectionString: database.urls.owner, max: 1 });
  await setUp.query(`
    create table public.orders (id int primary key, owner_id uuid not null);
    alter table public.orders enable row level security;
    grant select on public.orders to authenticated;
    create policy own on public.orders for select to authenticated using (owner_id = (select auth.uid()));
    alter publication supabase_realtime add table public.orders;
    insert into public.orders values (1, '${owner}')`);
  await setUp.end();
});

afterAll(async () => {
  await pool.end();
  await database.drop();
});

/** What becomes of a new order for who follows all of them by the token of the owner, while that is replaced by another. */
async function outcomeDespite(replacement: { readonly sub: string; readonly exp: number }): Promise<string> {
  const [table] = await loadPublishedTables(pool, 'supabase_realtime', 'public', 'orders');
  if (!table) throw new Error('The table is not published.');
  const role = 'authenticated' as const;
  let outcome = 'nothing';
  const member = { serializer: '2.0.0' as const, send: () => void (outcome = 'told') };
  const subscriber = { topic: 't', member, network: 'n', changeCount: 1, claims: { role, sub: owner, exp: 1 } };
  const request = { id: 1, event: '*' as const, schema: 'public', table: 'orders', filters: [], select: null };
  const change = {
    type: 'INSERT' as const,
    tableOid: table.oid,
    committedAtMs: 0,
    transactionId: 1,
    row,
    oldRow: null,
  };
  const judging = judgeChanges(pool, [{ change, table, subscriptions: [{ subscriber, request }] }]);
  subscriber.claims = { role, ...replacement };
  const audience = { isThere: () => true, missed: () => void (outcome = 'missed') };
  for (const judged of (await judging).changes) await sendChange(judged, audience);
  return outcome;
}

it('tells a change to whoever gets a newer token while it is judged', async () => {
  expect(await outcomeDespite({ sub: owner, exp: 2 })).toBe('told');
});

it('tells nothing that was judged for one person to another, whose token came meanwhile, and says that it was missed', async () => {
  expect(await outcomeDespite({ sub: randomUUID(), exp: 2 })).toBe('missed');
});
