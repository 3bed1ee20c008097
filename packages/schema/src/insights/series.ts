import { z } from 'zod';
import { instantSchema, localDateSchema, localTimeSchema } from '../time.ts';
import { countSchema, insightNumbersSchema } from './numbers.ts';

/**
 * An hour of the restaurant's clock. One that happens twice, as clocks go back, is two points, and one that clocks skip is
 * none; where they move by half an hour a point may be shorter. Sessions are counted by the day alone.
 */
const hourPointSchema = z.object({
  /** The later end is not part of it. */
  from: instantSchema,
  to: instantSchema,
  localDate: localDateSchema,
  localTime: localTimeSchema,
  views: countSchema,
  interactions: countSchema,
  conversions: countSchema,
});

export type HourPoint = z.infer<typeof hourPointSchema>;

/** Local days, both included. */
const daysPointSchema = insightNumbersSchema.extend({ from: localDateSchema, to: localDateSchema });

export type DaysPoint = z.infer<typeof daysPointSchema>;

/**
 * A period point by point, without gaps. The compared period is cut at the same days, counted from its start; its hours are
 * those of its own clock.
 */
export const seriesSchema = z.discriminatedUnion('unit', [
  z.object({
    unit: z.literal('hour'),
    points: z.array(hourPointSchema).readonly(),
    compared: z.array(hourPointSchema).readonly().optional(),
  }),
  z.object({
    unit: z.enum(['day', 'week']),
    points: z.array(daysPointSchema).readonly(),
    compared: z.array(daysPointSchema).readonly().optional(),
  }),
]);

export type Series = z.infer<typeof seriesSchema>;
