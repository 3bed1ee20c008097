import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { RateLimit } from './rate-limit.ts';

it('gives each owner its allowance in each window, which begins with its first use', () => {
  const rate = new RateLimit(2);
  expect([rate.take('a', 5_000), rate.take('a', 5_900), rate.take('a', 5_999)]).toEqual([true, true, false]);
  expect([rate.take('b', 5_999, 2), rate.take('b', 6_998), rate.take('b', 6_999)]).toEqual([true, false, true]);
  expect(rate.take('a', 6_000)).toBe(true);
});

it('says how much of the allowance is used', () => {
  const rate = new RateLimit(100, 10_000);
  expect([rate.spend('a', 0, 50), rate.spend('a', 9_999, 100), rate.spend('a', 10_000)]).toEqual([0.5, 1.5, 0.01]);
});

it('begins anew where the clock is set back', () => {
  const rate = new RateLimit(1);
  expect([rate.take('a', 3_600_000), rate.take('a', 3_599_500), rate.take('a', 1_000)]).toEqual([true, false, true]);
});

it('lets nobody have more than the allowance within a window, however uses are spread', () => {
  const uses = fc.array(fc.record({ owner: fc.constantFrom('a', 'b'), afterMs: fc.nat(700), amount: fc.nat(5) }));
  fc.assert(
    fc.property(uses, (steps) => {
      const rate = new RateLimit(10);
      const windows = new Map<string, { startMs: number; used: number }>();
      let nowMs = 1_000_000;
      for (const { owner, afterMs, amount } of steps) {
        nowMs += afterMs;
        const known = windows.get(owner);
        const window = known && nowMs - known.startMs < 1_000 ? known : { startMs: nowMs, used: 0 };
        windows.set(owner, window);
        window.used += amount;
        expect(rate.take(owner, nowMs, amount)).toBe(window.used <= 10);
      }
    }),
  );
});
