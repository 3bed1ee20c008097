import { z } from 'zod';

/**
 * When a restaurant's widgets may count visits: always (without cookies, and never against the browser's Do Not Track or
 * Global Privacy Control), only once the page around says that its visitor agreed, or never.
 */
export const insightsConsents = ['always', 'with-consent', 'never'] as const;

export const insightsConsentSchema = z.enum(insightsConsents);

export type InsightsConsent = (typeof insightsConsents)[number];
