import { randomUUID, getRandomValues } from 'node:crypto';
import { addDays } from '@blunari/schema/calendar';
import { uuidv7 } from '@blunari/schema/identifiers';
import {
  annotationsSchema,
  breakdownSchema,
  funnelSchema,
  heatMapSchema,
  leadTimeSchema,
  liveSchema,
  seriesSchema,
  summarySchema,
  turnedAwaySchema,
} from '@blunari/schema/insights';
import { buildCateringConfig } from '@blunari/schema/testing';
import { beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { ApiUnderTest, ContractTenant } from './api-under-test.ts';
import { ask, bookFirstFree, outcome } from './scenario.ts';

const minuteMs = 60_000;

/** An event of some minutes ago, in Rome; the contract's restaurants are there. */
const event = (type: 'view' | 'interaction', sessionId: string, minutesAgo: number, more: object = {}) => ({
  id: uuidv7(Date.now() - minutesAgo * minuteMs, (bytes) => getRandomValues(bytes)),
  type,
  sessionId,
  ...more,
});

const romeDate = (ms: number): string => new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Rome' }).format(ms);

/** The two days that the last 20 minutes lie in: as a rule both events of a test are today's. */
const lately = () => ({ from: romeDate(Date.now() - 20 * minuteMs), to: romeDate(Date.now()) });

const sum = (all: readonly { readonly views: number }[]): number => all.reduce((total, { views }) => total + views, 0);

/** What can be asked of the insights, and that every server counts alike. */
export function questionScenarios(getApi: () => ApiUnderTest): void {
  describe('questions', () => {
    let api: ApiUnderTest;
    let tenant: ContractTenant;
    beforeEach(async () => {
      api = getApi();
      tenant = await api.createTenant({ catering: { menu: buildCateringConfig().menu } });
    });
    const send = async (events: readonly object[], visit: { pageUrl?: string; referrer?: string } = {}) => {
      const batch = { pageUrl: 'https://lucia.example.com/table', referrer: '', ...visit, events };
      expect((await api.visit(`/w/${tenant.booking.key}/i`, batch)).status).toBe(202);
    };
    const answerTo = <Schema extends z.ZodType>(path: string, schema: Schema, input: object = {}) =>
      ask(api, tenant.members.viewer, `insights.${path}`, { tenantId: tenant.id, ...input }, schema);

    it('about a period count sessions, conversions and what they are worth, beside another period', async () => {
      const [one, other] = [randomUUID(), randomUUID()];
      await send([event('view', one, 3), event('interaction', one, 2, { step: 'party' }), event('view', other, 1)]);
      await bookFirstFree(api, tenant, { sessionId: one, partySize: 4 });
      const period = lately();
      const { now, compared } = await answerTo('summary', summarySchema, {
        period,
        comparedFrom: addDays(period.from, -7),
      });
      expect(now).toMatchObject({ views: 2, interactions: 1, conversions: 1, sessions: 2, convertedSessions: 1 });
      expect(now).toMatchObject({ covers: 4, valueMinor: 0, turnedAway: 0 });
      expect(compared).toMatchObject({ views: 0, sessions: 0, covers: 0 });
      const ofCatering = await answerTo('summary', summarySchema, { period, widget: 'catering' });
      expect(ofCatering.now).toMatchObject({ views: 0, sessions: 0 });
    });

    it('about its course are answered point by point without a gap', async () => {
      await send([event('view', randomUUID(), 3), event('view', randomUUID(), 1)]);
      const today = romeDate(Date.now());
      const hours = await answerTo('series', seriesSchema, { period: { from: addDays(today, -1), to: today } });
      expect(hours.unit).toBe('hour');
      expect(sum(hours.points)).toBe(2);
      const month = { from: addDays(today, -29), to: today };
      const days = await answerTo('series', seriesSchema, { period: month, comparedFrom: addDays(today, -59) });
      expect(days).toMatchObject({ unit: 'day', points: { length: 30 }, compared: { length: 30 } });
      expect(sum(days.points)).toBe(2);
      const year = await answerTo('series', seriesSchema, { period: { from: addDays(today, -364), to: today } });
      expect(year.unit).toBe('week');
      expect(sum(year.points)).toBe(2);
    });

    it('about steps tell how far sessions came', async () => {
      const [one, other] = [randomUUID(), randomUUID()];
      await send([
        event('view', one, 5),
        event('view', other, 5),
        event('interaction', one, 4, { step: 'party' }),
        event('interaction', one, 3, { step: 'date' }),
        event('interaction', other, 4, { step: 'party' }),
      ]);
      await bookFirstFree(api, tenant, { sessionId: one });
      const period = lately();
      const [booking, catering] = await answerTo('funnel', funnelSchema, { period });
      expect(booking).toMatchObject({ widget: 'booking', now: { sessions: 2, convertedSessions: 1 } });
      expect(booking?.now.steps.map(({ step, sessions, lost }) => [step, sessions, lost])).toEqual([
        ['party', 2, 0],
        ['date', 1, 1],
        ['time', 0, 1],
        ['details', 0, 0],
      ]);
      expect(catering?.now.steps.map(({ step }) => step)).toEqual(['event', 'package', 'contact']);
      const [filtered] = await answerTo('funnel', funnelSchema, {
        period,
        widget: 'booking',
        filter: { dimension: 'page', value: '/table' },
      });
      expect(filtered?.now).toEqual(booking?.now);
    });

    it('about values put the most first, and under a filter count sessions alone', async () => {
      const [one, other, third] = [randomUUID(), randomUUID(), randomUUID()];
      const fromSearch = {
        pageUrl: 'https://lucia.example.com/menu?utm_source=mail',
        referrer: 'https://www.google.com/',
      };
      await send([event('view', one, 3), event('view', other, 2)], fromSearch);
      await send([event('view', third, 1)]);
      const period = lately();
      const pages = await answerTo('breakdown', breakdownSchema, { period, dimension: 'page' });
      expect(pages.rows.map(({ value, sessions, more }) => [value, sessions, more?.views])).toEqual([
        ['/menu', 2, 2],
        ['/table', 1, 1],
      ]);
      expect(pages.rest).toBeUndefined();
      const sources = await answerTo('breakdown', breakdownSchema, {
        period,
        dimension: 'referrer',
        filter: { dimension: 'page', value: '/menu' },
        comparedFrom: addDays(period.from, -7),
      });
      expect(sources.rows).toEqual([
        {
          value: 'www.google.com',
          sessions: 2,
          convertedSessions: 0,
          more: null,
          compared: { sessions: 0, convertedSessions: 0, more: null },
        },
      ]);
      const mail = { dimension: 'utm_source', value: 'mail' };
      expect((await answerTo('summary', summarySchema, { period, filter: mail })).now).toMatchObject({
        views: 2,
        sessions: 2,
        turnedAway: null,
      });
    });

    it('about more values than are shown make one of the rest', async () => {
      for (let page = 0; page < 23; page += 1) {
        const visit = { pageUrl: `https://lucia.example.com/${String(page).padStart(2, '0')}` };
        // One after the other: so are batches of one page.
        await send([event('view', randomUUID(), 1)], visit);
      }
      const { rows, rest } = await answerTo('breakdown', breakdownSchema, { period: lately(), dimension: 'page' });
      expect(rows).toHaveLength(20);
      expect(rows[0]?.value).toBe('/00');
      expect(rest).toMatchObject({ values: 3, sessions: 3 });
    });

    it('about two dimensions reach 30 days, and say so beyond', async () => {
      const period = { from: '2026-01-01', to: '2026-01-31' };
      const filter = { dimension: 'device', value: 'phone' };
      const sent = { tenantId: tenant.id, period, filter };
      expect(await outcome(api, tenant.members.viewer, 'insights.funnel', sent)).toBe('invalid_input');
      expect(await outcome(api, tenant.members.viewer, 'insights.breakdown', { ...sent, dimension: 'page' })).toBe(
        'invalid_input',
      );
      expect(await outcome(api, tenant.members.viewer, 'insights.summary', sent)).toBe('ok');
    });

    it('about the week, about now and about how far ahead guests book', async () => {
      const sessionId = randomUUID();
      await send([event('view', sessionId, 12), event('interaction', sessionId, 2, { step: 'party' })]);
      await bookFirstFree(api, tenant, { sessionId });
      const period = lately();
      const cells = await answerTo('heatMap', heatMapSchema, { period });
      expect(cells).toHaveLength(168);
      expect(sum(cells)).toBe(1);
      const live = await answerTo('live', liveSchema);
      expect(live).toMatchObject({ sessionsIn5Minutes: 1, sessionsIn30Minutes: 1, minutes: { length: 30 } });
      expect(sum(live.minutes)).toBe(1);
      const stretches = await answerTo('leadTimes', leadTimeSchema, { period });
      expect(stretches.map(({ leadDays }) => leadDays)).toEqual(['0', '1', '2-3', '4-7', '8-14', '15-30', '31+']);
      expect(stretches.filter(({ conversions }) => conversions > 0)).toMatchObject([{ conversions: 1, covers: 4 }]);
    });

    it('about who was turned away count a wish of a session once, and in all each session once', async () => {
      const [one, other] = [randomUUID(), randomUUID()];
      const wish = { kind: 'turned-away', wantedDate: '2027-02-14', partySize: 6, rule: 'full' };
      await send([
        event('interaction', one, 5, wish),
        event('interaction', one, 4, wish),
        event('interaction', other, 3, wish),
        event('interaction', other, 2, { ...wish, wantedTime: '19:30', rule: 'too-soon' }),
      ]);
      const period = lately();
      expect(await answerTo('turnedAway', turnedAwaySchema, { period })).toEqual({
        wishes: [
          { wantedDate: '2027-02-14', wantedTime: '', partySize: 6, rule: 'full', sessions: 2 },
          { wantedDate: '2027-02-14', wantedTime: '19:30', partySize: 6, rule: 'too-soon', sessions: 1 },
        ],
        rest: 0,
        total: 3,
        rules: [
          { rule: 'full', sessions: 2 },
          { rule: 'too-soon', sessions: 1 },
        ],
      });
      expect((await answerTo('summary', summarySchema, { period })).now.turnedAway).toBe(2);
    });

    it('about changes name the settings and who changed them', async () => {
      const save = { widgetId: tenant.booking.id, baseVersion: 2, patch: { party: { max: 6 } } };
      expect(await outcome(api, tenant.members.editor, 'widgets.save', save)).toBe('ok');
      const { days, isComplete } = await answerTo('annotations', annotationsSchema, { period: lately() });
      expect(isComplete).toBe(true);
      expect(days.filter(({ widget }) => widget === 'booking').at(-1)).toMatchObject({
        widget: 'booking',
        version: 3,
        changedBy: ['Test editor'],
        settings: expect.arrayContaining(['Largest party online']),
      });
    });
  });
}
