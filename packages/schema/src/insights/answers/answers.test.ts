import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../calendar.ts';
import { fixedClock } from '../../testing/fixed-clock.ts';
import { boundsOf, hoursOf } from '../hours.ts';
import { noNumbers, sumNumbers, type InsightNumbers } from '../numbers.ts';
import { cutPeriod } from '../period.ts';
import {
  annotate,
  fillDays,
  fillHeatMap,
  fillHours,
  fillLeadTimes,
  fillMinutes,
  fillSteps,
  firstMinuteMs,
} from './index.ts';

const clock = {
  localOf: (ms: number) => fixedClock(345).localOf(ms),
  startOfDayMs: (localDate: string) => fixedClock(345).instantOf(localDate, 0) ?? 0,
};
const period = { from: '2026-11-27', to: '2026-11-28' };
const quarterMs = 900_000;

describe('a series', () => {
  it('has every quarter hour in exactly one of its hours', () => {
    const { fromMs, toMs } = boundsOf(period, clock);
    const quarter = fc.record({
      atMs: fc.integer({ min: 0, max: (toMs - fromMs) / quarterMs - 1 }).map((index) => fromMs + index * quarterMs),
      views: fc.nat(9),
      interactions: fc.nat(9),
      conversions: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.uniqueArray(quarter, { selector: ({ atMs }) => atMs }), (quarters) => {
        const ordered = quarters.toSorted((one, other) => one.atMs - other.atMs);
        for (const point of fillHours(hoursOf(period, clock), ordered)) {
          const own = quarters.filter(({ atMs }) => atMs >= Date.parse(point.from) && atMs < Date.parse(point.to));
          expect(point.views).toBe(own.reduce((sum, { views }) => sum + views, 0));
          expect(point.conversions).toBe(own.reduce((sum, { conversions }) => sum + conversions, 0));
        }
      }),
    );
  });

  it('by days and by weeks adds up to the same', () => {
    const counts = fc
      .record({ views: fc.nat(99), sessions: fc.nat(99) })
      .map((some): InsightNumbers => ({ ...noNumbers, ...some }));
    const days = fc.dictionary(
      fc.nat(199).map((index) => addDays('2026-01-01', index)),
      counts,
    );
    fc.assert(
      fc.property(days, (counted) => {
        const whole = { from: '2026-01-01', to: addDays('2026-01-01', 199) };
        const byDay = new Map(Object.entries(counted));
        const [inDays, inWeeks] = [fillDays(cutPeriod(whole, 'day'), byDay), fillDays(cutPeriod(whole, 'week'), byDay)];
        expect(inDays).toHaveLength(200);
        expect(sumNumbers(inDays)).toEqual(sumNumbers([...byDay.values()]));
        expect(sumNumbers(inWeeks)).toEqual(sumNumbers(inDays));
      }),
    );
  });
});

describe('steps', () => {
  it('stand in the widget’s order, those of another time left out, and tell how many sessions were lost at each', () => {
    const byStep = new Map([
      ['time', { sessions: 6, convertedSessions: 3 }],
      ['party', { sessions: 5, convertedSessions: 2 }],
      ['menu', { sessions: 4, convertedSessions: 4 }],
    ]);
    expect(fillSteps('booking', { sessions: 10, convertedSessions: 3 }, byStep)).toEqual({
      sessions: 10,
      convertedSessions: 3,
      steps: [
        { step: 'party', sessions: 5, convertedSessions: 2, lost: 5 },
        { step: 'date', sessions: 0, convertedSessions: 0, lost: 5 },
        { step: 'time', sessions: 6, convertedSessions: 3, lost: 0 },
        { step: 'details', sessions: 0, convertedSessions: 0, lost: 6 },
      ],
    });
  });
});

it('a heat map has every hour of the week, Monday midnight first', () => {
  const cells = fillHeatMap([{ hourOfWeek: 25, views: 3, interactions: 2, conversions: 1 }]);
  expect(cells).toHaveLength(168);
  expect(cells[25]).toEqual({ weekday: 'tue', hour: 1, views: 3, interactions: 2, conversions: 1 });
  expect(cells.filter(({ views }) => views > 0)).toHaveLength(1);
});

it('lead times are all there, beside those compared with', () => {
  const answer = fillLeadTimes(new Map([['2-3', { ...noNumbers, conversions: 2, covers: 5 }]]), new Map());
  expect(answer.map(({ conversions }) => conversions)).toEqual([0, 0, 2, 0, 0, 0, 0]);
  expect(answer[2]).toMatchObject({ leadDays: '2-3', covers: 5, compared: { conversions: 0 } });
});

it('the last minutes are thirty, the present one last', () => {
  const nowMs = Date.parse('2026-11-28T10:20:30.500Z');
  expect(new Date(firstMinuteMs(nowMs)).toISOString()).toBe('2026-11-28T09:51:00.000Z');
  const minutes = fillMinutes([{ minute: 29, sessions: 1, views: 2, interactions: 0, conversions: 0 }], nowMs);
  expect(minutes).toHaveLength(30);
  expect(minutes[29]).toMatchObject({ from: '2026-11-28T10:20:00.000Z', views: 2 });
});

const change = (version: number, at: string, more: object = {}) => ({
  widget: 'booking' as const,
  version,
  patch: {},
  isActive: true,
  wasActive: true,
  changedByName: 'Marco',
  changedAtMs: Date.parse(at),
  ...more,
});

describe('annotations', () => {
  it('are one a widget and local day, with each setting and each person once', () => {
    const days = annotate(
      [
        change(4, '2026-11-27T17:00:00Z', { patch: { party: { max: 6 } } }),
        change(5, '2026-11-27T18:00:00Z', {
          patch: { party: { max: 8 }, texts: { title: { en: 'Book' } } },
          changedByName: null,
        }),
        // Past midnight, a quarter to six ahead of UTC.
        change(6, '2026-11-27T18:15:00Z', { patch: { capacity: { seats: 20 } }, changedByName: 'Ada' }),
        change(3, '2026-11-27T10:00:00Z', { widget: 'catering', wasActive: false }),
      ],
      clock,
    );
    expect(days).toMatchObject([
      {
        localDate: '2026-11-27',
        widget: 'booking',
        version: 5,
        changedBy: ['Marco'],
        settings: ['Largest party online', 'Title (English)'],
      },
      { localDate: '2026-11-27', widget: 'catering', version: 3, settings: [], switchedTo: 'live' },
      { localDate: '2026-11-28', widget: 'booking', version: 6, changedBy: ['Ada'], settings: ['Covers at once'] },
    ]);
  });

  it('say nothing of a day that ended as it began, or of a patch that cannot be read', () => {
    const paused = change(7, '2026-11-27T10:00:00Z', { isActive: false });
    const liveAgain = change(8, '2026-11-27T11:00:00Z', { wasActive: false });
    expect(annotate([paused, liveAgain], clock)).toEqual([]);
    expect(annotate([change(9, '2026-11-27T10:00:00Z', { patch: 'x' })], clock)).toEqual([]);
  });
});
