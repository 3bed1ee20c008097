import type { VersionedRow } from './handlers.ts';

/** Transactions commit out of the order of their clocks; a minute is longer than any of ours may take. */
const OVERLAP_MS = 60_000;

/**
 * Remembers how far the last complete backfill went, in the server's time. Live messages do not count:
 * one may have been lost on a line that stands, and a later one must not hide it from the next backfill.
 */
export class CatchUpSince {
  #newestMs: number | null = null;

  completed(rows: readonly VersionedRow[]): void {
    for (const { committedAt, updatedAt } of rows) {
      const ms = Date.parse(committedAt ?? updatedAt ?? '');
      if (!Number.isNaN(ms)) this.#newestMs = Math.max(this.#newestMs ?? ms, ms);
    }
  }

  /** Null when everything must be fetched. */
  get sinceIso(): string | null {
    return this.#newestMs === null ? null : new Date(this.#newestMs - OVERLAP_MS).toISOString();
  }
}
