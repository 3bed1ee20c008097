import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, firstOfMonth, localTimeOf, minutesOf, weekdayOf } from './calendar.ts';

const localDate = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('calendar arithmetic', () => {
  it('moves by days and measures the same days', () => {
    fc.assert(
      fc.property(localDate, fc.integer({ min: -800, max: 800 }), (date, days) => {
        expect(daysBetween(date, addDays(date, days))).toBe(days);
      }),
    );
  });

  it('knows weekdays, leap days and months', () => {
    expect(weekdayOf('2026-11-24')).toBe('tue');
    expect(weekdayOf('2028-02-29')).toBe('tue');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(firstOfMonth('2026-01-31', 1)).toBe('2026-02-01');
    expect(firstOfMonth('2026-01-31', -1)).toBe('2025-12-01');
  });

  it('reads and writes wall times, wrapping past midnight', () => {
    expect(minutesOf('18:45')).toBe(1125);
    expect(localTimeOf(1125)).toBe('18:45');
    expect(localTimeOf(1500)).toBe('01:00');
  });
});
