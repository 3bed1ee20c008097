import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeAll, judgeGrowth, judgeSpeed, type Verdict } from './judge.ts';
import { growthOf, type MemorySample, windowMs } from './memory-growth.ts';
import { medianOf, summarize } from './summarize.ts';

const times = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 });

function shareUpTo(values: readonly number[], bound: number): number {
  return values.filter((value) => value <= bound).length / values.length;
}

function sampled(bytesAt: (atMs: number) => number, lengthMs: number): readonly MemorySample[] {
  return Array.from({ length: lengthMs / 1000 + 1 }, (_, index) => ({
    atMs: index * 1000,
    bytes: bytesAt(index * 1000),
  }));
}

describe('the summary of measurements', () => {
  it('names values that were measured, in order', () => {
    fc.assert(
      fc.property(times, (values) => {
        const { n, p50, p95, max } = summarize(values) ?? { n: 0, p50: 0, p95: 0, max: 0 };
        expect(n).toBe(values.length);
        expect([p50, p95, max].every((value) => values.includes(value))).toBe(true);
        expect(p50 <= p95 && p95 <= max).toBe(true);
        expect(max).toBe(Math.max(...values));
      }),
    );
  });

  it('puts at least its share at or below a percentile, and less than its share strictly below', () => {
    fc.assert(
      fc.property(times, (values) => {
        const summary = summarize(values);
        for (const [share, value] of [
          [0.5, summary?.p50 ?? Number.NaN],
          [0.95, summary?.p95 ?? Number.NaN],
        ] as const) {
          expect(shareUpTo(values, value)).toBeGreaterThanOrEqual(share - 1e-9);
          expect(values.filter((each) => each < value).length / values.length).toBeLessThan(share);
        }
      }),
    );
  });

  it('does not depend on the order of the measurements', () => {
    fc.assert(
      fc.property(times, fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })), (values, keys) => {
        const shuffled = values.map((value) => ({ value, key: keys.next().value })).toSorted((a, b) => a.key - b.key);
        expect(summarize(shuffled.map(({ value }) => value))).toEqual(summarize(values));
      }),
    );
  });

  it('grows with the measurements, and in the same measure', () => {
    fc.assert(
      fc.property(times, fc.integer({ min: 1, max: 64 }), (values, factor) => {
        const one = summarize(values);
        const many = summarize(values.map((value) => value * factor));
        expect([many?.p50, many?.p95, many?.max]).toEqual([one?.p50, one?.p95, one?.max].map((v) => (v ?? 0) * factor));
      }),
    );
  });

  it('is what the definition of nearest rank says for a hundred values, and nothing for none', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
    expect(summarize(hundred)).toEqual({ n: 100, p50: 50, p95: 95, max: 100 });
    expect([summarize([]), medianOf([])]).toEqual([null, null]);
  });
});

describe('the verdict on a speed', () => {
  it('is met exactly where at least 95 of 100 are below the limit', () => {
    fc.assert(
      fc.property(times, fc.double({ min: 0, max: 1e6, noNaN: true }), (values, limitMs) => {
        const below = values.filter((value) => value < limitMs).length;
        const verdict = judgeSpeed(summarize(values), limitMs, 1);
        expect(verdict).toBe(below >= Math.ceil(values.length * 0.95) ? 'met' : 'missed');
      }),
    );
  });

  it('forgives one slow answer in thirty, and not two', () => {
    const quick = Array.from({ length: 28 }, () => 10);
    expect(judgeSpeed(summarize([...quick, 10, 900]), 100, 30)).toBe('met');
    expect(judgeSpeed(summarize([...quick, 900, 900]), 100, 30)).toBe('missed');
  });

  it('is missed at the limit itself, and unknown with fewer measurements than needed', () => {
    expect(judgeSpeed(summarize([100]), 100, 1)).toBe('missed');
    expect(judgeSpeed(summarize([1, 1]), 100, 3)).toBe('unknown');
    expect(judgeSpeed(null, 100, 0)).toBe('unknown');
  });
});

describe('the growth of memory', () => {
  const bytes = fc.integer({ min: 1_000_000, max: 500_000_000 });

  it('is none where memory stays, and the ratio where it is another at the end', () => {
    fc.assert(
      fc.property(bytes, bytes, (early, late) => {
        expect(growthOf(sampled(() => early, 60_000))).toBe(0);
        const stepped = sampled((atMs) => (atMs <= windowMs ? early : late), 60_000);
        expect(growthOf(stepped)).toBeCloseTo(late / early - 1, 9);
      }),
    );
  });

  it('is not moved by single peaks before a collection', () => {
    fc.assert(
      fc.property(fc.subarray([3, 9, 25, 40, 47, 52, 59]), (peaks) => {
        const spiky = sampled((atMs) => (peaks.includes(atMs / 1000) ? 300 : 100), 60_000);
        expect(growthOf(spiky)).toBe(0);
      }),
    );
  });

  it('sees a leak, which is judged by its limit, the limit included', () => {
    const leaking = growthOf(sampled((atMs) => 100 + atMs / 1000, 60_000));
    expect([leaking !== null && leaking > 0.4, judgeGrowth(leaking, 0.1)]).toEqual([true, 'missed']);
    expect([judgeGrowth(0.1, 0.1), judgeGrowth(-0.2, 0.1), judgeGrowth(null, 0.1)]).toEqual(['met', 'met', 'unknown']);
  });

  it('is not known for less than two windows', () => {
    expect(growthOf(sampled(() => 1, 29_000))).toBeNull();
    expect(growthOf([])).toBeNull();
  });
});

it('judges many by the worst of them', () => {
  const verdict = fc.constantFrom<Verdict>('met', 'missed', 'unknown');
  fc.assert(
    fc.property(fc.array(verdict, { minLength: 1 }), (verdicts) => {
      expect(judgeAll(verdicts) === 'met').toBe(verdicts.every((each) => each === 'met'));
      expect(judgeAll(verdicts) === 'missed').toBe(verdicts.includes('missed'));
    }),
  );
  expect(judgeAll([])).toBe('unknown');
});
