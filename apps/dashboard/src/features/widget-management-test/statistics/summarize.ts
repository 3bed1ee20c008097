/** What many measurements come to; all in ms. */
export interface Summary {
  readonly n: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** Null for none. Percentiles are by nearest rank: always a value that was measured. */
export function summarize(values: readonly number[]): Summary | null {
  const sorted = values.toSorted((one, other) => one - other);
  const max = sorted.at(-1);
  if (max === undefined) return null;
  return { n: sorted.length, p50: atRank(sorted, 0.5), p95: atRank(sorted, 0.95), max };
}

/** The middle value; of an even number, the lower of the two. Null for none. */
export function medianOf(values: readonly number[]): number | null {
  return summarize(values)?.p50 ?? null;
}

/** The smallest value that at least `share` of all do not exceed. `sorted` is not empty. */
function atRank(sorted: readonly number[], share: number): number {
  return sorted[Math.ceil(sorted.length * share) - 1] ?? Number.NaN;
}
