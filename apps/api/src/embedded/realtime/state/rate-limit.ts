interface Window {
  readonly startMs: number;
  amount: number;
}

/** Counts in windows of time, one after another and each owner's by themselves; nothing is left of an owner whose window is over. */
export class RateLimit {
  readonly #limit: number;
  readonly #windowMs: number;
  readonly #windows = new Map<string | symbol, Window>();
  #sweptAtMs = 0;

  constructor(limit: number, windowMs = 1_000) {
    this.#limit = limit;
    this.#windowMs = windowMs;
  }

  /** Counts `amount` more of the owner's; false when that is over the limit. */
  take(owner: string | symbol, amount = 1): boolean {
    return this.spend(owner, amount) <= 1;
  }

  /** The same; says how much of the limit the owner has used by now, which is more than 1 over it. */
  spend(owner: string | symbol, amount = 1): number {
    // Not the time of day, which may be set.
    const nowMs = performance.now();
    this.#sweep(nowMs);
    const known = this.#windows.get(owner);
    const window = known && !this.#isOver(known.startMs, nowMs) ? known : { startMs: nowMs, amount: 0 };
    if (window !== known) this.#windows.set(owner, window);
    window.amount += amount;
    return window.amount / this.#limit;
  }

  #sweep(nowMs: number): void {
    if (!this.#isOver(this.#sweptAtMs, nowMs)) return;
    this.#sweptAtMs = nowMs;
    for (const [owner, { startMs }] of this.#windows) if (this.#isOver(startMs, nowMs)) this.#windows.delete(owner);
  }

  #isOver(startMs: number, nowMs: number): boolean {
    return nowMs - startMs >= this.#windowMs;
  }
}
