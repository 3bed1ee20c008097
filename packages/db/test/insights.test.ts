import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../src/client.ts';
import { watchInsights } from '../src/queries/insights/watch-insights.ts';
import type { EventRecord } from '../src/queries/record-batches.ts';
import { withClient } from '../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildBooking, buildEvent, today, visit } from './support/inputs.ts';
import { messagesOn } from './support/messages.ts';
import { query } from './support/query.ts';
import { eventsInHours } from './support/rollups.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api, poolSize: 16, connectionWaitMs: 60_000 });
});

beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const record = (events: readonly EventRecord[], key = tenant.booking.key) =>
  database.visitor.recordEvents(key, { events, visit });

const sums = async (tenantId = tenant.id) => {
  const [row] = await query(
    test.urls.owner,
    `select
       (select count(*)::int from public.widget_analytics where tenant_id = $1) as stored,
       (select coalesce(${eventsInHours}, 0)::int from public.widget_analytics_buckets where tenant_id = $1) as buckets,
       (select coalesce(sum(views + interactions + conversions), 0)::int from public.widget_analytics_daily where tenant_id = $1 and dimension = 'total') as daily`,
    [tenantId],
  );
  return row;
};

const days = () =>
  query(
    test.urls.owner,
    `select local_date::text, views, conversions, sessions, converted_sessions as converted
     from public.widget_analytics_daily where tenant_id = $1 and dimension = 'total' order by local_date, widget_id`,
    [tenant.id],
  );

const ticks = async () =>
  (await messagesOn(test.urls.superuser, `tenant:${tenant.id}`)).filter((message) => message.event === 'insights.tick');

const look = () => database.as(tenant.viewer, (tx) => watchInsights(tx, tenant.id));

const chooseAddresses = (privacy: string): Promise<unknown> =>
  query(test.urls.owner, 'update public.widget_settings set ip_privacy = $2 where tenant_id = $1', [
    tenant.id,
    privacy,
  ]);

/** What is stored of a visitor who comes from there. */
async function addressKeptOf(ip: string): Promise<unknown> {
  await database.visitor.recordEvents(tenant.booking.key, { events: [buildEvent()], visit: { ...visit, ip } });
  const rows = await query(
    test.urls.owner,
    `delete from public.widget_analytics where tenant_id = $1 returning ip_address::text as ip`,
    [tenant.id],
  );
  return rows[0]?.['ip'];
}

describe('record_batches', () => {
  it('counts a batch once when it arrives 10 times at once', async () => {
    const events = Array.from({ length: 20 }, (_, index) => buildEvent({ type: index % 2 ? 'view' : 'interaction' }));
    const results = await Promise.all(Array.from({ length: 10 }, () => record(events)));
    expect(results.every((result) => result.ok)).toBe(true);
    expect(await sums()).toEqual({ stored: 20, buckets: 20, daily: 20 });
  });

  it('counts an id once that a batch holds twice', async () => {
    const event = buildEvent();
    await record([event, event]);
    expect(await sums()).toEqual({ stored: 1, buckets: 1, daily: 1 });
  });

  it('keeps sums exact and never deadlocks with 16 writers of overlapping batches', async () => {
    const pool = Array.from({ length: 60 }, () => buildEvent());
    const results = await Promise.all(
      Array.from({ length: 48 }, (_, index) => record(pool.slice(index, index + 12).toReversed())),
    );
    expect(results.filter((result) => !result.ok)).toEqual([]);
    expect(await sums()).toEqual({ stored: 59, buckets: 59, daily: 59 });
  });

  it('answers the same for an id that is known at another restaurant', async () => {
    const other = await createTenant(test.urls.owner);
    const event = buildEvent();
    const first = await record([event]);
    expect(await record([event], other.booking.key)).toEqual(first);
    expect(await sums(other.id)).toEqual({ stored: 0, buckets: 0, daily: 0 });
  });

  it.each([
    ['a conversion', { type: 'conversion' }],
    ['an event of the far future', { at: new Date(Date.now() + 3_600_000).toISOString() }],
    ['an event of last week', { at: new Date(Date.now() - 7 * 86_400_000).toISOString() }],
    ['a day that is not that of its time', { localDate: '2020-01-01' }],
    ['no session', { sessionId: null }],
  ])('refuses %s', async (_, changes) => {
    const batches = [{ key: tenant.booking.key, events: [{ ...buildEvent(), ...changes }], visit }];
    const answer = await query(test.urls.api, 'select widget_private.record_batches($1::jsonb) as answer', [
      JSON.stringify(batches),
    ]);
    expect(answer).toEqual([{ answer: [{ status: 'invalid' }] }]);
    expect(await sums()).toEqual({ stored: 0, buckets: 0, daily: 0 });
  });

  it('shortens the address, or keeps all or none, as the restaurant chose', async () => {
    expect(await addressKeptOf('203.0.113.77')).toBe('203.0.113.0/24');
    expect(await addressKeptOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1::/48');
    expect(await addressKeptOf('::ffff:203.0.113.77')).toBe('203.0.113.0/24');
    await chooseAddresses('none');
    expect(await addressKeptOf('203.0.113.77')).toBeNull();
    await chooseAddresses('full');
    expect(await addressKeptOf('203.0.113.77')).toBe('203.0.113.77/32');
    expect(await addressKeptOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2:3:4:5:6/128');
  });

  it('tells totals to who looks, at once after a quiet second, then at most once a second', async () => {
    await look();
    for (let round = 0; round < 5; round += 1) await record([buildEvent()]);
    expect(await ticks()).toHaveLength(1);
    expect((await ticks())[0]?.payload).toMatchObject({
      id: tenant.booking.id,
      views: 1,
      sessions: 1,
      convertedSessions: 0,
    });
    await database.visitor.flushDueTicks();
    expect(await ticks()).toHaveLength(1);
    await delay(1_050);
    await Promise.all([database.visitor.flushDueTicks(), database.visitor.flushDueTicks()]);
    const [, last] = await ticks();
    expect(last?.payload).toMatchObject({ views: 5, sessions: 5, lastViewAt: expect.any(String) });
    await database.visitor.flushDueTicks();
    expect(await ticks()).toHaveLength(2);
  });

  it('tells nobody who does not look, and what came before tells nothing later', async () => {
    await record([buildEvent()]);
    await database.visitor.flushDueTicks();
    expect(await ticks()).toEqual([]);
    await look();
    await record([buildEvent()]);
    await record([buildEvent()]);
    await query(
      test.urls.owner,
      `update widget_private.insight_ticks set watched_until = now(), sent_at = now() - interval '5 seconds'
       where tenant_id = $1`,
      [tenant.id],
    );
    await database.visitor.flushDueTicks();
    await record([buildEvent()]);
    expect((await ticks()).map(({ payload }) => payload)).toMatchObject([{ views: 2 }]);
    await look();
    await database.visitor.flushDueTicks();
    expect(await ticks()).toHaveLength(1);
  });

  it('lets who begins to look miss nothing that is written at this moment', async () => {
    await withClient(test.urls.owner, async (writer) => {
      await writer.query('begin');
      await writer.query('select widget_private.record_batches($1::jsonb)', [
        JSON.stringify([{ key: tenant.booking.key, events: [buildEvent()], visit }]),
      ]);
      const looked = look().then(() => days());
      await expect
        .poll(() =>
          query(
            test.urls.superuser,
            `select from pg_stat_activity where query like '%watch_insights%' and wait_event = 'advisory'`,
          ),
        )
        .toHaveLength(1);
      await writer.query('commit');
      expect(await looked).toMatchObject([{ views: 1 }]);
    });
  });

  it('gives later totals a larger version, across days too', async () => {
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    await record([buildEvent({ at: yesterday, localDate: yesterday.slice(0, 10) })]);
    await record([buildEvent()]);
    const rows = await query(
      test.urls.owner,
      "select version from public.widget_analytics_daily where tenant_id = $1 and dimension = 'total' order by local_date",
      [tenant.id],
    );
    expect(Number(rows[1]?.['version'])).toBeGreaterThan(Number(rows[0]?.['version']));
  });

  it('counts a session once, whatever it looks at, however often and in however many writers', async () => {
    const sessionId = randomUUID();
    const events = Array.from({ length: 12 }, (_, index) =>
      buildEvent({ sessionId, type: index % 3 === 2 ? 'interaction' : 'view' }),
    );
    await Promise.all([...events, ...events].map((event) => record([event])));
    await record([buildEvent({ sessionId }), buildEvent({ sessionId }), buildEvent()]);
    expect(await days()).toEqual([{ local_date: today(), views: 11, conversions: 0, sessions: 2, converted: 0 }]);
  });

  it('counts no session for the same event sent again', async () => {
    const event = buildEvent();
    await record([event]);
    await record([event]);
    await record([{ ...event, sessionId: randomUUID() }]);
    expect(await days()).toEqual([{ local_date: today(), views: 1, conversions: 0, sessions: 1, converted: 0 }]);
  });

  it('counts a session that only interacts: the word of its view may be lost', async () => {
    await record([buildEvent({ type: 'interaction' })]);
    expect(await days()).toEqual([{ local_date: today(), views: 0, conversions: 0, sessions: 1, converted: 0 }]);
  });

  it('counts a session that books twice as one that converted, seen or not', async () => {
    const sessionId = randomUUID();
    await record([buildEvent({ sessionId })]);
    await database.visitor.createBooking(tenant.booking.key, buildBooking({ sessionId, partySize: 2 }));
    await database.visitor.createBooking(tenant.booking.key, buildBooking({ sessionId, partySize: 2 }));
    expect(await days()).toEqual([{ local_date: today(), views: 1, conversions: 2, sessions: 1, converted: 1 }]);
    await database.visitor.createBooking(tenant.booking.key, buildBooking({ partySize: 2 }));
    expect(await days()).toEqual([{ local_date: today(), views: 1, conversions: 3, sessions: 2, converted: 2 }]);
  });

  it('keeps a session that goes past midnight on the day it began, with its conversion', async () => {
    const sessionId = randomUUID();
    const atMs = Date.now() - 86_400_000;
    const yesterday = new Date(atMs).toISOString();
    await record([buildEvent({ sessionId, at: yesterday, localDate: yesterday.slice(0, 10) })]);
    await record([buildEvent({ sessionId })]);
    await database.visitor.createBooking(tenant.booking.key, buildBooking({ sessionId, partySize: 2 }));
    expect(await days()).toEqual([
      { local_date: yesterday.slice(0, 10), views: 1, conversions: 0, sessions: 1, converted: 1 },
      { local_date: today(), views: 1, conversions: 1, sessions: 0, converted: 0 },
    ]);
  });

  it('counts the same session at two widgets once for each', async () => {
    const sessionId = randomUUID();
    await record([buildEvent({ sessionId })]);
    await record([buildEvent({ sessionId })], tenant.catering.key);
    expect((await days()).map((day) => day['sessions'])).toEqual([1, 1]);
  });

  it('refuses a paused or unknown widget', async () => {
    await query(test.urls.owner, 'update public.widget_configurations set is_active = false where id = $1', [
      tenant.booking.id,
    ]);
    expect(await record([buildEvent()])).toMatchObject({ ok: false, error: { code: 'widget_inactive' } });
    expect(await record([buildEvent()], 'wk_00000000000000000000')).toMatchObject({
      ok: false,
      error: { code: 'not_found' },
    });
    expect(
      await record([buildEvent({ id: randomUUID(), sessionId: randomUUID() })], tenant.catering.key),
    ).toMatchObject({ ok: true });
  });
});
