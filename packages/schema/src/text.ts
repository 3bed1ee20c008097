import { z } from 'zod';
import { localeSchema } from './time.ts';

// Control characters but line feed: Postgres refuses NUL in text and jsonb, and none of them belongs in a sentence.
// oxlint-disable-next-line no-control-regex -- they are exactly what is looked for
const controlCharacters = /[\u0000-\u0009\u000b-\u001f\u007f]/;

// Half of a surrogate pair, as a cut emoji leaves it: no UTF-8 can hold it, so no database does.
const halfCharacters = /\p{Surrogate}/u;

/** Text a person typed, at most `max` code points, shown only ever as text. */
export function plainText(max: number): z.ZodString {
  return z
    .string()
    .max(max, `At most ${max} characters.`)
    .refine((text) => !controlCharacters.test(text), 'Control characters are not allowed.')
    .refine((text) => !halfCharacters.test(text), 'This text holds half a character. Please type it again.');
}

/** One text per locale; a missing locale falls back to the tenant's default, then to the product's own words. */
export function localizedText(max: number): z.ZodRecord<typeof localeSchema, z.ZodString> {
  return z.record(localeSchema, plainText(max));
}
