/** Counts events in windows of one second. */
export class RateCounter {
  readonly #limit: number;
  #windowStartMs = 0;
  #count = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts one; false when the second's allowance is used up. */
  take(nowMs: number): boolean {
    if (nowMs - this.#windowStartMs >= 1000) {
      this.#windowStartMs = nowMs;
      this.#count = 0;
    }
    this.#count += 1;
    return this.#count <= this.#limit;
  }
}
