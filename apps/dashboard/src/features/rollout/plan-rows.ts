import type { Plan, Rollout } from '@blunari/schema/api';
import { waitingBatchesOf } from './rollout-steps.ts';

/** One batch as it is being planned. */
export interface PlannedBatch {
  /** Stays the same while rows come and go. */
  readonly key: number;
  readonly by: 'percent' | 'tenants';
  /** Percent of all tenants that have the editor after it, or how many more than before. */
  readonly amount: number;
  /** 0: somebody decides. */
  readonly goesOnAfterHours: number;
}

/** The steps of the look: small at first, where a fault is cheap. */
const usualShares = [5, 15, 25, 50, 75, 100];

/** What waits already, moved back or not begun yet, else the usual shares beyond what has the editor already. */
export function startingPlan(rollout: Rollout): readonly PlannedBatch[] {
  const planned = waitingBatchesOf(rollout).filter(({ percent }) => percent > rollout.percent);
  if (planned.length > 0) {
    return planned.map(({ target, goesOnAfterMinutes }, key) => ({
      key,
      by: target.by,
      amount: target.by === 'percent' ? target.percent : target.tenants,
      goesOnAfterHours: Math.round((goesOnAfterMinutes ?? 0) / 60),
    }));
  }
  return usualShares
    .filter((share) => share > rollout.percent)
    .map((share, key) => ({ key, by: 'percent', amount: share, goesOnAfterHours: 0 }));
}

/** Why the plan cannot be sent, in words; undefined when it can. */
export function planProblem(rows: readonly PlannedBatch[], { percent }: Rollout): string | undefined {
  if (rows.length === 0) return 'A plan has at least one batch.';
  let share = percent;
  for (const { by, amount } of rows) {
    if (by !== 'percent') continue;
    if (amount <= share) return `${amount} % must be more than the ${share} % before it.`;
    share = amount;
  }
  return undefined;
}

export function planOf(rows: readonly PlannedBatch[]): Plan['batches'] {
  return rows.map(({ by, amount, goesOnAfterHours }) => ({
    target: by === 'percent' ? { by, percent: amount } : { by, tenants: amount },
    ...(goesOnAfterHours > 0 ? { goesOnAfterMinutes: goesOnAfterHours * 60 } : {}),
  }));
}
