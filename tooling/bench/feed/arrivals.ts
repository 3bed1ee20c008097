import { setTimeout as delay } from 'node:timers/promises';

const PATIENCE_MS = 60_000;

/** Times messages by a key in their payload. */
export class Arrivals {
  readonly #committedAtMs = new Map<number, number>();
  readonly latenciesMs: number[] = [];
  #lastKey = 0;
  #expected = 0;

  expect(): number {
    this.#lastKey += 1;
    this.#expected += 1;
    return this.#lastKey;
  }

  committing(keys: readonly number[]): void {
    const nowMs = performance.now();
    for (const key of keys) this.#committedAtMs.set(key, nowMs);
  }

  arrived(key: number): void {
    const committedAtMs = this.#committedAtMs.get(key);
    if (committedAtMs === undefined) throw new Error(`Message ${key} arrived before it was committed.`);
    this.#committedAtMs.delete(key);
    this.latenciesMs.push(performance.now() - committedAtMs);
  }

  /** Resolves once nothing is missing; fails when something stays missing. */
  async all(): Promise<void> {
    const startedAtMs = performance.now();
    while (this.latenciesMs.length < this.#expected) {
      if (performance.now() - startedAtMs > PATIENCE_MS) {
        throw new Error(`${this.#expected - this.latenciesMs.length} messages never arrived.`);
      }
      await delay(2);
    }
  }
}
