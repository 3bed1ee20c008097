/** The latest values of one measure, in ms. Percentiles by nearest rank; null while nothing was measured. */
export interface Distribution {
  /** Of all that were ever measured; the rest is of the latest thousand. */
  readonly count: number;
  readonly lastMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

/** Enough for a 99th percentile, and little enough to sort whenever somebody looks. */
const KEPT = 1_000;

export class Samples {
  readonly #values: number[] = [];
  #count = 0;

  add(valueMs: number): void {
    this.#values[this.#count % KEPT] = valueMs;
    this.#count += 1;
  }

  /** @param lessMs is taken off each value. */
  distribution(lessMs = 0): Distribution | null {
    const last = this.#values[(this.#count - 1) % KEPT];
    if (last === undefined) return null;
    const sorted = Float64Array.from(this.#values).toSorted();
    const rank = (share: number): number => (sorted[Math.ceil(share * sorted.length) - 1] ?? last) - lessMs;
    return { count: this.#count, lastMs: last - lessMs, p50Ms: rank(0.5), p99Ms: rank(0.99), maxMs: rank(1) };
  }
}
