import { z } from 'zod';
import { dimensionValueSchema, insightDimensionSchema } from './dimension.ts';
import { countSchema, insightNumbersSchema } from './numbers.ts';

const partSchema = insightNumbersSchema.pick({ sessions: true, convertedSessions: true }).extend({
  /** Null in a combination: under a filter sessions alone are known. */
  more: insightNumbersSchema.omit({ sessions: true, convertedSessions: true }).nullable(),
});

export type BreakdownPart = z.infer<typeof partSchema>;

const rowSchema = partSchema.extend({
  value: dimensionValueSchema,
  /** The same value in the period compared with. */
  compared: partSchema.optional(),
});

export type BreakdownRow = z.infer<typeof rowSchema>;

/** A period by the values of a dimension, those with the most sessions first. */
export const breakdownSchema = z.object({
  dimension: insightDimensionSchema,
  rows: z.array(rowSchema).readonly(),
  /** All further values as one, and how many they are; absent where there are none. */
  rest: partSchema.extend({ values: countSchema, compared: partSchema.optional() }).optional(),
});

export type Breakdown = z.infer<typeof breakdownSchema>;
