import fc from 'fast-check';
import { expect, it } from 'vitest';
import { lastOf, niceTop, pathOf } from './chart-scale.ts';

it('ends the axis at a round number that holds everything', () => {
  expect([3.3, 71, 0.4, 119, 0].map(niceTop)).toEqual([4, 80, 0.4, 120, 1]);
  fc.assert(
    fc.property(fc.double({ min: 0.001, max: 100_000, noNaN: true }), (most) => {
      const top = niceTop(most);
      expect(top).toBeGreaterThanOrEqual(most * 0.999);
      expect(top).toBeLessThanOrEqual(most * 2.001);
    }),
  );
});

it('breaks a line where a side has nothing to say', () => {
  const points = [1, null, 3, 4].map((editor, atMs) => ({ atMs, editor, form: null }));
  const scale = { x: (atMs: number) => atMs, y: (value: number) => value };
  expect(pathOf(points, 'editor', scale)).toBe('M0.0 1.0M2.0 3.0L3.0 4.0');
  expect(pathOf(points, 'form', scale)).toBe('');
  expect(lastOf(points, 'editor')).toEqual({ atMs: 3, value: 4 });
  expect(lastOf(points, 'form')).toBeNull();
});
