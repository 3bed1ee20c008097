import type { PgoutputMessage } from './replication/pgoutput.ts';
import { changeOf, sizeOf, type Change, type Commit } from './change.ts';

/** Changes that are judged together. */
const BATCH_SIZE = 100;

/** With more than this waiting, the database is not read any further. */
const FULL_BYTES = 16_000_000;
const FULL_COUNT = 2_000;

export interface ChangeQueueOptions {
  /** Takes changes in the order of their commits. Rejects when it cannot: then the queue takes nothing more. */
  handle(changes: readonly Change[]): Promise<void>;
  /** A table's shape or rights may have changed; later changes are of the new shape. */
  onTable(oid: number): void;
  /** Everything up to there has been handled. */
  onDone(endLsn: bigint): void;
  onFull(isFull: boolean): void;
  onFailed(error: unknown): void;
}

type Entry =
  { readonly change: Change; readonly bytes: number } | { readonly tableOid: number } | { readonly endLsn: bigint };

/** What the database sent and nobody has handled yet. While one batch is handled the next gathers. */
export class ChangeQueue {
  readonly #options: ChangeQueueOptions;
  #entries: Entry[] = [];
  #commit: Commit = { committedAtMs: 0, transactionId: 0 };
  #bytes = 0;
  #isFull = false;
  #isWorking = false;
  #isOver = false;

  constructor(options: ChangeQueueOptions) {
    this.#options = options;
  }

  add(message: PgoutputMessage): void {
    if (this.#isOver) return;
    if (message.kind === 'begin') this.#commit = message;
    else if (message.kind === 'table') this.#entries.push({ tableOid: message.table.oid });
    else if ('endLsn' in message) this.#entries.push({ endLsn: message.endLsn });
    else {
      const change = changeOf(message, this.#commit);
      if (!change) return;
      const bytes = sizeOf(change);
      this.#bytes += bytes;
      this.#entries.push({ change, bytes });
    }
    this.#checkFullness();
    void this.#work();
  }

  stop(): void {
    this.#isOver = true;
    this.#entries = [];
  }

  async #work(): Promise<void> {
    if (this.#isWorking) return;
    this.#isWorking = true;
    try {
      while (this.#entries.length > 0) {
        const changes = this.#takeChanges();
        // In the order of the commits.
        if (changes.length > 0) await this.#options.handle(changes);
        this.#passMarks();
        this.#checkFullness();
      }
    } catch (error) {
      this.stop();
      this.#options.onFailed(error);
    } finally {
      this.#isWorking = false;
    }
  }

  /** Up to the next change of a table's shape. Ends of transactions in between are merged into the last of them. */
  #takeChanges(): Change[] {
    const changes: Change[] = [];
    let taken = 0;
    let end: Entry | undefined;
    for (const entry of this.#entries) {
      if ('tableOid' in entry || changes.length === BATCH_SIZE) break;
      taken += 1;
      if ('change' in entry) {
        this.#bytes -= entry.bytes;
        changes.push(entry.change);
      } else end = entry;
    }
    this.#entries.splice(0, taken, ...(end ? [end] : []));
    return changes;
  }

  #passMarks(): void {
    if (this.#isOver) return;
    for (let entry = this.#entries[0]; entry && !('change' in entry); entry = this.#entries[0]) {
      this.#entries.shift();
      if ('tableOid' in entry) this.#options.onTable(entry.tableOid);
      else this.#options.onDone(entry.endLsn);
    }
  }

  #checkFullness(): void {
    const isOver = this.#bytes > FULL_BYTES || this.#entries.length > FULL_COUNT;
    const isUnder = this.#bytes < FULL_BYTES / 2 && this.#entries.length < FULL_COUNT / 2;
    if (this.#isFull ? !isUnder : !isOver) return;
    this.#isFull = !this.#isFull;
    this.#options.onFull(this.#isFull);
  }
}
