import { z } from 'zod';
import { weekdaySchema } from '../time.ts';
import { countSchema } from './numbers.ts';

/** An hour of the week on the restaurant's clock. */
const heatCellSchema = z.object({
  weekday: weekdaySchema,
  hour: z.number().int().min(0).max(23),
  views: countSchema,
  interactions: countSchema,
  conversions: countSchema,
});

export type HeatCell = z.infer<typeof heatCellSchema>;

/** All 168 hours of the week, from Monday midnight on; hours that clocks repeat count together. */
export const heatMapSchema = z.array(heatCellSchema);

export type HeatMap = z.infer<typeof heatMapSchema>;
