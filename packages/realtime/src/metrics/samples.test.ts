import { expect, it } from 'vitest';
import { Samples } from './samples.ts';

it('has nothing to say before the first value', () => {
  expect(new Samples().distribution()).toBeNull();
});

it('counts all values and ranks the latest thousand', () => {
  const samples = new Samples();
  for (let value = 1; value <= 3_000; value++) samples.add(value);
  expect(samples.distribution()).toEqual({ count: 3_000, lastMs: 3_000, p50Ms: 2_500, p99Ms: 2_990, maxMs: 3_000 });
  expect(samples.distribution(2_000)).toMatchObject({ lastMs: 1_000, p50Ms: 500, maxMs: 1_000 });
});

it('ranks by size, not by the order of arrival', () => {
  const samples = new Samples();
  for (const value of [100, 9, 20]) samples.add(value);
  expect(samples.distribution()).toEqual({ count: 3, lastMs: 20, p50Ms: 20, p99Ms: 100, maxMs: 100 });
});
