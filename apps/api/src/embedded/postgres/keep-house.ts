import {
  applyRetention,
  countRefusedInsights,
  expireBookings,
  rebuildRollups,
  sweepTestTenants,
  watchRollouts,
} from '@blunari/db/jobs';

export interface KeepHouseOptions {
  /** Login as the owner of the tables. */
  readonly ownerUrl: string;
  /** Whether the tables are there yet; a round before is skipped. */
  readonly isReady: () => boolean;
  /** Told of each failed round; the next one tries again. */
  readonly onFailure: (error: unknown) => void;
  /** How often totals that wait are counted again. Default: 30 s. */
  readonly rebuildEveryMs?: number;
  /** How often bookings are closed that nobody answered in time. Default: a minute. */
  readonly expireEveryMs?: number;
  /** How often batches of a roll-out are looked at. Default: 30 s. */
  readonly watchEveryMs?: number;
  /** How often restaurants of tests that broke off are removed. Default: a minute. */
  readonly sweepEveryMs?: number;
  /** How often guests and visits are looked at that are kept no longer. Default: an hour. */
  readonly retainEveryMs?: number;
}

/**
 * Does what no visitor and no member asks for at that moment: counts totals again, closes bookings that nobody answered,
 * stops a batch of a roll-out that does worse, removes what tests left behind, and forgets whom restaurants keep no longer.
 * `stop` ends a round under way after its present step; the next start goes on from there.
 */
export function keepHouse(options: KeepHouseOptions): { readonly stop: () => Promise<void> } {
  const {
    ownerUrl,
    isReady,
    onFailure,
    rebuildEveryMs = 30_000,
    expireEveryMs = 60_000,
    sweepEveryMs = 60_000,
    retainEveryMs = 3_600_000,
    watchEveryMs = 30_000,
  } = options;
  const stopping = new AbortController();
  const { signal } = stopping;
  const stops = [
    repeat(rebuildEveryMs, isReady, () => rebuildRollups(ownerUrl, { signal }), onFailure),
    repeat(expireEveryMs, isReady, () => expireBookings(ownerUrl, { signal }), onFailure),
    repeat(watchEveryMs, isReady, () => watchRollouts(ownerUrl), onFailure),
    repeat(sweepEveryMs, isReady, () => sweepTestTenants(ownerUrl), onFailure),
    repeat(retainEveryMs, isReady, () => forget(ownerUrl, signal), onFailure),
  ];
  return {
    stop: async () => {
      stopping.abort();
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}

/** What is kept no longer: guests, and visits that were set aside a month ago. */
async function forget(ownerUrl: string, signal: AbortSignal): Promise<void> {
  await applyRetention(ownerUrl, { signal });
  await countRefusedInsights(ownerUrl);
}

/** Runs a job every so often, never twice at once. Answers how to end that, once a round under way is over. */
function repeat(
  everyMs: number,
  isReady: () => boolean,
  job: () => Promise<unknown>,
  onFailure: (error: unknown) => void,
): () => Promise<void> {
  let round: Promise<void> | undefined;
  const timer = setInterval(() => {
    if (!isReady()) return;
    round ??= job()
      .then(() => undefined, onFailure)
      .finally(() => {
        round = undefined;
      });
  }, everyMs);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await round;
  };
}
