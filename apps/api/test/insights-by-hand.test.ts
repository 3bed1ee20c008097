import { randomInt } from 'node:crypto';
import { addDays } from '@blunari/schema/calendar';
import { insightDimensions } from '@blunari/schema/insights';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { randomVisits, sendVisits, type SentEvent } from './support/random-visits.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

const timeZone = 'Asia/Kathmandu';
const seed = randomInt(2 ** 31);

let test: TestApp;
let tenant: TestTenant;
let client: Awaited<ReturnType<TestApp['clientOf']>>;
let events: readonly SentEvent[];

/** The wall clock of Kathmandu, by Intl rather than by what the product uses: `2026-11-28 14:05`. */
const wallClock = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' });
const wall = (ms: number): string => wallClock.format(ms);
const dayOf = ({ atMs }: SentEvent): string => wall(atMs).slice(0, 10);
const today = wall(Date.now()).slice(0, 10);
const period = { from: addDays(today, -3), to: today };

beforeAll(async () => {
  test = await startTestApp({ limits: { reads: 10_000, orders: 1000, batches: 100_000 } });
  tenant = await createTenant(test.urls.owner, {}, timeZone);
  client = await test.clientOf(tenant.members.viewer);
  events = randomVisits(150, seed, Date.now());
  await sendVisits(test, tenant.booking.key, events);
});
afterAll(() => test.close());

const count = (type: SentEvent['type'], some: readonly SentEvent[] = events): number =>
  some.filter((event) => event.type === type).length;

/** First event of each session. */
const begun = (): readonly SentEvent[] =>
  [...Map.groupBy(events, ({ sessionId }) => sessionId).values()].map((own) =>
    own.reduce((first, event) => (event.atMs < first.atMs ? event : first)),
  );

/** How many sessions used a step. */
const reached = (some: readonly SentEvent[], step: string): number =>
  new Set(some.filter((event) => event.step === step).map(({ sessionId }) => sessionId)).size;

/** How often each word comes, the most frequent first. */
function tally(words: readonly string[]): readonly (readonly [string, number])[] {
  return [...Map.groupBy(words, (word) => word)]
    .map(([word, all]) => [word, all.length] as const)
    .toSorted(([one, ofOne], [other, ofOther]) => ofOther - ofOne || (one < other ? -1 : 1));
}

/** A breakdown as `tally` has it: of two values with as many sessions the product goes on to conversions and views. */
const sessionsBy = (rows: readonly { readonly value: string; readonly sessions: number }[]) =>
  rows
    .map(({ value, sessions }) => [value, sessions] as const)
    .toSorted(([one, ofOne], [other, ofOther]) => ofOther - ofOne || (one < other ? -1 : 1));

const valueOf = {
  page: ({ page }) => page,
  referrer: ({ referrer }) => referrer,
  utm_source: () => '',
  utm_medium: () => '',
  utm_campaign: () => '',
  device: () => 'desktop',
  language: ({ locale }) => locale,
  entry: ({ entry }) => entry,
} as const satisfies Record<(typeof insightDimensions)[number], (event: SentEvent) => string>;

const ask = () => ({ tenantId: tenant.id, period, widget: 'booking' as const });

describe(`visits counted by hand (seed ${seed})`, () => {
  it('are as many in all', async () => {
    const { now } = await client.insights.summary.query(ask());
    const turnedAway = new Set(events.flatMap(({ sessionId, wish }) => (wish ? sessionId : [])));
    expect(now).toMatchObject({
      views: count('view'),
      interactions: count('interaction'),
      sessions: begun().length,
      conversions: 0,
      turnedAway: turnedAway.size,
    });
  });

  it('fall on the same days', async () => {
    const { points } = await client.insights.series.query(ask());
    for (const point of points) {
      expect(point).toMatchObject({
        views: count(
          'view',
          events.filter((event) => dayOf(event) === point.from),
        ),
        sessions: begun().filter((event) => dayOf(event) === point.from).length,
      });
    }
  });

  it('fall into the same hours', async () => {
    const two = { from: addDays(today, -1), to: today };
    const series = await client.insights.series.query({ ...ask(), period: two });
    if (series.unit !== 'hour') throw new Error('Two days go by hours.');
    expect(series.points).toHaveLength(48);
    for (const { localDate, localTime, views, interactions } of series.points) {
      const own = events.filter(({ atMs }) => wall(atMs).startsWith(`${localDate} ${localTime.slice(0, 2)}`));
      expect({ localDate, localTime, views, interactions }).toEqual({
        localDate,
        localTime,
        views: count('view', own),
        interactions: count('interaction', own),
      });
    }
  });

  it('fall into the same hours of the week', async () => {
    const cells = await client.insights.heatMap.query(ask());
    const weekday = new Intl.DateTimeFormat('en', { timeZone, weekday: 'short' });
    for (const { weekday: day, hour, views } of cells) {
      const own = events.filter(
        ({ atMs }) => weekday.format(atMs).toLowerCase() === day && Number(wall(atMs).slice(11, 13)) === hour,
      );
      expect([day, hour, views]).toEqual([day, hour, count('view', own)]);
    }
  });

  it.each(insightDimensions)('divide up by %s alike, and alone where a page is asked for', async (dimension) => {
    const { rows } = await client.insights.breakdown.query({ ...ask(), dimension });
    const begunBy = tally(begun().map(valueOf[dimension]));
    expect(sessionsBy(rows)).toEqual(begunBy);
    expect(rows.map(({ sessions }) => sessions)).toEqual(begunBy.map(([, sessions]) => sessions));
    for (const { value, more } of rows) {
      expect(more?.views).toBe(
        count(
          'view',
          events.filter((event) => valueOf[dimension](event) === value),
        ),
      );
    }
    const filter = { dimension: 'page', value: '/menu' } as const;
    const combined = await client.insights.breakdown.query({ ...ask(), dimension, filter });
    const onMenu = begun().filter(({ page }) => page === '/menu');
    expect(sessionsBy(combined.rows)).toEqual(tally(onMenu.map(valueOf[dimension])));
  });

  it('came as far, of all visits and of those from one language', async () => {
    const [funnel] = await client.insights.funnel.query(ask());
    for (const { step, sessions } of funnel?.now.steps ?? [])
      expect([step, sessions]).toEqual([step, reached(events, step)]);
    const filter = { dimension: 'language', value: 'it' } as const;
    const [italian] = await client.insights.funnel.query({ ...ask(), filter });
    const own = events.filter(({ locale }) => locale === 'it');
    expect(italian?.now.sessions).toBe(begun().filter(({ locale }) => locale === 'it').length);
    for (const { step, sessions } of italian?.now.steps ?? [])
      expect([step, sessions]).toEqual([step, reached(own, step)]);
  });

  it('wanted the same', async () => {
    const { wishes, total, rest } = await client.insights.turnedAway.query(ask());
    const wanted = tally(
      events.flatMap(({ wish }) => (wish ? [wish.wantedDate, wish.partySize, wish.rule].join(' ') : [])),
    );
    const told = wishes.map((wish) => [[wish.wantedDate, wish.partySize, wish.rule].join(' '), wish.sessions] as const);
    expect(new Map(told)).toEqual(new Map(wanted));
    expect({ total, rest }).toEqual({ total: wanted.reduce((sum, [, sessions]) => sum + sessions, 0), rest: 0 });
  });

  it('are the same of the last half hour', async () => {
    const live = await client.insights.live.query({ tenantId: tenant.id });
    const firstMs = Date.parse(live.minutes[0]?.from ?? '');
    const recent = events.filter(({ atMs }) => atMs >= firstMs && atMs <= Date.parse(live.at));
    expect(live.sessionsIn30Minutes).toBe(new Set(recent.map(({ sessionId }) => sessionId)).size);
    expect(live.minutes.map(({ views }) => views)).toEqual(
      live.minutes.map(({ from }) =>
        count(
          'view',
          recent.filter(({ atMs }) => Math.floor((atMs - Date.parse(from)) / 60_000) === 0),
        ),
      ),
    );
  });
});
