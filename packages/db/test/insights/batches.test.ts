import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../src/client.ts';
import type { EventBatch, KeyedBatch } from '../../src/queries/record-batches.ts';
import { withClient } from '../../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { buildBooking, buildEvent, today, turnedAway, visit } from '../support/inputs.ts';
import { query } from '../support/query.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api, poolSize: 16, connectionWaitMs: 60_000 });
});
beforeEach(async () => {
  [tenant, other] = [await createTenant(test.urls.owner, 'UTC'), await createTenant(test.urls.owner, 'UTC')];
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

const batch = (key: string, changes: Partial<EventBatch> = {}): KeyedBatch => ({
  key,
  events: [buildEvent()],
  visit,
  ...changes,
});

const storedOf = async ({ id }: TestTenant) => {
  const rows = await query(test.urls.owner, 'select id::text from public.widget_analytics where tenant_id = $1', [id]);
  return rows.map((row) => row['id']);
};

const rowsOf = (table: string, columns: string) =>
  query(test.urls.owner, `select ${columns} from public.${table} where tenant_id = $1 order by 1, 2, 3`, [tenant.id]);

const refusal = (changes: Readonly<Record<string, string | number>>) =>
  buildEvent({ type: 'interaction', metadata: { ...turnedAway, ...changes } });

describe('batches of several widgets', () => {
  it('answer each for itself and in their order, and a bad one keeps no other from being stored', async () => {
    await query(test.urls.owner, 'update public.widget_configurations set is_active = false where id = $1', [
      other.catering.id,
    ]);
    const good = [buildEvent(), buildEvent(), buildEvent()];
    const answer = await database.visitor.recordBatches([
      batch(tenant.booking.key, { events: good.slice(0, 1) }),
      batch('wk_00000000000000000000'),
      batch(tenant.booking.key, { events: [buildEvent({ id: 'no id' })] }),
      batch(other.catering.key),
      batch(other.booking.key, { visit: { ...visit, ip: 'nowhere' } }),
      batch(other.booking.key, { events: good.slice(1, 2) }),
      batch(tenant.catering.key, { events: [buildEvent({ at: '2020-01-01T00:00:00Z' })] }),
      batch(tenant.catering.key, { events: Array.from({ length: 51 }, () => buildEvent()) }),
      batch(tenant.catering.key, { events: [] }),
      batch(tenant.catering.key, { dropped: { today: '2020-01-01', bot: 1 } }),
      batch(tenant.catering.key, { events: good.slice(2) }),
    ]);
    expect(answer).toEqual({
      ok: true,
      value: [
        'stored',
        'not_found',
        'invalid',
        'widget_inactive',
        'invalid',
        'stored',
        'invalid',
        'invalid',
        'invalid',
        'invalid',
        'stored',
      ],
    });
    expect(await storedOf(tenant)).toEqual(expect.arrayContaining([good[0]?.id, good[2]?.id]));
    expect(await storedOf(tenant)).toHaveLength(2);
    expect(await storedOf(other)).toEqual([good[1]?.id]);
  });

  it('keep a text that no database holds to the batch that has it', async () => {
    const batches = [
      batch(tenant.booking.key),
      batch(tenant.booking.key, { events: [buildEvent({ metadata: { step: 'a\0b' } })] }),
      batch(other.booking.key),
    ];
    expect(await database.visitor.recordBatches(batches)).toEqual({ ok: true, value: ['stored', 'invalid', 'stored'] });
    expect([...(await storedOf(tenant)), ...(await storedOf(other))]).toHaveLength(2);
  });

  it('count an id once that several of them have, at one restaurant', async () => {
    const event = buildEvent();
    const batches = [tenant, other, tenant].map(({ booking }) => batch(booking.key, { events: [event] }));
    expect(await database.visitor.recordBatches(batches)).toEqual({ ok: true, value: ['stored', 'stored', 'stored'] });
    expect([...(await storedOf(tenant)), ...(await storedOf(other))]).toEqual([event.id]);
  });

  it('are put aside for the restaurant that a job counts, and written for the others', async () => {
    const batches = [tenant, other].map(({ booking }) =>
      batch(booking.key, { dropped: { today: today(), bot: 2, late: 1 } }),
    );
    await withClient(test.urls.owner, async (client) => {
      await client.query('begin');
      await client.query('select widget_private.begin_insight_job($1)', [tenant.id]);
      expect(await database.visitor.recordBatches(batches)).toEqual({ ok: true, value: ['stored', 'stored'] });
      expect(await storedOf(tenant)).toEqual([]);
      expect(await storedOf(other)).toHaveLength(1);
      await client.query('commit');
    });
    await database.visitor.flushDueTicks();
    expect(await storedOf(tenant)).toHaveLength(1);
    expect(await rowsOf('widget_dropped_visits', 'local_date::text, reason, events::integer')).toEqual([
      { local_date: today(), reason: 'bot', events: 2 },
      { local_date: today(), reason: 'late', events: 1 },
    ]);
  });

  it('never wait in a circle, with 16 writers, restaurants, sessions and ids in any order and over again', async () => {
    const tenants = [tenant, other, await createTenant(test.urls.owner), await createTenant(test.urls.owner)];
    const keys = tenants.flatMap(({ booking, catering }) => [booking.key, catering.key]);
    const sessions = Array.from({ length: 9 }, () => randomUUID());
    // An event and its widget, in one or two batches of each call; the same ids come at other restaurants too.
    const events = Array.from({ length: 80 }, (_, index) =>
      buildEvent({
        sessionId: sessions[index % sessions.length] ?? '',
        type: index % 3 === 0 ? 'view' : 'interaction',
        metadata: index % 3 === 0 ? {} : { step: ['party', 'date', 'time'][index % 5] ?? 'details' },
      }),
    );
    const call = (turn: number): readonly KeyedBatch[] =>
      Array.from({ length: 12 }, (_, index) => {
        const start = (turn * 7 + index * 11) % (events.length - 6);
        const some = events.slice(start, start + 6);
        return batch(keys[(turn + index * 3) % keys.length] ?? '', { events: turn % 2 ? some : some.toReversed() });
      });
    const answers = await Promise.all([
      ...Array.from({ length: 64 }, (_, turn) => database.visitor.recordBatches(call(turn))),
      ...Array.from({ length: 8 }, () =>
        database.visitor.createBooking(
          tenant.booking.key,
          buildBooking({ partySize: 1, sessionId: sessions[0] ?? '' }),
        ),
      ),
      ...Array.from({ length: 4 }, () => database.visitor.flushDueTicks()),
    ]);
    expect(answers.filter(({ ok }) => !ok)).toEqual([]);
    const [sums] = await query(
      test.urls.owner,
      `select
         (select count(*)::integer from public.widget_analytics) as stored,
         (select sum(views + interactions + conversions)::integer from public.widget_analytics_buckets) as quarters,
         (select sum(views + interactions + conversions)::integer from public.widget_analytics_daily where dimension = 'total') as days,
         (select sum(sessions)::integer from public.widget_analytics_daily where dimension = 'total') as sessions,
         (select count(*)::integer from (select distinct widget_id, session_id from public.widget_analytics) s) as "by hand",
         (select sum(sessions)::integer from public.widget_analytics_daily where dimension = 'funnel') as reached,
         (select count(*)::integer from (
            select distinct widget_id, session_id, metadata ->> 'step' from public.widget_analytics
            where event_type = 'interaction'
          ) s) as "reached by hand"
       from (values (1)) as one`,
    );
    expect(sums?.['stored']).toBeGreaterThan(80);
    expect(sums).toMatchObject({
      quarters: sums?.['stored'],
      days: sums?.['stored'],
      sessions: sums?.['by hand'],
      reached: sums?.['reached by hand'],
    });
    const [locks] = await query(
      test.urls.superuser,
      'select deadlocks::integer from pg_stat_database where datname = current_database()',
    );
    expect(locks).toEqual({ deadlocks: 0 });
  });
});

describe('sessions that saw no time', () => {
  it('count once for each day, time, party and rule, on the day they began', async () => {
    const sessionId = randomUUID();
    const yesterday = new Date(Date.now() - 86_400_000).toISOString();
    const wanted = (changes: Readonly<Record<string, string | number>> = {}) => ({ ...refusal(changes), sessionId });
    await database.visitor.recordEvents(tenant.booking.key, {
      events: [wanted(), wanted(), wanted({ partySize: 2, wantedTime: '' }), refusal({})],
      visit,
    });
    // Heard of later, and the first.
    await database.visitor.recordEvents(tenant.booking.key, {
      events: [buildEvent({ sessionId, at: yesterday, localDate: yesterday.slice(0, 10) })],
      visit,
    });
    expect(
      (
        await rowsOf(
          'widget_turned_away',
          'local_date::text as day, wanted_date::text as date, wanted_time as time, party_size as party, rule, sessions',
        )
      ).filter(({ sessions }) => sessions !== 0),
    ).toEqual([
      { day: yesterday.slice(0, 10), date: '2027-02-14', time: '', party: 2, rule: 'full', sessions: 1 },
      { day: yesterday.slice(0, 10), date: '2027-02-14', time: '19:30', party: 6, rule: 'full', sessions: 1 },
      { day: today(), date: '2027-02-14', time: '19:30', party: 6, rule: 'full', sessions: 1 },
    ]);
  });

  it.each([
    { wantedDate: '2027-02-30' },
    { wantedDate: '1999-01-01' },
    { wantedDate: 'tomorrow' },
    { wantedTime: '24:00' },
    { partySize: 0 },
    { partySize: '6 or 7' },
    { rule: '' },
    { rule: 'Full|other' },
    { kind: 'error' },
  ])('count nowhere where what they wanted is no such thing: %j', async (changes) => {
    const answer = await database.visitor.recordEvents(tenant.booking.key, { events: [refusal(changes)], visit });
    expect(answer).toMatchObject({ ok: true });
    expect(await rowsOf('widget_turned_away', '*')).toEqual([]);
  });

  it('fill no table: 20 wishes of a session, 500 of a day, and the others as other', async () => {
    const sessionId = randomUUID();
    const times = Array.from({ length: 48 }, (_, index) => `${String(index % 24).padStart(2, '0')}:0${index % 7}`);
    const wishes = times.map((wantedTime) => ({ ...refusal({ wantedTime }), sessionId }));
    await database.visitor.recordEvents(tenant.booking.key, { events: wishes, visit });
    expect(await rowsOf('widget_turned_away', 'wanted_time, sessions, rule')).toHaveLength(20);
    const parties = Array.from({ length: 600 }, (_, index) => refusal({ partySize: index + 10, rule: 'other' }));
    for (let start = 0; start < parties.length; start += 50) {
      await database.visitor.recordEvents(tenant.booking.key, { events: parties.slice(start, start + 50), visit });
    }
    const rows = await rowsOf('widget_turned_away', 'party_size as party, wanted_time as time, rule, sessions');
    expect(rows).toHaveLength(501);
    expect(rows[0]).toEqual({ party: 0, time: '', rule: 'other', sessions: 120 });
  });
});

describe('what a booking is counted by', () => {
  it('is guests, days ahead, and the entry that its session came by', async () => {
    const sessionId = randomUUID();
    await database.visitor.recordEvents(tenant.booking.key, {
      events: [buildEvent({ sessionId, metadata: { entry: 'popup' } })],
      visit,
    });
    const startsAt = new Date(Date.now() + 5 * 86_400_000);
    startsAt.setUTCHours(18, 0, 0, 0);
    await database.visitor.createBooking(
      tenant.booking.key,
      buildBooking({ sessionId, partySize: 3, startsAt: startsAt.toISOString() }),
    );
    const rows = await rowsOf('widget_analytics_daily', 'dimension, value, conversions, covers::integer as covers');
    expect(rows).toEqual(
      expect.arrayContaining([
        { dimension: 'total', value: '', conversions: 1, covers: 3 },
        { dimension: 'entry', value: 'popup', conversions: 1, covers: 3 },
        { dimension: 'lead', value: '4-7', conversions: 1, covers: 3 },
      ]),
    );
  });
});
