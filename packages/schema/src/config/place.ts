import { z } from 'zod';
import { currencyPattern } from '../money.ts';
import { plainText } from '../text.ts';
import { localeSchema, timeZoneSchema } from '../time.ts';

/** The restaurant itself, from its row in `widget_settings`; all of it may be shown to visitors. */
export const placeSchema = z.object({
  name: plainText(80),
  /** E.164, such as +390515550147; empty when none is given. */
  phone: z.string().regex(/^(\+[1-9]\d{6,14})?$/),
  email: z.union([z.literal(''), z.email()]),
  street: plainText(120),
  postcode: plainText(16),
  city: plainText(80),
  /** ISO 3166-1 alpha-2; empty when none is given. */
  country: z.string().regex(/^([A-Z]{2})?$/),
  timeZone: timeZoneSchema,
  currency: z.string().regex(currencyPattern),
  locales: z.array(localeSchema).min(1).max(8),
  defaultLocale: localeSchema,
});

export type Place = z.infer<typeof placeSchema>;
