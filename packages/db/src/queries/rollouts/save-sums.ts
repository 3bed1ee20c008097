import { rolloutFlagKey } from '@blunari/schema/rollout';
import type { Tx } from '../../client.ts';
import { sideSumsSchema, type SideSum } from './side-sums.ts';

export interface SumsWanted {
  /** Both as ISO 8601; the second is not included. */
  readonly since: string;
  readonly until: string;
  readonly windowMinutes: number;
}

/** Saves by window, component and batch, as a platform admin sees them. */
export async function readSaveSums(tx: Tx, { since, until, windowMinutes }: SumsWanted): Promise<readonly SideSum[]> {
  const rows = await tx.$queryRaw`
    select s.from_at as "from", s.component, s.batch, s.saves, s.errors, s.durations
    from widget_private.rollout_saves(
      ${rolloutFlagKey}, ${since}::timestamptz, ${until}::timestamptz, ${windowMinutes}::integer
    ) s`;
  return sideSumsSchema.parse(rows);
}
