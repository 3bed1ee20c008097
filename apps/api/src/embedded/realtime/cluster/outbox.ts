import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';

/** Long batches make one transaction of what would be many; longer ones would keep others waiting. */
const BATCH_CHARACTERS = 256_000;

/** What waits for a database that is away, or is slower than its senders; more is dropped. */
const WAITING_CHARACTERS = 32_000_000;

const RETRY_MS = 200;

/** The database was away for so long that a message from before is of no use to anybody. */
const GIVE_UP_MS = 5_000;

export interface OutboxOptions {
  readonly log: Log;
  /** Sends one batch. The same number again is the same batch, whose arrival was not certain. */
  send(number: number, text: string): Promise<void>;
}

/** Sends items in their order: the first at once, and together whatever came while others were on their way. */
export class Outbox {
  readonly #options: OutboxOptions;
  #waiting: string[] = [];
  #waitingCharacters = 0;
  #lastNumber = 0;
  #working: Promise<void> | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  add(item: string): void {
    if (this.#waitingCharacters + item.length > WAITING_CHARACTERS) {
      this.#dropAll('More waits for the other processes than the database takes; it is dropped.');
    }
    this.#waiting.push(item);
    this.#waitingCharacters += item.length;
    this.#working ??= this.#work();
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    // What is added in this turn goes together.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      this.#lastNumber += 1;
      const batch = this.#takeBatch();
      // In order is the point.
      if (!(await this.#deliver(this.#lastNumber, batch)))
        this.#dropAll('The other processes could not be told for some seconds; it is dropped.');
    }
    this.#working = undefined;
  }

  async #deliver(number: number, text: string): Promise<boolean> {
    const giveUpAtMs = performance.now() + GIVE_UP_MS;
    for (;;) {
      try {
        await this.#options.send(number, text);
        return true;
      } catch (error) {
        this.#options.log.debug({ err: error }, 'The other processes could not be told; trying again.');
      }
      if (performance.now() > giveUpAtMs) return false;
      await sleep(RETRY_MS, undefined, { ref: false });
    }
  }

  #takeBatch(): string {
    let characters = 0;
    let count = 0;
    while (count < this.#waiting.length && (count === 0 || characters < BATCH_CHARACTERS)) {
      characters += this.#waiting[count]?.length ?? 0;
      count += 1;
    }
    this.#waitingCharacters -= characters;
    return `[${this.#waiting.splice(0, count).join(',')}]`;
  }

  /** The number that is left out tells the others that they missed something. */
  #dropAll(message: string): void {
    this.#options.log.warn({ items: this.#waiting.length }, message);
    this.#waiting = [];
    this.#waitingCharacters = 0;
    this.#lastNumber += 1;
  }
}
