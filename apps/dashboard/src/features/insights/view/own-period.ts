import { periodSchema, type Period } from '@blunari/schema/insights';

export interface OwnDays {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Own dates that can be asked for; else null. */
export function ownPeriod({ from, to }: OwnDays): Period | null {
  return periodSchema.safeParse({ from, to }).data ?? null;
}
