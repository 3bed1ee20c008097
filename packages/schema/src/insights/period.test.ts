import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, weekdayOf } from '../calendar.ts';
import {
  cutAlike,
  cutPeriod,
  dayCountOf,
  daysOf,
  periodFrom,
  periodSchema,
  seriesUnitOf,
  type Period,
} from './period.ts';

const day = fc
  .date({ min: new Date('1999-01-01'), max: new Date('2060-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const period: fc.Arbitrary<Period> = fc
  .tuple(day, fc.integer({ min: 1, max: 400 }))
  .map(([from, days]) => ({ from, to: addDays(from, days - 1) }));

describe('a period', () => {
  it.each([
    ['one day', '2026-11-28', '2026-11-28', true],
    ['400 days', '2026-01-01', addDays('2026-01-01', 399), true],
    ['401 days', '2026-01-01', addDays('2026-01-01', 400), false],
    ['that ends before it begins', '2026-11-28', '2026-11-27', false],
    ['too far ahead to be written', '9990-12-01', '9990-12-02', false],
  ])('of %s', (_name, from, to, isTaken) => {
    expect(periodSchema.safeParse({ from, to }).success).toBe(isTaken);
  });

  it.each([
    [1, false, 'hour'],
    [2, false, 'hour'],
    [2, true, 'day'],
    [3, false, 'day'],
    [120, true, 'day'],
    [121, false, 'week'],
  ])('of %s days, under a filter: %s, goes by %s', (days, hasFilter, unit) => {
    expect(
      seriesUnitOf(periodFrom('2026-03-01', { from: '2026-01-01', to: addDays('2026-01-01', days - 1) }), hasFilter),
    ).toBe(unit);
  });

  it('is cut without a gap, a double or a day too many', () => {
    fc.assert(
      fc.property(period, fc.constantFrom('day', 'week'), (whole, unit) => {
        const parts = cutPeriod(whole, unit);
        expect(parts.flatMap(daysOf)).toEqual(daysOf(whole));
        expect(parts.every((part) => dayCountOf(part) <= (unit === 'day' ? 1 : 7))).toBe(true);
        if (unit === 'week') expect(parts.slice(1).every(({ from }) => weekdayOf(from) === 'mon')).toBe(true);
      }),
    );
  });

  it('is cut at the same days as the one it is compared with', () => {
    fc.assert(
      fc.property(period, day, fc.constantFrom('day', 'week'), (whole, from, unit) => {
        const parts = cutPeriod(whole, unit);
        const alike = cutAlike(parts, from);
        expect(alike.map(dayCountOf)).toEqual(parts.map(dayCountOf));
        expect(alike.flatMap(daysOf)).toEqual(daysOf(periodFrom(from, whole)));
      }),
    );
  });
});
