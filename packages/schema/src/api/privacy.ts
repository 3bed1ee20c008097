import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { insightsConsentSchema } from '../insights/consent.ts';

/** Days that single visits are kept, as the column `event_days` allows them, and what it says of a new restaurant. */
export const eventDaysLimits = { min: 30, max: 1825, default: 395 } as const;

export const eventDaysSchema = z.number().int().min(eventDaysLimits.min).max(eventDaysLimits.max);

/** What a restaurant does with the visits to its widgets: when they are counted, and how many days single ones are kept. */
export const privacySchema = z.object({ insights: insightsConsentSchema, eventDays: eventDaysSchema });

export type Privacy = z.infer<typeof privacySchema>;

/** What is not named stays as it is. */
export const setPrivacySchema = z.strictObject({
  tenantId: idSchema,
  insights: insightsConsentSchema.exactOptional(),
  eventDays: eventDaysSchema.exactOptional(),
});
