import { durationCountsSchema, rolloutFlagKey, type EditingComponent, type SaveSum } from '@blunari/schema/rollout';
import { editingComponentSchema } from '@blunari/schema/rollout';
import { z } from 'zod';
import type { Tx } from '../../client.ts';

const count = z.coerce.number().int();

export const sideSumsSchema = z.array(
  z.object({
    from: z.date(),
    component: editingComponentSchema,
    /** 0: in no batch, or decided about by hand. */
    batch: count,
    saves: count,
    errors: count,
    durations: durationCountsSchema.nullable().transform((counts) => counts ?? {}),
  }),
);

/** Saves of one component in one window and batch. */
export interface SideSum extends SaveSum {
  /** Beginning of the window. */
  readonly from: Date;
  readonly component: EditingComponent;
  readonly batch: number;
}

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
