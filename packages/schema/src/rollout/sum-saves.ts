import { addCounts, percentileOf, type DurationCounts } from './durations.ts';
import type { SaveNumbers } from './numbers.ts';

/** Saves as they are counted: sums of such sums are such sums. */
export interface SaveSum {
  readonly saves: number;
  readonly errors: number;
  readonly durations: DurationCounts;
}

export function addSaves(sums: readonly SaveSum[]): SaveSum {
  return sums.reduce<SaveSum>(
    (all, { saves, errors, durations }) => ({
      saves: all.saves + saves,
      errors: all.errors + errors,
      durations: addCounts(all.durations, durations),
    }),
    { saves: 0, errors: 0, durations: {} },
  );
}

/** What people look at: shares and percentiles, rounded to a tenth. */
export function numbersOf({ saves, errors, durations }: SaveSum): SaveNumbers {
  return {
    saves,
    errors,
    errorPercent: saves === 0 ? null : toTenths((100 * errors) / saves),
    p50Ms: toTenths(percentileOf(durations, 0.5)),
    p95Ms: toTenths(percentileOf(durations, 0.95)),
  };
}

export function toTenths(value: number): number;
export function toTenths(value: number | null): number | null;
export function toTenths(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10;
}
