import { widgetTypeSchema } from '@blunari/schema/config';
import { idSchema } from '@blunari/schema/ids';
import { insightDimensionSchema } from '@blunari/schema/insights';
import { localDateSchema } from '@blunari/schema/time';
import { z } from 'zod';

const whose = {
  tenant: idSchema.optional().describe('The restaurant; a token says it already.'),
  widget: widgetTypeSchema.optional().describe('Without it, both widgets together.'),
  from: localDateSchema.describe('The first day, on the restaurant’s calendar.'),
  to: localDateSchema.describe('The last day, included; a period has 400 days at most.'),
};

const compared = {
  comparedFrom: localDateSchema
    .optional()
    .describe('The first day of another period, of as many days, to compare with.'),
};

const filter = {
  by: insightDimensionSchema.optional().describe('With `value`: only visits of one value of this dimension.'),
  value: z.string().optional().describe('The value, as a breakdown answers it; empty is unknown.'),
};

/** What addresses may say, by what their question takes. */
export const addresses = {
  period: z.strictObject(whose),
  compared: z.strictObject({ ...whose, ...compared }),
  filtered: z.strictObject({ ...whose, ...compared, ...filter }),
  breakdown: z.strictObject({
    ...whose,
    ...compared,
    ...filter,
    dimension: insightDimensionSchema.describe('What the period is told apart by.'),
  }),
} as const;

/** What any of them says. */
export type Address = z.output<typeof addresses.period> &
  Partial<z.output<typeof addresses.filtered> & z.output<typeof addresses.breakdown>>;
