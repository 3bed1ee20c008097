import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { instantSchema, localDateSchema } from '../time.ts';

const count = z.number().int().nonnegative();

/** Totals of one widget on one local day. Totals, never deltas: a lost or repeated message cannot make them wrong. */
export const widgetTotalsSchema = z.object({
  /** The widget's id, and a number that grows with every change of the totals. */
  id: idSchema,
  version: z.number().int(),
  localDate: localDateSchema,
  views: count,
  interactions: count,
  conversions: count,
  /** Sessions that began on this day, and those of them that booked or asked: their ratio is the conversion rate. */
  sessions: count,
  convertedSessions: count,
  /** When the widget was last seen by a visitor; absent when never. */
  lastViewAt: instantSchema.optional(),
});

export type WidgetTotals = z.infer<typeof widgetTotalsSchema>;
