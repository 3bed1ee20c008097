import type { VisitorEvent } from '@blunari/schema/insights';

/** What happened to a batch: stored, refused for good, or worth another try (after the server's wish, if it has one). */
export type Delivery =
  | { readonly status: 'stored' }
  | { readonly status: 'refused' }
  | { readonly status: 'again'; readonly retryAfterMs?: number };

export interface JournalDeps {
  /** Sends events; `isLast` when the page goes away and nobody will hear the answer. */
  readonly send: (events: readonly VisitorEvent[], isLast: boolean) => Promise<Delivery>;
  /** A UUIDv7 of a moment, Unix ms on the server's clock. */
  readonly newId: (atMs: number) => string;
  /** The server's clock; until an answer has corrected it, only a guess. */
  readonly nowMs: () => number;
  readonly isClockCorrected: () => boolean;
  /** Ms that only ever go forward. */
  readonly monotonicMs: () => number;
  readonly random: () => number;
  /** Calls back after ms; returns the function that cancels it. */
  readonly setTimer: (callback: () => void, ms: number) => () => void;
}

export interface Journal {
  readonly record: (event: Omit<VisitorEvent, 'id'>) => void;
  /** The page goes away: everything still waiting is sent at once. */
  readonly flush: () => void;
}

interface Entry {
  readonly event: Omit<VisitorEvent, 'id'>;
  readonly happenedMs: number;
  /** Minted with the first try, so that a repeat counts once. */
  id: string | null;
}

const mostWaiting = 200;
const mostInBatch = 50;
const gatherMs = 1500;
/** How long the first batch waits for an answer that corrects the clock. */
const clockPatienceMs = 5000;
const firstRetryMs = 1000;
const longestRetryMs = 60_000;

/** Keeps what visitors do until the server has it: batches, one at a time, again after random and growing pauses. */
export function createJournal(deps: JournalDeps): Journal {
  let waiting: readonly Entry[] = [];
  let failures = 0;
  let isSending = false;
  let cancelTimer: (() => void) | null = null;
  const startedMs = deps.monotonicMs();

  const schedule = (ms: number): void => {
    cancelTimer ??= deps.setTimer(() => {
      cancelTimer = null;
      void deliver();
    }, ms);
  };

  const deliver = async (): Promise<void> => {
    if (isSending || waiting.length === 0) return;
    const waitedMs = deps.monotonicMs() - startedMs;
    if (!deps.isClockCorrected() && waitedMs < clockPatienceMs) return schedule(clockPatienceMs - waitedMs);
    isSending = true;
    const batch = waiting.slice(0, mostInBatch);
    const delivery = await deps.send(mint(batch, deps), false);
    isSending = false;
    if (delivery.status === 'again') {
      failures += 1;
      return schedule(Math.max(delivery.retryAfterMs ?? 0, retryMs(failures, deps.random)));
    }
    failures = 0;
    waiting = waiting.filter((entry) => !batch.includes(entry));
    if (waiting.length > 0) schedule(0);
  };

  return {
    record: (event) => {
      // The oldest go first: what a visitor does now says more than what was lost an hour ago.
      waiting = [...waiting, { event, happenedMs: deps.monotonicMs(), id: null }].slice(-mostWaiting);
      schedule(gatherMs);
    },
    flush: () => {
      for (let start = 0; start < waiting.length; start += mostInBatch) {
        // Not taken out: if the page comes back, the ids make the repeat harmless.
        void deps.send(mint(waiting.slice(start, start + mostInBatch), deps), true);
      }
    },
  };
}

function mint(batch: readonly Entry[], { newId, nowMs, monotonicMs }: JournalDeps): readonly VisitorEvent[] {
  return batch.map((entry) => {
    entry.id ??= newId(nowMs() - (monotonicMs() - entry.happenedMs));
    return { id: entry.id, ...entry.event };
  });
}

/** Full jitter, so that visitors whom one server lost do not come back together. */
function retryMs(failures: number, random: () => number): number {
  return random() * Math.min(longestRetryMs, firstRetryMs * 2 ** failures);
}
