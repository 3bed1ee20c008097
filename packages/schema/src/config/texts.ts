import { z } from 'zod';
import { localizedText } from '../text.ts';

/** The restaurant's own words. An empty map means the product's own words in the guest's language. */
export const textsSchema = z.strictObject({
  title: localizedText(60),
  intro: localizedText(300),
  submit: localizedText(24),
  success: localizedText(600),
  policy: localizedText(1000),
});

export type Texts = z.infer<typeof textsSchema>;

export const textsDefaults = { title: {}, intro: {}, submit: {}, success: {}, policy: {} } as const satisfies Texts;
