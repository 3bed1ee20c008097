import type { VisitorEvent } from '@blunari/schema/insights';
import type { Batch, Delivery } from './delivery.ts';
import { withoutThese, type ChangeKept, type KeptEvent, type VisitedPage } from './kept-events.ts';

export interface JournalDeps {
  /** Sends events; `isLast` when the page goes away and nobody may hear the answer. */
  readonly send: (batch: Batch, isLast: boolean) => Promise<Delivery>;
  /** What waits, kept over reloads. */
  readonly changeKept: ChangeKept;
  readonly currentPage: () => VisitedPage;
  /** A UUIDv7 of a moment, Unix ms on the server's clock. */
  readonly newId: (atMs: number) => string;
  /** The server's clock; until an answer has corrected it, only a guess. */
  readonly nowMs: () => number;
  readonly isClockCorrected: () => boolean;
  /** Ms that only ever go forward. */
  readonly monotonicMs: () => number;
  readonly random: () => number;
  /** Calls back after ms. */
  readonly setTimer: (callback: () => void, ms: number) => unknown;
}

export interface Journal {
  /** Writes down what happens now. Urgent is sent at once, with all that waits; the rest within two seconds. */
  readonly record: (event: Omit<VisitorEvent, 'id'>, isUrgent?: boolean) => void;
  /** The line is back: no need to wait any longer. */
  readonly hurry: () => void;
  /** The page goes away: everything still waiting is sent at once. */
  readonly flush: () => void;
  /** Sends no more. */
  readonly stop: () => void;
}

const mostInBatch = 50;
const gatherMs = 1500;
/** How long an event waits for an answer that corrects the clock, and how often it looks for it. */
const clockPatienceMs = 5000;
const clockLookMs = 250;
const firstRetryMs = 1000;
const longestRetryMs = 60_000;

/** Keeps what visitors do until the server has it: batches, one at a time, again after random and growing pauses. */
export function createJournal(deps: JournalDeps): Journal {
  const { send, changeKept, currentPage, newId, nowMs, isClockCorrected, monotonicMs, random, setTimer } = deps;
  const startedMs = monotonicMs();
  let waiting = changeKept([], []);
  /** Named only once the clock is right: the id holds the time. */
  let unnamed: readonly {
    readonly event: Omit<VisitorEvent, 'id'>;
    readonly page: VisitedPage;
    readonly atMs: number;
  }[] = [];
  let failures = 0;
  let isSending = false;
  let notBeforeMs = 0;
  let dueMs = Number.POSITIVE_INFINITY;

  const name = (): void => {
    const named = unnamed.map(({ event, page, atMs }) => ({
      page,
      event: { id: newId(nowMs() - (monotonicMs() - atMs)), ...event },
    }));
    unnamed = [];
    waiting = changeKept(named, []);
  };
  const schedule = (ms: number): void => {
    const wantedMs = Math.max(monotonicMs() + ms, notBeforeMs);
    if (wantedMs >= dueMs) return;
    dueMs = wantedMs;
    setTimer(() => {
      // A sooner one may have taken its place.
      if (wantedMs !== dueMs) return;
      dueMs = Number.POSITIVE_INFINITY;
      void deliver();
    }, wantedMs - monotonicMs());
  };
  const give = async (batch: readonly KeptEvent[], isLast: boolean): Promise<void> => {
    const page = batch[0]?.page;
    if (!page) return;
    const { settled, waitMs } = await send({ ...page, events: batch.map(({ event }) => event) }, isLast);
    waiting = changeKept(
      [],
      batch.filter(({ event }) => settled.includes(event)),
    );
    failures = settled.length > 0 ? 0 : failures + 1;
    if (failures > 0) notBeforeMs = monotonicMs() + Math.max(waitMs, retryMs(failures, random));
  };
  const deliver = async (): Promise<void> => {
    if (isSending) return;
    if (!isClockCorrected() && monotonicMs() - startedMs < clockPatienceMs) return schedule(clockLookMs);
    name();
    isSending = true;
    await give(nextBatch(waiting), false);
    isSending = false;
    if (waiting.length + unnamed.length > 0) schedule(0);
  };
  if (waiting.length > 0) schedule(0);

  return {
    record: (event, isUrgent = false) => {
      unnamed = [...unnamed, { event, page: currentPage(), atMs: monotonicMs() }];
      if (isClockCorrected()) name();
      schedule(isUrgent ? 0 : gatherMs);
    },
    hurry: () => {
      notBeforeMs = 0;
      schedule(0);
    },
    flush: () => {
      name();
      for (let rest = waiting, batch; rest.length > 0; rest = withoutThese(rest, batch)) {
        batch = nextBatch(rest);
        // Taken out only by its answer: if the page comes back, the ids make the repeat harmless.
        void give(batch, true);
      }
    },
    stop: () => {
      dueMs = Number.NEGATIVE_INFINITY;
    },
  };
}

/** Events of the page that the oldest is of: a batch says where it comes from once. */
function nextBatch(waiting: readonly KeptEvent[]): readonly KeptEvent[] {
  const first = waiting[0]?.page;
  return waiting
    .filter(({ page }) => page.pageUrl === first?.pageUrl && page.referrer === first.referrer)
    .slice(0, mostInBatch);
}

/** Full jitter, so that visitors whom one server lost do not come back together. */
function retryMs(failures: number, random: () => number): number {
  return random() * Math.min(longestRetryMs, firstRetryMs * 2 ** failures);
}
