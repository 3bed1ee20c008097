import { recordSaves, toAppError, type Database, type Identity, type SavesOfMinute } from '@blunari/db';
import { addCounts, bucketOf, type EditingComponent } from '@blunari/schema/rollout';
import type { FastifyBaseLogger } from 'fastify';
import type { Caller } from '../../trpc/context.ts';

/** One save that was answered. */
export interface AnsweredSave {
  readonly widgetId: string;
  readonly component: EditingComponent;
  /** From the call to its answer. */
  readonly tookMs: number;
  /** Why it failed, as `code message`; absent where it was saved, whole or with conflicts. */
  readonly failure?: string;
}

export interface SaveRecorder {
  /** Remembers a save; costs its answer nothing. */
  readonly record: (caller: Caller, save: AnsweredSave) => void;
  /** Writes what is remembered; the timer calls it. */
  readonly flush: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface SaveRecorderDeps {
  readonly db: Database;
  readonly log: FastifyBaseLogger;
  /** Unix time in ms. */
  readonly now: () => number;
  /** Default: 5 s, well below the 15 s that the job waits before it looks at a window. */
  readonly everyMs?: number | undefined;
}

interface Remembered {
  readonly identity: Identity;
  /** By widget, minute and component. */
  readonly sums: Map<string, SavesOfMinute>;
}

/** Of people who saved since the last flush; beyond that, and while the database is away, others' saves go uncounted. */
const maxPeople = 10_000;

/** As many as the database takes at once; a person saves two widgets. */
const maxSumsOfPerson = 100;

/**
 * Collects how saves went and writes sums by minute in the savers' own names, so that the wall between restaurants is the
 * database's. What was not written when a process dies, some seconds of counts, is lost; no save is.
 */
export function createSaveRecorder({ db, log, now, everyMs = 5000 }: SaveRecorderDeps): SaveRecorder {
  let people = new Map<string, Remembered>();
  let round: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    const taken = people;
    people = new Map();
    for (const [userId, remembered] of taken) {
      const isWritten = await write(db, log, remembered);
      // The next flush tries again, together with what came meanwhile; the database takes no sums older than 15 minutes.
      if (!isWritten) for (const sum of remembered.sums.values()) add(people, userId, remembered.identity, sum);
    }
  }

  const flush = (): Promise<void> => (round ??= writeAll().finally(() => (round = undefined)));
  const timer = setInterval(() => void flush(), everyMs);
  timer.unref();
  return {
    record: ({ userId, claims }, save) => {
      const identity = { role: 'authenticated', claims: { ...claims, sub: userId } } as const;
      add(people, userId, identity, sumOf(save, now()));
    },
    flush,
    stop: async () => {
      clearInterval(timer);
      await round;
      await flush();
    },
  };
}

function sumOf({ widgetId, component, tookMs, failure }: AnsweredSave, nowMs: number): SavesOfMinute {
  return {
    widgetId,
    minute: `${new Date(nowMs).toISOString().slice(0, 16)}:00.000Z`,
    component,
    saves: 1,
    errors: failure === undefined ? 0 : 1,
    durations: { [bucketOf(tookMs)]: 1 },
    failures: failure === undefined ? {} : { [failure]: 1 },
  };
}

function add(people: Map<string, Remembered>, userId: string, identity: Identity, sum: SavesOfMinute): void {
  if (!people.has(userId) && people.size >= maxPeople) return;
  const sums = people.get(userId)?.sums ?? new Map<string, SavesOfMinute>();
  people.set(userId, { identity, sums });
  const key = `${sum.widgetId} ${sum.minute} ${sum.component}`;
  const known = sums.get(key);
  if (known) {
    sums.set(key, {
      ...known,
      saves: known.saves + sum.saves,
      errors: known.errors + sum.errors,
      durations: addCounts(known.durations, sum.durations),
      failures: addCounts(known.failures, sum.failures),
    });
  } else if (sums.size < maxSumsOfPerson) sums.set(key, sum);
}

async function write(db: Database, log: FastifyBaseLogger, { identity, sums }: Remembered): Promise<boolean> {
  try {
    await db.as(identity, (tx) => recordSaves(tx, [...sums.values()]));
    return true;
  } catch (error) {
    const { code } = toAppError(error);
    if (code === 'unavailable') return false;
    log.error({ err: error }, 'how saves went could not be written');
    return true;
  }
}
