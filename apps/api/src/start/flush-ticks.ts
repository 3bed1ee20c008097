import type { Database } from '@blunari/db';
import type { FastifyBaseLogger } from 'fastify';
import { tellFlagNews } from '../shared/rollouts/tell-flag-news.ts';

/**
 * Totals become due a second after a restaurant was last told; this is what they wait beyond it. A look for them costs the
 * database 0.4 ms and writes nothing.
 */
const ticksEveryMs = 200;
const flagNewsEveryMs = 1000;

/**
 * Sends dashboards the totals that waited for their second to pass, and news of features that were too many for one
 * change. Every process may do it: the database takes turns.
 */
export function flushTicks(
  db: Database,
  isReady: () => boolean,
  log: FastifyBaseLogger,
): { readonly stop: () => Promise<void> } {
  const rounds = [
    repeat(() => sendTicks(db, log), ticksEveryMs, isReady),
    repeat(() => tellFlagNews(db, log), flagNewsEveryMs, isReady),
  ];
  return {
    stop: async () => {
      await Promise.all(rounds.map(({ stop }) => stop()));
    },
  };
}

function repeat(run: () => Promise<void>, everyMs: number, isReady: () => boolean) {
  let round: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (!isReady()) return;
    // A slow database must not pile up rounds.
    round ??= run().finally(() => {
      round = undefined;
    });
  }, everyMs);
  timer.unref();
  return {
    stop: async (): Promise<void> => {
      clearInterval(timer);
      await round;
    },
  };
}

/** Counts first what a process that is gone by now has stored and not counted. */
async function sendTicks(db: Database, log: FastifyBaseLogger): Promise<void> {
  try {
    const counted = await db.visitor.countVisits();
    const told = counted.ok ? await db.visitor.flushDueTicks() : counted;
    if (!told.ok) log.debug({ reason: told.error.code }, 'totals wait for the next round');
  } catch (error) {
    log.error({ err: error }, 'totals could not be sent');
  }
}
