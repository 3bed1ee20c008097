import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCounts, bucketOf, percentileOf, type DurationCounts } from './durations.ts';

const durationsMs = fc.array(fc.double({ min: 1, max: 65_535, noNaN: true }), { minLength: 1, maxLength: 200 });

const shares = fc.integer({ min: 0, max: 1000 }).map((permille) => permille / 1000);

const countsOf = (values: readonly number[]): DurationCounts =>
  values.reduce<DurationCounts>((counts, ms) => addCounts(counts, { [bucketOf(ms)]: 1 }), {});

const exactPercentile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.max(1, Math.ceil(share * values.length)) - 1] ?? Number.NaN;

describe('a percentile of counted durations', () => {
  it('is within 4.5 % of the true one', () => {
    fc.assert(
      fc.property(durationsMs, shares, (values, share) => {
        const found = percentileOf(countsOf(values), share) ?? Number.NaN;
        const ratio = found / exactPercentile(values, share);
        expect(Math.max(ratio, 1 / ratio)).toBeLessThanOrEqual(1.045);
      }),
    );
  });

  it('does not fall when the share grows', () => {
    fc.assert(
      fc.property(durationsMs, shares, shares, (values, one, other) => {
        const counts = countsOf(values);
        const low = percentileOf(counts, Math.min(one, other));
        expect(percentileOf(counts, Math.max(one, other))).toBeGreaterThanOrEqual(low ?? Infinity);
      }),
    );
  });

  it('is null for none, and half a millisecond below one', () => {
    expect(percentileOf({}, 0.95)).toBeNull();
    expect(percentileOf({ 12: 0 }, 0.95)).toBeNull();
    expect(percentileOf(countsOf([0.2]), 0.95)).toBe(0.5);
  });
});

describe('counts of durations', () => {
  it('add up in any order to the counts of all', () => {
    fc.assert(
      fc.property(durationsMs, durationsMs, (some, others) => {
        const all = countsOf([...some, ...others]);
        expect(addCounts(countsOf(some), countsOf(others))).toEqual(all);
        expect(addCounts(countsOf(others), countsOf(some))).toEqual(all);
      }),
    );
  });

  it('put what took longer than any statement may into the last bucket', () => {
    expect(bucketOf(10_000_000)).toBe(bucketOf(65_536));
    expect(bucketOf(65_535)).toBe(128);
  });
});
