import { z } from 'zod';
import { idSchema } from '../ids.ts';
import { insightsConsentSchema } from '../insights/consent.ts';

/** What a restaurant does with the visits to its widgets. */
export const privacySchema = z.object({ insights: insightsConsentSchema });

export const setPrivacySchema = z.strictObject({ tenantId: idSchema, insights: insightsConsentSchema });

export type Privacy = z.infer<typeof privacySchema>;
