import { z } from 'zod';
import { widgetTypeSchema } from '../config/widget-config.ts';
import { idSchema } from '../ids.ts';
import { insightDimensionSchema, insightFilterSchema, type InsightFilter } from './dimension.ts';
import { insightLimits } from './limits.ts';
import { dayCountOf, insightDaySchema, periodSchema, type Period } from './period.ts';

/** Whose numbers; without a widget those of both. */
const whose = { tenantId: idSchema, widget: widgetTypeSchema.optional() };

/** First day of another period of as many days, to compare with; it may overlap. */
const comparedFrom = insightDaySchema.optional();

/** What visitors do now. */
export const liveQuestionSchema = z.strictObject(whose);

export type LiveQuestion = z.infer<typeof liveQuestionSchema>;

/** Of a period: the heat map, who was turned away, changes of settings. */
export const periodQuestionSchema = z.strictObject({ ...whose, period: periodSchema });

export type PeriodQuestion = z.infer<typeof periodQuestionSchema>;

/** Of a period beside another: lead times. */
export const comparedQuestionSchema = z.strictObject({ ...whose, period: periodSchema, comparedFrom });

export type ComparedQuestion = z.infer<typeof comparedQuestionSchema>;

const filtered = { ...whose, period: periodSchema, comparedFrom, filter: insightFilterSchema.optional() };

/** Of a period beside another, of all visits or those of one value: summary and series. */
export const filteredQuestionSchema = z.strictObject(filtered);

export type FilteredQuestion = z.infer<typeof filteredQuestionSchema>;

const isShortEnough = ({ period, filter }: { period: Period; filter?: InsightFilter | undefined }): boolean =>
  filter === undefined || dayCountOf(period) <= insightLimits.maxCombinationDays;

const tooLong = {
  path: ['period'],
  message: `Under a filter this can be counted for ${insightLimits.maxCombinationDays} days at most. Choose a shorter period or take the filter away.`,
};

/** The same of steps, where a filter makes it a combination. */
export const funnelQuestionSchema = z.strictObject(filtered).refine(isShortEnough, tooLong);

export type FunnelQuestion = z.infer<typeof funnelQuestionSchema>;

/** The same by the values of a dimension, where a filter makes it a combination. */
export const breakdownQuestionSchema = z
  .strictObject({ ...filtered, dimension: insightDimensionSchema })
  .refine(isShortEnough, tooLong);

export type BreakdownQuestion = z.infer<typeof breakdownQuestionSchema>;
