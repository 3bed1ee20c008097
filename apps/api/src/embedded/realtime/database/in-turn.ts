import { Lines } from './lines.ts';

/** Runs tasks, at most so many at once, one of each owner in turn: who has many waits for himself only. */
export class InTurn {
  readonly #concurrency: number;
  readonly #lines = new Lines<() => void>();
  #running = 0;

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  async run<Value>(owner: string, task: () => Promise<Value>): Promise<Value> {
    const { promise: turn, resolve } = Promise.withResolvers<void>();
    this.#lines.add(owner, resolve);
    this.#next();
    await turn;
    try {
      return await task();
    } finally {
      this.#running -= 1;
      this.#next();
    }
  }

  #next(): void {
    if (this.#running >= this.#concurrency) return;
    const start = this.#lines.take();
    if (!start) return;
    this.#running += 1;
    start();
  }
}
