import { z } from 'zod';

/** What visits are told apart by, one at a time. Of each session its first event decides. */
export const insightDimensions = [
  'page',
  'referrer',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'device',
  'language',
  'entry',
] as const;

export const insightDimensionSchema = z.enum(insightDimensions);

export type InsightDimension = z.infer<typeof insightDimensionSchema>;

/**
 * A value as it is counted: a path, a host, a word. `''` is unknown, which of a referrer means that there was none; `other`
 * are values beyond the 100 that a widget's day tells apart. Up to 200 code points, so 400 units of UTF-16.
 */
export const dimensionValueSchema = z
  .string()
  .max(400)
  .refine((value) => !value.includes('\u0000') && !/\p{Surrogate}/u.test(value), 'No visit can have this value.');

export const insightFilterSchema = z.strictObject({ dimension: insightDimensionSchema, value: dimensionValueSchema });

export type InsightFilter = z.infer<typeof insightFilterSchema>;
