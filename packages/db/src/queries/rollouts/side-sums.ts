import {
  durationCountsSchema,
  editingComponentSchema,
  type EditingComponent,
  type SaveSum,
} from '@blunari/schema/rollout';
import { z } from 'zod';

const count = z.coerce.number().int();

/** Saves of one component in one window and batch. */
export interface SideSum extends SaveSum {
  /** Beginning of the window. */
  readonly from: Date;
  readonly component: EditingComponent;
  /** 0: in no batch, or decided about by hand. */
  readonly batch: number;
}

/** Rows of `widget_private.minute_sums`, with the names of SideSum. */
export const sideSumsSchema: z.ZodType<readonly SideSum[]> = z.array(
  z.object({
    from: z.date(),
    component: editingComponentSchema,
    batch: count,
    saves: count,
    errors: count,
    durations: durationCountsSchema.nullable().transform((counts) => counts ?? {}),
  }),
);
