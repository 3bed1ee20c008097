import { z } from 'zod';
import { widgetTypeSchema } from '../config/widget-config.ts';
import { countSchema } from './numbers.ts';

const funnelStepSchema = z.object({
  step: z.string(),
  /** Sessions that used this step, and those of them that converted. */
  sessions: countSchema,
  convertedSessions: countSchema,
  /** How many sessions fewer than in the step before, or than began for the first step; 0 where there are more. */
  lost: countSchema,
});

const stepsSchema = z.object({
  sessions: countSchema,
  convertedSessions: countSchema,
  /** In the widget's order, all of them. */
  steps: z.array(funnelStepSchema).readonly(),
});

export type Steps = z.infer<typeof stepsSchema>;

/** From first sight to conversion, one funnel for each widget that was asked for: their steps differ. */
export const funnelSchema = z.array(
  z.object({ widget: widgetTypeSchema, now: stepsSchema, compared: stepsSchema.optional() }),
);

export type Funnel = z.infer<typeof funnelSchema>;
