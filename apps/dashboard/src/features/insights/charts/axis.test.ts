import fc from 'fast-check';
import { expect, it } from 'vitest';
import { axisUpTo, namedPoints, nameRoomPx } from './axis.ts';
import { lastKnown, linePath } from './line-path.ts';

it('reaches what is shown in few lines, evenly apart from zero, and stands on whole numbers for counts', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000_000 }), (most) => {
      const { top, lines } = axisUpTo(most, true);
      expect(top).toBeGreaterThanOrEqual(most);
      expect(lines.length).toBeLessThanOrEqual(5);
      expect([lines[0], lines.at(-1)]).toEqual([0, top]);
      expect(lines.every(Number.isInteger)).toBe(true);
      // No more than half of the height is empty.
      if (most > 4) expect(top).toBeLessThanOrEqual(2 * most);
    }),
  );
});

it('stands between whole numbers for rates', () => {
  expect(axisUpTo(0.8, false).lines).toEqual([0, 0.2, 0.4, 0.6, 0.8]);
  expect(axisUpTo(5.2, false).lines).toEqual([0, 2, 4, 6]);
  expect(axisUpTo(0, false).top).toBeGreaterThan(0);
});

it('names the last point and others evenly before it, never more than there is room for', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1, max: 20 }), (count, max) => {
      const named = namedPoints(count, max);
      expect(named.length).toBeLessThanOrEqual(max);
      expect(named.at(-1)).toBe(count - 1);
      const gaps = new Set(named.slice(1).map((index, at) => index - (named[at] ?? 0)));
      expect(gaps.size).toBeLessThanOrEqual(1);
    }),
  );
  expect(namedPoints(0, 5)).toEqual([]);
});

it('leaves room for the first name and half of the next one', () => {
  expect(nameRoomPx(['23 Feb', '25 May'])).toBe(76);
  expect(nameRoomPx(['29 Nov 2025', '23 Feb'])).toBe(107);
  expect(nameRoomPx([])).toBe(76);
});

it('draws a line that breaks where nothing is known', () => {
  const scale = { x: (index: number) => index * 10, y: (value: number) => value };
  expect(linePath([1, 2, null, 4], scale)).toBe('M0.0 1.0L10.0 2.0M30.0 4.0');
  expect(lastKnown([1, 2, null])).toEqual({ index: 1, value: 2 });
  expect(lastKnown([null])).toBeNull();
});
