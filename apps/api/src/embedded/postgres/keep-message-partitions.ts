import { ensureMessagePartitions } from '@blunari/db/layout';
import { withClient } from '@blunari/db/server';

/** Partitions reach three days ahead; hourly also serves a laptop that slept through midnight. */
const DEFAULT_INTERVAL_MS = 3_600_000;

export interface KeepMessagePartitionsOptions {
  readonly superuserUrl: string;
  readonly now: () => Date;
  /** Told of each failed round; the next one tries again. */
  readonly onFailure: (error: unknown) => void;
  /** Default: an hour. */
  readonly intervalMs?: number;
}

/** Keeps the daily partitions of realtime messages ahead of the clock. `stop` waits for a round under way. */
export function keepMessagePartitions({
  superuserUrl,
  now,
  onFailure,
  intervalMs = DEFAULT_INTERVAL_MS,
}: KeepMessagePartitionsOptions): { readonly stop: () => Promise<void> } {
  let round: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    round = round
      .then(() => withClient(superuserUrl, (superuser) => ensureMessagePartitions(superuser, now())))
      .catch(onFailure);
  }, intervalMs);
  timer.unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
}
