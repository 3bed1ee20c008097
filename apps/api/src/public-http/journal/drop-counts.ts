import type { DropCounts, DropReason, KeyedBatch } from '@blunari/db';

/** What was not counted, by widget, until it is written with the visits that were. */
export interface DropTally {
  readonly add: (key: string, dropped: DropCounts) => void;
  /** Takes out at most so many widgets' counts, as batches without events. */
  readonly take: (most: number) => readonly KeyedBatch[];
  readonly isEmpty: () => boolean;
}

/** Of so many widgets at once; whoever makes up keys only keeps the counts of others from being told. */
const maxKeys = 5000;

const nobody = { ip: null, userAgent: '', referrer: '', pageUrl: '' } as const;

export function createDropTally(): DropTally {
  const counts = new Map<string, DropCounts>();
  return {
    add: (key, dropped) => {
      if (counts.has(key) || counts.size < maxKeys) counts.set(key, sumOf(counts.get(key) ?? {}, dropped));
    },
    take: (most) => {
      const keys = [...counts.keys()].slice(0, most);
      return keys.map((key) => {
        const dropped = counts.get(key) ?? {};
        counts.delete(key);
        return { key, events: [], visit: nobody, dropped };
      });
    },
    isEmpty: () => counts.size === 0,
  };
}

const reasons = ['bot', 'prefetch', 'invalid', 'late'] as const satisfies readonly DropReason[];

function sumOf(one: DropCounts, other: DropCounts): DropCounts {
  const sums = reasons.map((reason) => [reason, (one[reason] ?? 0) + (other[reason] ?? 0)] as const);
  return Object.fromEntries(sums.filter(([, count]) => count > 0));
}
