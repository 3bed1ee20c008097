import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { ok } from '@blunari/schema/result';
import { createDatabase, type Database } from '../../src/client.ts';
import { rebuildRollups } from '../../src/jobs/rebuild-rollups.ts';
import { withClient } from '../../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { buildBooking, buildEvent, today, visit } from '../support/inputs.ts';
import { query } from '../support/query.ts';
import { askForRebuild, rollupsOf } from '../support/rollups.ts';
import { countAll } from '../support/rush.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';
import { happenings, viewAgo, write } from '../support/visits.ts';

const timeZone = 'Asia/Kathmandu';
let test: TestDatabase;
let owner: string;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = test.urls.owner;
  database = createDatabase({ url: test.urls.api });
});
beforeEach(async () => {
  tenant = await createTenant(owner, timeZone);
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const view = ({ booking }: TestTenant) => ({ key: booking.key, events: [buildEvent()], visit });

const dropped = ({ key }: TestTenant['booking']) => ({ key, events: [], visit, dropped: { today: today(), bot: 1 } });

const storeLater = async (...tenants: readonly TestTenant[]): Promise<void> => {
  expect(await database.visitor.recordBatches(tenants.map(view), { countLater: true })).toMatchObject({ ok: true });
};

/** Views that are stored, and those that are counted. */
async function viewsOf({ id }: TestTenant): Promise<unknown> {
  const [row] = await query(
    owner,
    `select (select count(*)::int from public.widget_analytics where tenant_id = $1) as stored,
       (select coalesce(sum(views), 0)::int from public.widget_analytics_daily where tenant_id = $1 and dimension = 'total')
         as counted`,
    [id],
  );
  return row;
}

/** As by a bug; answers the page's address. */
async function makeUncountable(page: string): Promise<string> {
  await query(owner, `alter table public.widget_analytics_daily add constraint bug check (value <> '${page}')`);
  return `https://lucia.example.com${page}`;
}

it('comes to what is counted at once, and to what is counted again', async () => {
  await fc.assert(
    fc.asyncProperty(happenings, fc.integer({ min: 1, max: 12 }), async (sent, batchesInCall) => {
      const events = sent.map((event) => ({ ...event, id: randomUUID() }));
      const half = Math.floor(events.length / 2);
      tenant = await createTenant(owner, timeZone);
      await write(owner, tenant, timeZone, events.slice(0, half), batchesInCall, 'store_insights');
      await database.visitor.countVisits();
      await write(owner, tenant, timeZone, events.slice(half), batchesInCall, 'store_insights');
      await countAll(database);
      const later = await rollupsOf(owner, tenant.id);
      await askForRebuild(owner, tenant.id);
      await rebuildRollups(owner);
      expect(await rollupsOf(owner, tenant.id)).toEqual(later);
      expect(later.days.length > 0).toBe(events.length > 0);
    }),
    { numRuns: 5, endOnFailure: true },
  );
});

it('is done by whoever comes next: also by a visit that is counted at once', async () => {
  await storeLater(tenant);
  expect(await viewsOf(tenant)).toEqual({ stored: 1, counted: 0 });
  await database.visitor.recordBatches([view(tenant)]);
  expect(await viewsOf(tenant)).toEqual({ stored: 2, counted: 2 });
});

it('is done once, however many count at the same time, and what is sent again is not counted again', async () => {
  const others = await Promise.all(Array.from({ length: 5 }, () => createTenant(owner, timeZone)));
  const batches = [tenant, ...others].flatMap((each) => [view(each), view(each)]);
  for (let time = 0; time < 2; time += 1) await database.visitor.recordBatches(batches, { countLater: true });
  await Promise.all(Array.from({ length: 6 }, () => countAll(database)));
  for (const each of [tenant, ...others]) expect(await viewsOf(each)).toEqual({ stored: 2, counted: 2 });
});

it('comes before a job, which finds every event counted or put aside', async () => {
  await write(owner, tenant, timeZone, [viewAgo(1), viewAgo(0)], 2, 'store_insights');
  await askForRebuild(owner, tenant.id);
  await rebuildRollups(owner);
  expect(await viewsOf(tenant)).toEqual({ stored: 2, counted: 2 });
  await countAll(database);
  expect(await viewsOf(tenant)).toEqual({ stored: 2, counted: 2 });
});

it.each([
  ['a writer', 'select widget_private.lock_insights($1)'],
  ['another product', 'select from public.tenants where id = $1 for update'],
])('passes over a restaurant that %s has, and waits for nobody', async (_, sql) => {
  const busy = await createTenant(owner, timeZone);
  await storeLater(busy, tenant);
  await withClient(owner, async (client) => {
    await client.query('begin');
    await client.query(sql, [busy.id]);
    await countAll(database);
    expect(await viewsOf(tenant)).toEqual({ stored: 1, counted: 1 });
    expect(await viewsOf(busy)).toEqual({ stored: 1, counted: 0 });
    await client.query('commit');
  });
  await countAll(database);
  expect(await viewsOf(busy)).toEqual({ stored: 1, counted: 1 });
});

it('leaves storing to wait for no restaurant that another product has, also where visits were dropped', async () => {
  const busy = await createTenant(owner, timeZone);
  const { key } = busy.booking;
  await withClient(owner, async (client) => {
    await client.query('begin');
    await client.query('select from public.tenants where id = $1 for update', [busy.id]);
    const batches = [view(tenant), { key, events: [], visit, dropped: { today: today(), bot: 2 } }];
    expect(await database.visitor.recordBatches(batches, { countLater: true })).toEqual(ok(['stored', 'stored']));
    await client.query('commit');
  });
  await database.visitor.flushDueTicks();
  expect(
    await query(owner, 'select events::int from public.widget_dropped_visits where tenant_id = $1', [busy.id]),
  ).toEqual([{ events: 2 }]);
});

it('puts nobody aside where something was dropped at a widget that takes no visits', async () => {
  const other = await createTenant(owner, timeZone);
  await query(owner, 'update public.widget_configurations set is_active = false where id = $1', [other.catering.id]);
  const batches = [view(tenant), dropped(other.booking), dropped(other.catering)];
  expect(await database.visitor.recordBatches(batches, { countLater: true })).toEqual(
    ok(['stored', 'stored', 'widget_inactive']),
  );
  expect(await viewsOf(tenant)).toEqual({ stored: 1, counted: 0 });
});

it('puts a restaurant aside that is busy, beside a batch that is not to be stored', async () => {
  await withClient(owner, async (client) => {
    await client.query('begin');
    await client.query('select from public.tenants where id = $1 for update', [tenant.id]);
    // Called by itself: recordBatches would try a call that failed in halves.
    const call = 'select widget_private.record_batches($1::jsonb) as answer';
    expect(await query(owner, call, [JSON.stringify([view(tenant), { ...view(tenant), key: 'unknown' }])])).toEqual([
      { answer: [{ status: 'stored' }, { status: 'not_found' }] },
    ]);
    await client.query('commit');
  });
  await database.visitor.flushDueTicks();
  expect(await viewsOf(tenant)).toEqual({ stored: 1, counted: 1 });
});

it('passes over an event that cannot be counted, which holds up no other and no guest who books', async () => {
  const other = await createTenant(owner, timeZone);
  const pageUrl = await makeUncountable('/cannot-be-counted');
  const batches = [view(tenant), { ...view(tenant), visit: { ...visit, pageUrl } }, view(tenant), view(other)];
  await database.visitor.recordBatches(batches, { countLater: true });
  expect(await database.visitor.createBooking(tenant.booking.key, buildBooking())).toMatchObject({ ok: true });
  await countAll(database);
  await query(owner, 'alter table public.widget_analytics_daily drop constraint bug');
  expect(await viewsOf(tenant)).toEqual({ stored: 4, counted: 2 });
  expect(await viewsOf(other)).toEqual({ stored: 1, counted: 1 });
  await askForRebuild(owner, tenant.id);
  await rebuildRollups(owner);
  expect(await viewsOf(tenant)).toEqual({ stored: 4, counted: 3 });
});

it('ends its search for many that cannot be counted in time, and comes to the others with the next calls', async () => {
  const pageUrl = await makeUncountable('/nor-this');
  const bad = { ...view(tenant), visit: { ...visit, pageUrl } };
  const batches = [bad, view(tenant), bad, view(tenant)].map((batch) => ({ ...batch, events: [buildEvent()] }));
  await database.visitor.recordBatches(batches, { countLater: true });
  await query(
    owner,
    `with taken as (delete from widget_private.uncounted_visits where tenant_id = $1 returning events, local_date),
       event as (select unnest(events) as id, local_date from taken)
     select widget_private.count_events(array_agg(id), array_agg(local_date), '-infinity') from event`,
    [tenant.id],
  );
  const waiting = 'select from widget_private.uncounted_visits where tenant_id = $1';
  expect(await query(owner, waiting, [tenant.id])).not.toEqual([]);
  await countAll(database);
  await query(owner, 'alter table public.widget_analytics_daily drop constraint bug');
  expect(await viewsOf(tenant)).toEqual({ stored: 4, counted: 2 });
});

it('forgets what is of a restaurant or a widget that is gone', async () => {
  const gone = await createTenant(owner, timeZone);
  await storeLater(tenant, gone);
  await query(owner, 'delete from public.tenants where id = $1', [gone.id]);
  await query(owner, 'delete from public.widget_configurations where id = $1', [tenant.booking.id]);
  await countAll(database);
  expect(await query(owner, 'select from widget_private.uncounted_visits')).toEqual([]);
  expect(await viewsOf(tenant)).toEqual({ stored: 0, counted: 0 });
});
