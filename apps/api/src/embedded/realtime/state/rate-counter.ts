/** Counts in windows, of one second unless said otherwise. */
export class RateCounter {
  readonly #limit: number;
  readonly #windowMs: number;
  #windowStartMs = 0;
  #count = 0;

  constructor(limit: number, windowMs = 1_000) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** Of this window. */
  get count(): number {
    return this.#count;
  }

  /** Counts `amount`; false when that is more than the window's allowance. */
  take(nowMs: number, amount = 1): boolean {
    if (nowMs - this.#windowStartMs >= this.#windowMs) {
      this.#windowStartMs = nowMs;
      this.#count = 0;
    }
    this.#count += amount;
    return this.#count <= this.#limit;
  }
}
