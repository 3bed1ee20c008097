/** Runs tasks, at most so many at once and one of an owner: who has many waits for himself only. */
export class InTurn {
  readonly #concurrency: number;
  /** The last task of each owner, done or not. */
  readonly #last = new Map<string, Promise<unknown>>();
  /** One of an owner at most, in the order in which they came. */
  readonly #waiting: (() => void)[] = [];
  #running = 0;

  constructor(concurrency: number) {
    this.#concurrency = concurrency;
  }

  async run<Value>(owner: string, task: () => Promise<Value>): Promise<Value> {
    const before = this.#last.get(owner);
    const result = before ? before.then(() => this.#runNext(task)) : this.#runNext(task);
    const ended = result.then(
      () => undefined,
      () => undefined,
    );
    this.#last.set(owner, ended);
    try {
      return await result;
    } finally {
      if (this.#last.get(owner) === ended) this.#last.delete(owner);
    }
  }

  async #runNext<Value>(task: () => Promise<Value>): Promise<Value> {
    const { promise: turn, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
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
    const start = this.#waiting.shift();
    if (!start) return;
    this.#running += 1;
    start();
  }
}
