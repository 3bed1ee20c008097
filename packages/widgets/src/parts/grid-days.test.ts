import { addDays } from '@blunari/schema/calendar';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayAfterKey, monthWeeks } from './grid-days.ts';

const someDay = fc.integer({ min: 0, max: 3000 }).map((offset) => addDays('2024-01-01', offset));
const weekStart = fc.integer({ min: 1, max: 7 });

describe('monthWeeks', () => {
  it('shows every day of the month once, in six weeks', () => {
    fc.assert(
      fc.property(someDay, weekStart, (day, start) => {
        const weeks = monthWeeks(day, start);
        const days = weeks.flat().filter((each) => each !== null);
        expect(weeks).toHaveLength(6);
        expect(days).toContain(day);
        expect(new Set(days).size).toBe(days.length);
        expect(days.every((each) => each.slice(0, 7) === day.slice(0, 7))).toBe(true);
      }),
    );
  });

  it('starts November 2026 on a Sunday where weeks start on Monday, and first where they start on Sunday', () => {
    expect(monthWeeks('2026-11-14', 1)[0]?.indexOf('2026-11-01')).toBe(6);
    expect(monthWeeks('2026-11-14', 7)[0]?.indexOf('2026-11-01')).toBe(0);
  });
});

describe('dayAfterKey', () => {
  it('goes there and back', () => {
    fc.assert(
      fc.property(someDay, weekStart, fc.boolean(), (day, start, isRightToLeft) => {
        const go = (key: string, from: string): string => dayAfterKey(key, from, start, isRightToLeft) ?? '';
        expect(go('ArrowLeft', go('ArrowRight', day))).toBe(day);
        expect(go('ArrowUp', go('ArrowDown', day))).toBe(day);
        expect(go('End', go('Home', day))).toBe(go('End', day));
      }),
    );
  });

  it('mirrors left and right where the script does', () => {
    expect(dayAfterKey('ArrowRight', '2026-11-14', 1, false)).toBe('2026-11-15');
    expect(dayAfterKey('ArrowRight', '2026-11-14', 1, true)).toBe('2026-11-13');
  });

  it('turns pages by month and stays inside a shorter one', () => {
    expect(dayAfterKey('PageDown', '2026-01-31', 1, false)).toBe('2026-02-28');
    expect(dayAfterKey('PageUp', '2026-03-15', 1, false)).toBe('2026-02-15');
  });

  it('leaves other keys to the browser', () => {
    expect(dayAfterKey('a', '2026-11-14', 1, false)).toBeNull();
    expect(dayAfterKey('Tab', '2026-11-14', 1, false)).toBeNull();
  });
});
