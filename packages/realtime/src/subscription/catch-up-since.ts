import type { VersionedRow } from './handlers.ts';

/** Transactions commit out of the order of their clocks; a minute is longer than any of ours may take. */
const OVERLAP_MS = 60_000;

/** Remembers the newest instant that was delivered for certain, in the server's time. */
export class CatchUpSince {
  #newestMs: number | null = null;

  sawAll(rows: readonly VersionedRow[]): void {
    for (const row of rows) this.saw(row);
  }

  saw(payload: unknown): void {
    const ms = Date.parse(instantOf(payload) ?? '');
    if (!Number.isNaN(ms)) this.#newestMs = Math.max(this.#newestMs ?? ms, ms);
  }

  /** Null when everything must be fetched. */
  get sinceIso(): string | null {
    return this.#newestMs === null ? null : new Date(this.#newestMs - OVERLAP_MS).toISOString();
  }
}

function instantOf(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null) return null;
  if ('committedAt' in payload && typeof payload.committedAt === 'string') return payload.committedAt;
  if ('updatedAt' in payload && typeof payload.updatedAt === 'string') return payload.updatedAt;
  return null;
}
