import * as fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { goTo } from '../testing/go-to.ts';
import { RateLimit } from './rate-limit.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('gives each owner its allowance in each window, which begins with its first use', () => {
  const rate = new RateLimit(2);
  const take = (owner: string, atMs: number, amount = 1) => {
    goTo(atMs);
    return rate.take(owner, amount);
  };
  expect([take('a', 5_000), take('a', 5_900), take('a', 5_999)]).toEqual([true, true, false]);
  expect([take('b', 5_999, 2), take('a', 6_000), take('b', 6_998), take('b', 6_999)]).toEqual([
    true,
    true,
    false,
    true,
  ]);
});

it('says how much of the allowance is used', () => {
  const rate = new RateLimit(100, 10_000);
  const used = [rate.spend('a', 50)];
  goTo(9_999);
  used.push(rate.spend('a', 100));
  goTo(10_000);
  expect([...used, rate.spend('a')]).toEqual([0.5, 1.5, 0.01]);
});

it('lets nobody have more than the allowance within a window, however uses are spread', () => {
  const uses = fc.array(fc.record({ owner: fc.constantFrom('a', 'b'), afterMs: fc.nat(700), amount: fc.nat(5) }));
  fc.assert(
    fc.property(uses, (steps) => {
      const rate = new RateLimit(10);
      const windows = new Map<string, { startMs: number; used: number }>();
      for (const { owner, afterMs, amount } of steps) {
        vi.advanceTimersByTime(afterMs);
        const nowMs = performance.now();
        const known = windows.get(owner);
        const window = known && nowMs - known.startMs < 1_000 ? known : { startMs: nowMs, used: 0 };
        windows.set(owner, window);
        window.used += amount;
        expect(rate.take(owner, amount)).toBe(window.used <= 10);
      }
    }),
  );
});
