/** Counts of many owners in one window of time after another; nothing is left of owners of the last one. */
export class Windows {
  readonly #windowMs: number;
  readonly #counts = new Map<string, number>();
  #startMs = 0;

  constructor(windowMs: number) {
    this.#windowMs = windowMs;
  }

  /** What the owner has by now, with `amount` more. */
  add(owner: string, amount: number, nowMs: number): number {
    if (nowMs - this.#startMs >= this.#windowMs) {
      this.#startMs = nowMs;
      this.#counts.clear();
    }
    const count = (this.#counts.get(owner) ?? 0) + amount;
    this.#counts.set(owner, count);
    return count;
  }
}
