import { escapeLiteral } from 'pg';
import { z } from 'zod';

/**
 * In whose name a transaction runs. The role is from a closed list: `set_config('role', 'none')` would be the login
 * role again. Claims come from a token whose signature was checked; `sub` is the user.
 */
export const identitySchema = z.discriminatedUnion('role', [
  z.object({ role: z.literal('authenticated'), claims: z.looseObject({ sub: z.uuid() }) }),
  z.object({ role: z.literal('anon'), claims: z.looseObject({}) }),
]);

export type Identity = z.infer<typeof identitySchema>;

/** As Supabase has them: a role's own setting acts at login only, so they are set with the identity. */
const statementTimeout = { authenticated: '8s', anon: '3s' } as const satisfies Record<Identity['role'], string>;

/** Those of blunari_api (base.sql), whatever the session came with. */
const otherTimeouts = { lock_timeout: '5s', idle_in_transaction_session_timeout: '15s' };

/** The one message that begins a transaction in somebody's name; all that it sets ends with the transaction. */
export function beginAs(identity: Identity | undefined): string {
  if (!identity) throw new Error('A transaction needs an identity: open it with db.as(identity, ...).');
  const claims = JSON.stringify(identity.claims);
  if (claims.includes(String.raw`\u0000`)) throw new Error('Claims with a NUL character cannot be used.');
  const settings = {
    role: identity.role,
    'request.jwt.claims': claims,
    statement_timeout: statementTimeout[identity.role],
    ...otherTimeouts,
  };
  const calls = Object.entries(settings).map(
    ([name, value]) => `set_config(${escapeLiteral(name)}, ${escapeLiteral(value)}, true)`,
  );
  return `BEGIN; SELECT ${calls.join(', ')}`;
}
