import { medianOf } from './summarize.ts';

export interface MemorySample {
  /** Since the first sample. */
  readonly atMs: number;
  readonly bytes: number;
}

/** At each end of the time, whose medians are compared: single values depend on when garbage was collected. */
export const windowMs = 15_000;

/**
 * By what share the median of the last 15 s is above that of the first 15 s; negative where it is below.
 * Null where the two windows overlap or one is empty.
 */
export function growthOf(samples: readonly MemorySample[]): number | null {
  const endMs = Math.max(...samples.map(({ atMs }) => atMs));
  if (!(endMs >= 2 * windowMs)) return null;
  const within = (from: number, to: number): number | null =>
    medianOf(samples.filter(({ atMs }) => atMs >= from && atMs <= to).map(({ bytes }) => bytes));
  const first = within(0, windowMs);
  const last = within(endMs - windowMs, endMs);
  return first === null || last === null || first === 0 ? null : last / first - 1;
}
