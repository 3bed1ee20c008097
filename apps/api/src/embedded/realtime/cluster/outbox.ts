import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../log.ts';

/** Long batches make one transaction of what would be many; longer ones would keep others waiting. */
const BATCH_CHARACTERS = 256_000;

/** What waits for a database that is away, or is slower than its senders; of more, the longest line is dropped. */
const WAITING_CHARACTERS = 32_000_000;

/** The line of what the others can ask for again, and are told by a missing number to ask for, when it was dropped. */
export const STATE_LINE = 'state';

/** Lines whose names begin so are asked for again in the same way. */
export const PRESENCE_LINE = 'presence ';

const RETRY_MS = 200;

/** The database was away for so long that a message from before is of no use to anybody. */
const GIVE_UP_MS = 5_000;

export interface OutboxOptions {
  readonly log: Log;
  /** Sends one batch. The same number again is the same batch, whose arrival was not certain. */
  send(number: number, text: string): Promise<void>;
}

/** A text, or what writes it when its turn has come. */
export type OutboxItem = string | (() => string);

interface Line {
  readonly items: OutboxItem[];
  characters: number;
}

/**
 * Sends the first item at once, and together whatever came while others were on their way. Items of one line go in their
 * order, and lines have their turns, so that what waits in one does not hold up another.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  /** In the order of their turns; none is empty. */
  readonly #lines = new Map<string, Line>();
  #waitingCharacters = 0;
  #lastNumber = 0;
  #working: Promise<void> | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  add(item: OutboxItem, lineName: string): void {
    const characters = charactersOf(item);
    while (this.#lines.size > 0 && this.#waitingCharacters + characters > WAITING_CHARACTERS) {
      this.#drop(this.#longestLine(), 'More waits for the other processes than the database takes; it is dropped.');
    }
    const line = this.#lines.getOrInsertComputed(lineName, () => ({ items: [], characters: 0 }));
    line.items.push(item);
    line.characters += characters;
    this.#waitingCharacters += characters;
    this.#working ??= this.#work();
  }

  /** Resolves when nothing waits any more. */
  async drained(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    // What is added in this turn goes together.
    await Promise.resolve();
    while (this.#lines.size > 0) {
      this.#lastNumber += 1;
      const batch = this.#takeBatch();
      // In order is the point.
      if (!(await this.#deliver(this.#lastNumber, batch))) this.#dropAll();
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
    const batch: string[] = [];
    let characters = 0;
    while (this.#lines.size > 0 && characters < BATCH_CHARACTERS) {
      const item = this.#takeInTurn();
      this.#waitingCharacters -= charactersOf(item);
      const text = typeof item === 'string' ? item : item();
      batch.push(text);
      characters += text.length;
    }
    return `[${batch.join(',')}]`;
  }

  #takeInTurn(): OutboxItem {
    const [first] = this.#lines;
    const item = first?.[1].items.shift();
    if (!first || item === undefined) throw new Error('Nothing waits for the other processes.');
    const [name, line] = first;
    line.characters -= charactersOf(item);
    this.#lines.delete(name);
    // To the end of the turns.
    if (line.items.length > 0) this.#lines.set(name, line);
    return item;
  }

  #longestLine(): string {
    const [first, ...others] = this.#lines;
    if (!first) throw new Error('Nothing waits for the other processes.');
    return others.reduce((longest, line) => (line[1].characters > longest[1].characters ? line : longest), first)[0];
  }

  #drop(name: string, message: string): void {
    const line = this.#lines.get(name);
    if (!line) return;
    this.#options.log.warn({ items: line.items.length, line: name }, message);
    this.#lines.delete(name);
    this.#waitingCharacters -= line.characters;
    // The number that is left out tells the others that they missed something.
    if (name === STATE_LINE || name.startsWith(PRESENCE_LINE)) this.#lastNumber += 1;
  }

  /** What was under way may have been of any line. */
  #dropAll(): void {
    for (const name of this.#lines.keys()) {
      this.#drop(name, 'The other processes could not be told for some seconds; it is dropped.');
    }
    this.#lastNumber += 1;
  }
}

/** While it waits. */
const charactersOf = (item: OutboxItem): number => (typeof item === 'string' ? item.length : 0);
