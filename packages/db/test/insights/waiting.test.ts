import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../src/client.ts';
import { countRefusedInsights } from '../../src/jobs/count-refused-insights.ts';
import { rebuildRollups } from '../../src/jobs/rebuild-rollups.ts';
import { eraseGuest } from '../../src/queries/guests/erase-guest.ts';
import { withClient } from '../../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { buildBooking, buildEvent, hoursAhead, visit } from '../support/inputs.ts';
import { query } from '../support/query.ts';
import { daysThatDoNotAddUp, rollupsOf } from '../support/rollups.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api, poolSize: 10 });
});
beforeEach(async () => {
  tenant = await createTenant(test.urls.owner, 'UTC');
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const sessionId = randomUUID();

/** A guest looks, and books a table of their own. */
async function visitAndBook(index: number): Promise<void> {
  const answers = [
    await database.visitor.recordEvents(tenant.booking.key, { events: [buildEvent({ sessionId })], visit }),
    await database.visitor.createBooking(
      tenant.booking.key,
      buildBooking({ sessionId, partySize: 1, startsAt: hoursAhead(30 + index * 3).toISOString() }),
    ),
  ];
  expect(answers.filter(({ ok }) => !ok)).toEqual([]);
}

/** Runs something while a job has the restaurant's totals for itself. */
async function duringJob(run: () => Promise<unknown>): Promise<void> {
  await withClient(test.urls.owner, async (client) => {
    await client.query('begin');
    await client.query('select widget_private.begin_insight_job($1)', [tenant.id]);
    await run();
    await client.query('commit');
  });
}

const counts = async () => {
  const [row] = await query(
    test.urls.owner,
    `select (select count(*)::int from widget_private.waiting_insights where tenant_id = $1) as waiting,
       (select count(*)::int from public.widget_analytics where tenant_id = $1) as stored`,
    [tenant.id],
  );
  return row;
};

it('guests wait for no job: what they do meanwhile is put aside, and counted a moment later', async () => {
  await visitAndBook(0);
  await duringJob(async () => {
    await visitAndBook(1);
    await database.visitor.flushDueTicks();
    expect(await counts()).toEqual({ waiting: 2, stored: 2 });
  });
  await Promise.all([1, 2, 3].map(() => database.visitor.flushDueTicks()));
  expect(await counts()).toEqual({ waiting: 0, stored: 4 });
  const { days } = await rollupsOf(test.urls.owner, tenant.id);
  expect(days.find((row) => row['dimension'] === 'total')).toMatchObject({ views: 2, conversions: 2, sessions: 1 });
});

it('visits wait for no product that has the row of a restaurant for itself, and are counted a moment later', async () => {
  const other = await createTenant(test.urls.owner, 'UTC');
  const see = ({ booking }: TestTenant) =>
    database.visitor.recordEvents(booking.key, { events: [buildEvent({ sessionId })], visit });
  await withClient(test.urls.owner, async (product) => {
    await product.query('begin');
    await product.query('select from public.tenants where id = $1 for update', [tenant.id]);
    // More than the pool has connections.
    const answers = await Promise.all([...Array.from({ length: 20 }, () => see(tenant)), see(other)]);
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
    await database.visitor.flushDueTicks();
    expect(await counts()).toEqual({ waiting: 20, stored: 0 });
    await product.query('commit');
  });
  await database.visitor.flushDueTicks();
  expect(await counts()).toEqual({ waiting: 0, stored: 20 });
});

it('a job begins with what was put aside before, and nothing is lost or counted twice in a rush', async () => {
  const visits = 60;
  const done = new AbortController();
  const rush = async (from: number): Promise<void> => {
    for (let index = from; index < visits; index += 4) await visitAndBook(index);
  };
  const guests = Promise.all([0, 1, 2, 3].map(rush)).finally(() => done.abort());
  while (!done.signal.aborted) {
    await query(test.urls.owner, 'select widget_private.rebuild_rollups(null, null, $1)', [tenant.id]);
    await rebuildRollups(test.urls.owner);
  }
  await guests;
  for (let call = 0; call < 3; call += 1) await database.visitor.flushDueTicks();
  expect(await counts()).toEqual({ waiting: 0, stored: visits * 2 });
  expect(await daysThatDoNotAddUp(test.urls.owner, tenant.id)).toEqual([]);
  const counted = await rollupsOf(test.urls.owner, tenant.id);
  expect(counted.days.find((row) => row['dimension'] === 'total')).toMatchObject({
    views: visits,
    conversions: visits,
    sessions: 1,
  });
  await query(test.urls.owner, 'select widget_private.rebuild_rollups(null, null, $1)', [tenant.id]);
  await rebuildRollups(test.urls.owner);
  expect(await rollupsOf(test.urls.owner, tenant.id)).toEqual(counted);
});

it('what was put aside of a restaurant that is gone by then is gone too', async () => {
  await duringJob(() => visitAndBook(0));
  await query(test.urls.owner, 'delete from public.tenants where id = $1', [tenant.id]);
  await database.visitor.flushDueTicks();
  expect(await counts()).toEqual({ waiting: 0, stored: 0 });
});

it('what was put aside of a guest who is erased meanwhile leads to nobody', async () => {
  await duringJob(() => visitAndBook(0));
  await database.as(tenant.admin, (tx) => eraseGuest(tx, { tenantId: tenant.id, email: 'giulia@example.com' }));
  await database.visitor.flushDueTicks();
  const rows = await query(
    test.urls.owner,
    `select ip_address, user_agent, page_url from public.widget_analytics
     where tenant_id = $1 and event_type = 'conversion'`,
    [tenant.id],
  );
  expect(rows).toEqual([{ ip_address: null, user_agent: null, page_url: null }]);
});

it('what is being counted while its guest is erased leads to nobody either', async () => {
  await duringJob(() => visitAndBook(0));
  await withClient(test.urls.owner, async (client) => {
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await client.query('begin');
    await client.query('select widget_private.flush_due_ticks()');
    const erased = database.as(tenant.admin, (tx) =>
      eraseGuest(tx, { tenantId: tenant.id, email: 'giulia@example.com' }),
    );
    const waiting = 'select from pg_stat_activity where $1::integer = any (pg_blocking_pids(pid))';
    await expect.poll(() => query(test.urls.superuser, waiting, [rows[0]?.pid]), { timeout: 20_000 }).not.toEqual([]);
    await client.query('commit');
    expect(await erased).toMatchObject({ bookings: 1, visits: 2 });
  });
  const traces = await query(
    test.urls.owner,
    `select event_type from public.widget_analytics
     where tenant_id = $1 and (ip_address is not null or user_agent = $2 or metadata ? 'id')`,
    [tenant.id, visit.userAgent],
  );
  expect(traces).toEqual([]);
});

it('nothing that a guest did before or after they booked is left waiting with their address or words', async () => {
  const event = buildEvent({ sessionId, type: 'interaction', metadata: { step: 'guests', field: 'Giulia Ferri' } });
  const strangers = buildEvent({ metadata: { step: 'guests', field: 'Bo' } });
  await duringJob(async () => {
    await visitAndBook(0);
    await database.visitor.recordEvents(tenant.booking.key, { events: [event], visit });
    await database.visitor.recordEvents(tenant.booking.key, { events: [strangers], visit });
    // The guest's booking alone knows of the session, and it waits as well.
    expect(await counts()).toEqual({ waiting: 4, stored: 0 });
    await database.as(tenant.admin, (tx) => eraseGuest(tx, { tenantId: tenant.id, email: 'giulia@example.com' }));
  });
  const waiting = await query(
    test.urls.owner,
    `select visit ->> 'ip' as ip, visit ->> 'pageUrl' as page, events #> '{0,metadata}' as metadata
     from widget_private.waiting_insights where tenant_id = $1 order by visit ->> 'ip' nulls first, events #>> '{0,type}', events #>> '{0,metadata}' desc`,
    [tenant.id],
  );
  expect(waiting).toEqual([
    { ip: null, page: null, metadata: { kind: 'booking', locale: 'it', covers: 1, leadDays: expect.any(Number) } },
    { ip: null, page: null, metadata: { step: 'guests' } },
    { ip: null, page: null, metadata: {} },
    { ip: '203.0.113.0/24', page: visit.pageUrl, metadata: { step: 'guests', field: 'Bo' } },
  ]);
});

it.each([
  ['truncate', '203.0.113.0/24'],
  ['none', null],
  ['full', '203.0.113.77'],
])('what is put aside where a restaurant chose %s has no more of an address than that', async (privacy, kept) => {
  const { owner } = test.urls;
  await query(owner, 'update public.widget_settings set ip_privacy = $2 where tenant_id = $1', [tenant.id, privacy]);
  await duringJob(async () => {
    await visitAndBook(0);
    const rows = await query(
      owner,
      `select distinct visit ->> 'ip' as ip from widget_private.waiting_insights where tenant_id = $1`,
      [tenant.id],
    );
    expect(rows).toEqual([{ ip: kept }]);
  });
  await database.visitor.flushDueTicks();
  const stored = await query(
    owner,
    `select distinct ip_address::text as ip from public.widget_analytics where tenant_id = $1`,
    [tenant.id],
  );
  expect(stored).toEqual([{ ip: kept === '203.0.113.77' ? '203.0.113.77/32' : kept }]);
});

it('a batch that cannot be stored is refused while a job is at work as well', async () => {
  await duringJob(async () => {
    for (const [event, from] of [
      [buildEvent({ metadata: { step: 'x'.repeat(5000) } }), visit],
      [buildEvent(), { ...visit, ip: 'nowhere' }],
    ] as const) {
      const answer = await database.visitor.recordEvents(tenant.booking.key, { events: [event], visit: from });
      expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_input' } });
    }
    expect(await counts()).toEqual({ waiting: 0, stored: 0 });
  });
});

it('what cannot be stored is set aside and counted, and holds up nobody', async () => {
  const { owner } = test.urls;
  await duringJob(() => visitAndBook(0));
  await query(
    owner,
    `update widget_private.waiting_insights
     set events = jsonb_set(events, '{0,metadata}', '[]') where events @> '[{"type": "view"}]'`,
  );
  await database.visitor.flushDueTicks();
  await query(owner, 'select widget_private.rebuild_rollups(null, null, $1)', [tenant.id]);
  await rebuildRollups(owner);
  expect(await counts()).toEqual({ waiting: 1, stored: 1 });
  expect(await countRefusedInsights(owner)).toBe(1);
  await query(owner, `update widget_private.waiting_insights set refused_at = now() - interval '31 days'`);
  expect(await countRefusedInsights(owner)).toBe(0);
});
