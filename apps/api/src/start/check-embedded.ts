import type { Database } from '@blunari/db';
import { err, type Result } from '@blunari/schema/result';
import type { NotReady, Readiness } from '../observability/health-routes.ts';
import { checkMessagePartition } from './check-message-partition.ts';

/** A lost connection is back within two seconds; without a grace all processes would leave the balancer at once. */
const DEAF_GRACE_MS = 10_000;

export interface EmbeddedParts {
  /** Whether the database has what the product needs. */
  readonly gate: Readiness;
  /** For how long Realtime has heard nothing of the database. */
  readonly deafForMs: () => number;
  readonly db: Database;
}

/** Whether everything that this process runs by itself can do its work, on that day in UTC. */
export async function checkEmbedded(
  { gate, deafForMs, db }: EmbeddedParts,
  today: Temporal.PlainDate,
): Promise<Result<void, NotReady>> {
  const ready = await gate.check();
  if (!ready.ok) return ready;
  return deafForMs() < DEAF_GRACE_MS ? checkMessagePartition(db, today) : deaf;
}

const deaf: Result<void, NotReady> = err({
  code: 'realtime_not_listening',
  message: 'Realtime has lost its connection to the database and connects again: nothing arrives on the sockets.',
});
