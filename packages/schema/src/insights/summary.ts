import { z } from 'zod';
import { countSchema, insightNumbersSchema } from './numbers.ts';

/** Events that were not counted, by why: not a person, not seen by one, not an event, too old or of a wrong clock. */
export const droppedSchema = z.object({
  bot: countSchema,
  prefetch: countSchema,
  invalid: countSchema,
  late: countSchema,
});

export type Dropped = z.infer<typeof droppedSchema>;

const periodNumbersSchema = insightNumbersSchema.extend({
  /** Sessions that saw no time for something they wanted. Null under a filter. */
  turnedAway: countSchema.nullable(),
  /** Null under a filter. */
  dropped: droppedSchema.nullable(),
});

/** A period in numbers, beside the period it is compared with. */
export const summarySchema = z.object({ now: periodNumbersSchema, compared: periodNumbersSchema.optional() });

export type Summary = z.infer<typeof summarySchema>;
