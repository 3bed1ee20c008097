import { dimensionValueSchema, insightDimensionSchema } from '@blunari/schema/insights';
import { localDateSchema } from '@blunari/schema/time';
import { z } from 'zod';
import { metrics } from '../words/metrics.ts';
import { againstChoices } from './against.ts';
import { ownPeriod } from './own-period.ts';
import { periodPresets } from './period-presets.ts';

export const widgetChoices = ['booking', 'catering', 'both'] as const;

export type WidgetChoice = (typeof widgetChoices)[number];

const saidSchema = z.object({
  widget: z.enum(widgetChoices).optional().catch(undefined),
  period: z.enum(periodPresets).optional().catch(undefined),
  /** Own dates, both included; they count where no preset is chosen. */
  from: localDateSchema.optional().catch(undefined),
  to: localDateSchema.optional().catch(undefined),
  against: z.enum(againstChoices).optional().catch(undefined),
  /** The one filter: visits with this value of this dimension. */
  by: insightDimensionSchema.optional().catch(undefined),
  value: dimensionValueSchema.optional().catch(undefined),
  /** What the chart over time shows. */
  show: z.enum(metrics).optional().catch(undefined),
});

/**
 * What the screen shows, as its address says it. Nothing chosen is nothing said; what cannot be read, or asked for, or counts
 * for nothing is as if not said: the router then takes it out of the address.
 */
export const insightsSearchSchema = saidSchema.transform((said) =>
  said.period === undefined && ownPeriod(said) ? said : { ...said, from: undefined, to: undefined },
);

export type InsightsSearch = z.infer<typeof insightsSearchSchema>;
