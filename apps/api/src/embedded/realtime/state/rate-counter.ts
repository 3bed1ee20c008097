/** Counts in windows of one second. */
export class RateCounter {
  readonly #limit: number;
  #windowStartMs = 0;
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts `amount`; false when that is more than the second's allowance. */
  take(nowMs: number, amount = 1): boolean {
    if (nowMs - this.#windowStartMs >= 1000) {
      this.#windowStartMs = nowMs;
      this.#count = 0;
    }
    this.#count += amount;
    return this.#count <= this.#limit;
  }
}
