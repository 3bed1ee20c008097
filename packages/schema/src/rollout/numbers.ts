import { z } from 'zod';
import { instantSchema } from '../time.ts';

const count = z.number().int().nonnegative();

/** Saves of one side: a component, in some time, of some restaurants. */
export const saveNumbersSchema = z.object({
  saves: count,
  /** Saves that failed. A conflict is answered with both values to choose from, and is no failure. */
  errors: count,
  /** Share of failed saves, 0 to 100; null without a save. */
  errorPercent: z.number().nullable(),
  /** Within 4.5 % of the true value, in ms on the server; null without a save. */
  p50Ms: z.number().nullable(),
  p95Ms: z.number().nullable(),
});

export type SaveNumbers = z.infer<typeof saveNumbersSchema>;

/** Who the new side is compared with: restaurants not yet moved in the same window, or the batch before it was moved. */
export const comparisonSchema = z.enum(['others', 'before']);

export type Comparison = z.infer<typeof comparisonSchema>;

const comparedSchema = saveNumbersSchema.extend({
  /** Above this the new side is worse; null where the other side had no save. */
  errorLimitPercent: z.number().nullable(),
  p95LimitMs: z.number().nullable(),
});

/** One window of a batch as the rule saw it. */
export const judgedWindowSchema = z.object({
  from: instantSchema,
  to: instantSchema,
  batch: saveNumbersSchema,
  /** A side with fewer saves than the rule asks for is not compared and absent. */
  others: comparedSchema.optional(),
  before: comparedSchema.optional(),
  /** `unjudged`: too few saves on the batch's side, or on both of the other sides. */
  verdict: z.enum(['good', 'bad', 'unjudged']),
  /** What was worse than what; empty unless bad. */
  faults: z.array(z.object({ measure: z.enum(['errors', 'p95']), than: comparisonSchema })).readonly(),
});

export type JudgedWindow = z.infer<typeof judgedWindowSchema>;

/** Quality of the line that changes arrive on. */
export const connectionNumbersSchema = z.object({
  /** Reports, and the hours that their devices were online. */
  reports: count,
  hoursOnline: z.number().nonnegative(),
  dropsPerHundredHours: z.number().nullable(),
  /** Time from a drop until live again, within 4.5 %; null without a drop. */
  recoverP50Ms: z.number().nullable(),
  recoverP95Ms: z.number().nullable(),
  /** Reports of devices that had to ask again and again because no socket could be had. */
  polling: count,
});

export type ConnectionNumbers = z.infer<typeof connectionNumbersSchema>;
