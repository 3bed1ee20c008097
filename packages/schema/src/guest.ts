import { z } from 'zod';
import { plainText } from './text.ts';

/**
 * A phone number as a guest types it: spaces, hyphens, dots, brackets allowed, 7 to 15 digits (E.164's most). The server
 * stores it as E.164, dialled from the restaurant's country.
 */
const phoneSchema = plainText(32).regex(
  /^\+?[\d\s().\-/]{6,31}$/,
  'Please add a phone number we can reach you on, such as 051 123 456.',
);

/** Who books or asks. */
export const guestSchema = z.strictObject({
  name: plainText(80).trim().min(1, 'Please tell us your name.'),
  email: z.email('This e-mail address looks incomplete.').max(254),
  phone: z.union([z.literal(''), phoneSchema]),
});

export type Guest = z.infer<typeof guestSchema>;
