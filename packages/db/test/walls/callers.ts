import { createHash } from 'node:crypto';
import { Client, escapeLiteral, type QueryResult } from 'pg';
import { z } from 'zod';
import type { TwoRestaurants } from '../support/two-restaurants.ts';

/** Who knocks at a wall. `null` as role is the login role itself, which nobody who asks ever has. */
export interface Caller {
  readonly role: string | null;
  /** Text of `request.jwt.claims`; null leaves the setting alone. */
  readonly claims: string | null;
}

export const callerNames = [
  'anon',
  'viewer',
  'editor',
  'admin',
  'owner',
  'memberOfOther',
  'memberOfBoth',
  'platformAdmin',
  'noClaims',
  'emptyClaims',
  'forgedClaims',
  'forgedStaff',
  'brokenClaims',
  'token',
  'revokedToken',
  'login',
] as const;

export type CallerName = (typeof callerNames)[number];

const signedIn = (claims: unknown): Caller => ({ role: 'authenticated', claims: JSON.stringify(claims) });

const nobody = '00000000-0000-4000-8000-000000000000';

/** A program of a restaurant, as the API presents its token (docs/decisions/0012). */
const withToken = (token: string): Caller =>
  signedIn({ sub: nobody, api_token: createHash('sha256').update(token).digest('hex') });

export function callersOf(restaurants: TwoRestaurants): Readonly<Record<CallerName, Caller>> {
  const { mine, stranger, both, platformAdmin } = restaurants;
  return {
    anon: { role: 'anon', claims: JSON.stringify({ role: 'anon' }) },
    viewer: signedIn(mine.viewer.claims),
    editor: signedIn(mine.editor.claims),
    admin: signedIn(mine.admin.claims),
    owner: signedIn(mine.owner.claims),
    memberOfOther: signedIn(stranger.claims),
    memberOfBoth: signedIn(both.claims),
    platformAdmin: signedIn(platformAdmin.claims),
    noClaims: { role: 'authenticated', claims: null },
    emptyClaims: signedIn({}),
    forgedClaims: signedIn({
      sub: nobody,
      role: 'service_role',
      tenant_id: mine.id,
      tenant_role: 'owner',
      api_token: mine.id,
    }),
    // What people can write about themselves, in every place but the one that counts.
    forgedStaff: signedIn({
      sub: nobody,
      platform_admin: true,
      user_metadata: { platform_admin: true },
      app_metadata: { platform_admin: 'true' },
    }),
    brokenClaims: { role: 'authenticated', claims: '{"sub": "' },
    token: withToken(mine.id),
    revokedToken: withToken(`revoked ${mine.id}`),
    login: { role: null, claims: null },
  };
}

const failureSchema = z.object({ code: z.string() });

/**
 * What a statement comes to in somebody's name, rolled back: how many rows it answers or touches, `refused` for want of
 * a right or of readable claims, else the SQLSTATE.
 */
export async function knock(client: Client, caller: Caller, sql: string): Promise<number | string> {
  const identity = [
    caller.role === null ? '' : `set local role ${caller.role};`,
    caller.claims === null ? '' : `set local "request.jwt.claims" = ${escapeLiteral(caller.claims)};`,
  ].join(' ');
  try {
    const answer: unknown = await client.query(`begin; ${identity} ${sql}`);
    return rowsOf(answer);
  } catch (error) {
    const { code } = failureSchema.parse(error);
    return code === '42501' || (caller.claims === '{"sub": "' && code === '22P02') ? 'refused' : code;
  } finally {
    await client.query('rollback');
  }
}

function rowsOf(answer: unknown): number {
  const results = z.array(z.custom<QueryResult>()).parse(answer);
  return results.at(-1)?.rowCount ?? 0;
}
