import type { Database } from '@blunari/db';
import type { FastifyBaseLogger } from 'fastify';

const intervalMs = 1000;

/** Sends dashboards the totals that waited for their second to pass. Every process may do it: the database takes turns. */
export function flushTicks(
  db: Database,
  isReady: () => boolean,
  log: FastifyBaseLogger,
): { readonly stop: () => Promise<void> } {
  let round: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (!isReady()) return;
    // A slow database must not pile up rounds.
    round ??= runRound(db, log).finally(() => {
      round = undefined;
    });
  }, intervalMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
}

async function runRound(db: Database, log: FastifyBaseLogger): Promise<void> {
  try {
    const told = await db.visitor.flushDueTicks();
    if (!told.ok) log.debug({ reason: told.error.code }, 'totals wait for the next round');
  } catch (error) {
    log.error({ err: error }, 'totals could not be sent');
  }
}
