import { z } from 'zod';
import type { Claims } from './claims.ts';

const namedSchema = z.object({ full_name: z.string().catch(''), name: z.string().catch('') });

/** What to call somebody: the name where sign-up forms put one, else the e-mail address. */
export function nameOfClaims(claims: Pick<Claims, 'user_metadata' | 'email'>): string {
  const named = namedSchema.parse(claims.user_metadata ?? {});
  return named.full_name || named.name || claims.email || '';
}
