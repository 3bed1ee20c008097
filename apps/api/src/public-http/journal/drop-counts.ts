import type { DroppedEvents, KeyedBatch } from '@blunari/db';

/** Why an event was not counted. `invalid`: no event, or of a clock ahead of ours; `late`: too old. */
export type DropReason = Exclude<keyof DroppedEvents, 'today'>;

export type DropCounts = Readonly<Partial<Record<DropReason, number>>>;

/** What was not counted, by widget and day, until it is written with the visits that were. */
export interface DropTally {
  /** @param today the restaurant's present day */
  readonly add: (key: string, today: string, counts: DropCounts) => void;
  /** Takes out at most so many widgets' counts, as batches without events. */
  readonly take: (most: number) => readonly KeyedBatch[];
  readonly isEmpty: () => boolean;
}

/** Of so many widgets and days at once; those of further ones go untold. */
const maxEntries = 5000;

/** The most that the database takes at once. */
const maxCount = 10_000;

const nobody = { ip: null, userAgent: '', referrer: '', pageUrl: '' } as const;

export function createDropTally(): DropTally {
  const tally = new Map<string, { readonly key: string; readonly dropped: DroppedEvents }>();
  return {
    add: (key, today, counts) => {
      const entry = `${key} ${today}`;
      const known = tally.get(entry);
      if (!known && tally.size >= maxEntries) return;
      tally.set(entry, { key, dropped: { today, ...sumOf(known?.dropped ?? {}, counts) } });
    },
    take: (most) => {
      const taken = [...tally].slice(0, most);
      for (const [entry] of taken) tally.delete(entry);
      return taken.map(([, { key, dropped }]) => ({ key, events: [], visit: nobody, dropped }));
    },
    isEmpty: () => tally.size === 0,
  };
}

const reasons = ['bot', 'prefetch', 'invalid', 'late'] as const satisfies readonly DropReason[];

function sumOf(one: DropCounts, other: DropCounts): DropCounts {
  const sums = reasons.map((reason) => [reason, (one[reason] ?? 0) + (other[reason] ?? 0)] as const);
  return Object.fromEntries(
    sums.filter(([, count]) => count > 0).map(([reason, count]) => [reason, Math.min(count, maxCount)]),
  );
}
