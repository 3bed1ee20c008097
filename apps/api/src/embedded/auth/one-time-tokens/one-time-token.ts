import { createHash, randomBytes, randomInt } from 'node:crypto';

/** `token_type` of `auth.one_time_tokens`, and the column of `auth.users` that holds the hash of the code. */
export type OneTimeTokenType =
  | 'confirmation_token'
  | 'recovery_token'
  | 'reauthentication_token'
  | 'email_change_token_new'
  | 'email_change_token_current';

const HOUR_MS = 3_600_000;

/** How long a token proves anything. */
export const tokenLifetimeMs = {
  // An invitation is read the next morning.
  confirmation_token: 24 * HOUR_MS,
  recovery_token: HOUR_MS,
  reauthentication_token: HOUR_MS,
  email_change_token_new: HOUR_MS,
  email_change_token_current: HOUR_MS,
} as const satisfies Record<OneTimeTokenType, number>;

/** A secret for a link: 224 random bits in hexadecimal digits, as long as Supabase's. */
export function newLinkToken(): string {
  return randomBytes(28).toString('hex');
}

/** Before the secret of a link whose session only the client gets that asked for it. As in Supabase Auth. */
export const PKCE_PREFIX = 'pkce_';

/** Six digits for people to type. */
export function newCode(): string {
  return String(randomInt(1_000_000)).padStart(6, '0');
}

/** What is stored of a link's secret: whoever reads the table can use no link. */
export function hashLinkToken(token: string): string {
  return createHash('sha224').update(token).digest('hex');
}

/** What is stored of a code: Supabase Auth's SHA-224 of address and code. */
export function hashCode(email: string, code: string): string {
  return createHash('sha224')
    .update(email.toLowerCase() + code)
    .digest('hex');
}
