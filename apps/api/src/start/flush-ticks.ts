import type { VisitorQueries } from '@blunari/db';
import type { FastifyBaseLogger } from 'fastify';
import { tellFlagNews } from '../shared/rollouts/tell-flag-news.ts';

/**
 * Totals become due a second after a restaurant was last told; this is what they wait beyond it, and what visits wait that
 * nobody counts. A look for either costs the database 0.4 ms and writes nothing.
 */
const ticksEveryMs = 200;
const flagNewsEveryMs = 1000;

interface TickDeps {
  readonly visitor: Pick<VisitorQueries, 'countVisits' | 'flushDueTicks' | 'flushFlagNews'>;
}

type Log = Pick<FastifyBaseLogger, 'debug' | 'error'>;

/**
 * Sends dashboards the totals that waited for their second to pass, and news of features that were too many for one
 * change; counts what a process that is gone by now has stored and not counted. Each by itself, so that none is late because
 * of another. Every process may do it: the database takes turns.
 */
export function flushTicks(db: TickDeps, isReady: () => boolean, log: Log): { readonly stop: () => Promise<void> } {
  const rounds = [
    repeat(() => countLeftVisits(db, log), ticksEveryMs, isReady),
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

async function countLeftVisits(db: TickDeps, log: Log): Promise<void> {
  try {
    const counted = await db.visitor.countVisits();
    if (!counted.ok) log.debug({ reason: counted.error.code }, 'visits wait for the next round to be counted');
  } catch (error) {
    log.error({ err: error }, 'visits could not be counted');
  }
}

async function sendTicks(db: TickDeps, log: Log): Promise<void> {
  try {
    const told = await db.visitor.flushDueTicks();
    if (!told.ok) log.debug({ reason: told.error.code }, 'totals wait for the next round');
  } catch (error) {
    log.error({ err: error }, 'totals could not be sent');
  }
}
