import type { AuthService } from './auth-service.ts';
import { deleteDeadSessions } from './queries/delete-dead-sessions.ts';

const HOUR_MS = 3_600_000;

/** Deletes ended sessions and used tokens every hour. Answers how to end that, once a round under way is over. */
export function sweepSessions(auth: AuthService): () => Promise<void> {
  const stopping = new AbortController();
  let round = Promise.resolve();
  const timer = setInterval(() => {
    round = round
      .then(() => sweep(auth, stopping.signal))
      .catch((error: unknown) => auth.log.error({ err: error }, 'old sessions were not deleted'));
  }, HOUR_MS);
  timer.unref();
  return async () => {
    stopping.abort();
    clearInterval(timer);
    await round;
  };
}

async function sweep(auth: AuthService, signal: AbortSignal): Promise<void> {
  let mayBeMore = true;
  while (mayBeMore && !signal.aborted) {
    mayBeMore = await deleteDeadSessions(auth.pool, new Date(auth.clock.now()));
  }
}
