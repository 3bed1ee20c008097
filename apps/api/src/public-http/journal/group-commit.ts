import type { KeyedBatch, RecordOptions } from '@blunari/db';
import { appError, type ErrorCode } from '@blunari/schema/errors';
import { err, type Result } from '@blunari/schema/result';
import { createCounting } from './counting.ts';
import { createDropTally, type DropCounts } from './drop-counts.ts';
import { writeGroup, type Waiting, type WriteBatches } from './write-group.ts';

/** Writes batches that arrive together by one call: a commit costs the same for one as for hundreds. */
export interface GroupCommit {
  /** Answers once the batch is committed, or that it is not: `unavailable` where too many wait. */
  readonly submit: (batch: KeyedBatch, bytes: number) => Promise<Result<null>>;
  /** Counts what was not taken; written with what is. */
  readonly drop: (key: string, today: string, counts: DropCounts) => void;
  /** Takes no more and answers once nothing waits. */
  readonly stop: () => Promise<void>;
}

export interface GroupLimits {
  /** Batches that may wait, and the bytes of their requests. */
  readonly maxWaiting: number;
  readonly maxWaitingBytes: number;
  /** Batches of one call; the database takes 1,000. */
  readonly maxBatches: number;
  /** Events of one call, unless one batch has more: a call must be over well before the database breaks it off. */
  readonly maxEvents: number;
  /** Calls under way at once; each has a connection for itself. Counting is one of them. */
  readonly maxCalls: number;
  /** A group of so many events is counted after it is acknowledged, together with others; a smaller one before. */
  readonly countLaterFrom: number;
  /** How long counts of what was dropped wait for a call that takes them along. */
  readonly dropsWaitMs: number;
}

export const defaultGroupLimits: GroupLimits = {
  maxWaiting: 4000,
  maxWaitingBytes: 32 * 2 ** 20,
  // Events of the same restaurant and day count together: 500 of 200 restaurants take 50 ms of CPU in groups of 200
  // batches and 40 in groups of 400.
  maxBatches: 400,
  maxEvents: 2000,
  // Under load one call stores while one counts, so that neither leaves the other behind.
  maxCalls: 2,
  countLaterFrom: 100,
  dropsWaitMs: 5000,
};

/** Hears how it goes. */
export interface GroupWatch {
  /** How many batches wait now. */
  readonly onWaiting: (count: number) => void;
  /** So many are written by one call. */
  readonly onGroup: (count: number) => void;
  /** What became of a batch, and how long after it was handed in. */
  readonly onAnswer: (outcome: 'stored' | ErrorCode, tookMs: number) => void;
}

export interface GroupCommitDeps {
  readonly write: (batches: readonly KeyedBatch[], options: RecordOptions) => ReturnType<WriteBatches>;
  /** Counts some of what was left to be counted later; 0 once there is nothing. */
  readonly count: () => Promise<Result<number>>;
  readonly limits: GroupLimits;
  /** Told of counts of dropped visits that a bug kept from being written. */
  readonly onDropsLost: (error: unknown) => void;
  /** Told of a bug that keeps visits from being counted; they wait on, for another process too. */
  readonly onCountFailed: (error: unknown) => void;
  readonly watch?: GroupWatch | undefined;
}

/** By then a queue of this size has been written, or the database is away. */
const retryAfterMs = 2000;

const isFull = err(appError('unavailable', 'Too much arrives at once. Please send it again.', { retryAfterMs }));

export function createGroupCommit({ write, count, limits, watch, ...tell }: GroupCommitDeps): GroupCommit {
  const drops = createDropTally();
  const counting = createCounting(count, tell.onCountFailed);
  const waiting: (Waiting & { readonly bytes: number })[] = [];
  const idle = Promise.withResolvers<void>();
  let waitingBytes = 0;
  let callCount = 0;
  let areDropsDue = false;
  let isStopped = false;
  let soon: NodeJS.Immediate | undefined;
  let dropsTimer: NodeJS.Timeout | undefined;

  function startCall(call: () => Promise<void>): void {
    callCount += 1;
    void call().finally(() => {
      callCount -= 1;
      pump();
    });
  }

  function pump(): void {
    if (callCount < limits.maxCalls && counting.isDue()) startCall(counting.next);
    while (callCount < limits.maxCalls && (waiting.length > 0 || areDropsDue)) writeNext();
    if (isStopped && callCount === 0) idle.resolve();
  }

  function writeNext(): void {
    const counts = drops.take(limits.maxBatches / 2).map((batch) => dropped(batch, dropAgain, tell.onDropsLost));
    const batches = waiting.splice(0, countFitting(waiting, limits.maxBatches - counts.length, limits.maxEvents));
    for (const { bytes } of batches) waitingBytes -= bytes;
    watch?.onWaiting(waiting.length);
    watch?.onGroup(batches.length);
    areDropsDue = isStopped && !drops.isEmpty();
    const eventCount = batches.reduce((sum, { batch }) => sum + batch.events.length, 0);
    const countLater = eventCount >= limits.countLaterFrom;
    startCall(async () => {
      await writeGroup((group) => write(group, { countLater }), [...batches, ...counts]);
      if (countLater) counting.want();
    });
  }

  function drop(key: string, today: string, counts: DropCounts): void {
    drops.add(key, today, counts);
    dropsTimer ??= setTimeout(() => {
      dropsTimer = undefined;
      areDropsDue = !drops.isEmpty();
      pump();
    }, limits.dropsWaitMs).unref();
  }

  function dropAgain(...counted: Parameters<typeof drop>): void {
    if (!isStopped) drop(...counted);
  }

  function enqueue(batch: KeyedBatch, bytes: number): Promise<Result<null>> {
    const { promise, resolve, reject } = Promise.withResolvers<Result<null>>();
    waiting.push({ batch, bytes, resolve, reject });
    waitingBytes += bytes;
    watch?.onWaiting(waiting.length);
    // After all requests that were read together.
    soon ??= setImmediate(() => {
      soon = undefined;
      pump();
    });
    return promise;
  }

  return {
    submit: async (batch, bytes) => {
      const startedMs = performance.now();
      const hasRoom = waiting.length < limits.maxWaiting && waitingBytes + bytes <= limits.maxWaitingBytes;
      const result = isStopped || !hasRoom ? isFull : await enqueue(batch, bytes);
      watch?.onAnswer(result.ok ? 'stored' : result.error.code, performance.now() - startedMs);
      return result;
    },
    drop,
    stop: async () => {
      isStopped = true;
      counting.stop();
      clearTimeout(dropsTimer);
      areDropsDue = !drops.isEmpty();
      pump();
      await idle.promise;
    },
  };
}

/** Counts of what was dropped, which nobody waits for: where the database is away they are handed back. */
function dropped(batch: KeyedBatch, again: GroupCommit['drop'], reject: (error: unknown) => void): Waiting {
  return {
    batch,
    resolve: (result) => {
      if (result.ok || result.error.code !== 'unavailable' || !batch.dropped) return;
      const { today, ...counts } = batch.dropped;
      again(batch.key, today, counts);
    },
    reject,
  };
}

/** How many of those that wait go together into one call: so many at most, and of so many events unless the first has more. */
function countFitting(waiting: readonly Waiting[], maxBatches: number, maxEvents: number): number {
  let eventCount = 0;
  const next = waiting.findIndex(({ batch }, index) => {
    eventCount += batch.events.length;
    return index === maxBatches || (index > 0 && eventCount > maxEvents);
  });
  return next === -1 ? waiting.length : next;
}
