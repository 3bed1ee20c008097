import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, FIRST_WAIT_MS, LONGEST_WAIT_MS } from './backoff.ts';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('backoffMs', () => {
  it('waits between nothing and 200 ms the first time', () => {
    fc.assert(
      fc.property(chance, (random) => {
        const waitMs = backoffMs(1, random);
        return waitMs >= 0 && waitMs < FIRST_WAIT_MS;
      }),
    );
  });

  it('never waits longer than the cap, whatever the attempt', () => {
    fc.assert(
      fc.property(fc.nat(), chance, (attempt, random) => {
        const waitMs = backoffMs(attempt, random);
        return Number.isInteger(waitMs) && waitMs >= 0 && waitMs < LONGEST_WAIT_MS;
      }),
    );
  });

  it('never waits less for a later attempt at the same chance', () => {
    fc.assert(fc.property(fc.nat(100), chance, (n, random) => backoffMs(n + 1, random) >= backoffMs(n, random)));
  });

  it('reaches the cap', () => {
    expect(backoffMs(7, 0.999999)).toBe(LONGEST_WAIT_MS - 1);
  });

  it('spreads a thousand clients over the whole wait', () => {
    const counts = Array.from({ length: 10 }, () => 0);
    for (let client = 0; client < 1_000; client++) {
      const tenth = Math.floor(backoffMs(7, client / 1_000) / (LONGEST_WAIT_MS / 10));
      counts[tenth] = (counts[tenth] ?? 0) + 1;
    }
    expect(counts).toEqual(Array.from({ length: 10 }, () => 100));
  });
});
