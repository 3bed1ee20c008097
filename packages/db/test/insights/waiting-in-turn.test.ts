import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../src/client.ts';
import { withClient } from '../../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { buildEvent, visit } from '../support/inputs.ts';
import { query } from '../support/query.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

let test: TestDatabase;
let database: Database;
let busy: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api, poolSize: 10 });
});
beforeEach(async () => {
  const [first, second] = [await createTenant(test.urls.owner), await createTenant(test.urls.owner)];
  // The one in the way is the first by its id.
  [busy, other] = first.id < second.id ? [first, second] : [second, first];
  await query(test.urls.owner, 'truncate widget_private.waiting_insights');
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

/** Runs something while the product has the rows of restaurants for itself. */
async function whileKept(tenants: readonly TestTenant[], run: () => Promise<unknown>): Promise<void> {
  await withClient(test.urls.owner, async (product) => {
    await product.query('begin');
    await product.query('select from public.tenants where id = any ($1::uuid[]) for update', [
      tenants.map(({ id }) => id),
    ]);
    await run();
    await product.query('commit');
  });
}

/** A visit that is put aside, and as many batches of the same. */
async function putAside(tenant: TestTenant, batches: number): Promise<void> {
  const seen = await database.visitor.recordEvents(tenant.booking.key, { events: [buildEvent()], visit });
  expect(seen.ok).toBe(true);
  await query(
    test.urls.owner,
    `insert into widget_private.waiting_insights (tenant_id, widget_id, events, visit, dropped)
     select w.tenant_id, w.widget_id, w.events, w.visit, w.dropped
     from widget_private.waiting_insights w cross join generate_series(2, $2::integer) where w.tenant_id = $1`,
    [tenant.id, batches],
  );
}

const waitingOf = async ({ id }: TestTenant) => {
  const sql = 'select count(*)::integer as batches from widget_private.waiting_insights where tenant_id = $1';
  return (await query(test.urls.owner, sql, [id]))[0]?.['batches'];
};

it('a restaurant whose row the product keeps for long holds up the visits of no other', async () => {
  await whileKept([busy], async () => {
    await whileKept([other], async () => {
      await putAside(busy, 101);
      await putAside(other, 3);
    });
    await database.visitor.flushDueTicks();
    expect([await waitingOf(busy), await waitingOf(other)]).toEqual([101, 0]);
  });
  await database.visitor.flushDueTicks();
  await database.visitor.flushDueTicks();
  expect(await waitingOf(busy)).toBe(0);
  const stored = await query(
    test.urls.owner,
    'select tenant_id::text as id, count(*)::integer as visits from public.widget_analytics group by 1 order by 1',
  );
  expect(stored).toEqual([busy, other].map(({ id }) => ({ id, visits: 1 })));
});

it('a restaurant whose totals a job is at work on holds up the visits of no other', async () => {
  await whileKept([busy, other], async () => {
    await putAside(busy, 101);
    await putAside(other, 1);
  });
  await withClient(test.urls.owner, async (job) => {
    await job.query('begin');
    // As a job that holds the restaurant, before it comes to what waits.
    await job.query(`select pg_advisory_xact_lock(hashtextextended('insight jobs ' || $1::text, 0))`, [busy.id]);
    await database.visitor.flushDueTicks();
    expect([await waitingOf(busy), await waitingOf(other)]).toEqual([101, 0]);
    await job.query('rollback');
  });
});

it('restaurants that have visits waiting share what is written at a time', async () => {
  await whileKept([busy, other], async () => {
    await putAside(busy, 150);
    await putAside(other, 60);
  });
  await database.visitor.flushDueTicks();
  expect([await waitingOf(busy), await waitingOf(other)]).toEqual([100, 10]);
  await database.visitor.flushDueTicks();
  expect([await waitingOf(busy), await waitingOf(other)]).toEqual([50, 0]);
  await database.visitor.flushDueTicks();
  expect([await waitingOf(busy), await waitingOf(other)]).toEqual([0, 0]);
});
