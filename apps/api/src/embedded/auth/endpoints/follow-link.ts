import { err, ok, type Result } from '@blunari/schema/result';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { authFailure, statusOf, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import { hashLinkToken, PKCE_PREFIX } from '../one-time-tokens/one-time-token.ts';
import { proofTypeSchema, redeemToken, type Redeemed } from '../one-time-tokens/redeem-token.ts';
import { issueAuthCode } from '../queries/issue-auth-code.ts';
import { redirectTarget, withFragment, withQuery } from '../redirect-target.ts';
import type { SessionBody } from '../session-response.ts';
import { startSession } from '../start-session.ts';
import type { UserRow } from '../user.ts';

const linkSchema = z.object({
  token: z.string().min(1).max(255),
  type: z.string().min(1).max(255),
  redirect_to: z.unknown().optional(),
});

type Link = z.infer<typeof linkSchema>;

/** The session; or a code with which the client gets it that asked for the mail. */
type Entry = { readonly session: SessionBody } | { readonly code: string };

/**
 * `GET /verify`: a link from a mail. Leads to the page it names with the session, or with what went wrong, behind the `#`,
 * where the client finds it; or with a code, where the client keeps a secret for it.
 * @returns the address to go to
 */
export async function followLink(
  auth: AuthService,
  query: unknown,
  caller: Caller,
): Promise<Result<string, AuthFailure>> {
  const link = linkSchema.safeParse(query);
  if (!link.success) return err(authFailure('validation_failed', 'Verify requires a token and a verification type'));
  const target = redirectTarget(link.data.redirect_to, auth.redirects);
  const redeemed = await redeemLink(auth, link.data, caller);
  if (redeemed.ok) return ok(leadOn(target, redeemed.value, link.data.type));
  const members = failureMembers(redeemed.error);
  // Supabase Auth tells such a client in both places.
  return ok(withFragment(isPkce(link.data) ? withQuery(target, members) : target, members));
}

function isPkce({ token }: Link): boolean {
  return token.startsWith(PKCE_PREFIX);
}

async function redeemLink(
  auth: AuthService,
  link: Link,
  caller: Caller,
): Promise<Result<Redeemed<Entry>, AuthFailure>> {
  const type = proofTypeSchema.safeParse(link.type);
  if (!type.success) return err(authFailure('validation_failed', 'Invalid email verification type'));
  const tooOften = auth.limiter.verification(caller.network);
  if (tooOften) return err(tooOften);
  const enter = async (client: ClientBase, user: UserRow): Promise<Result<Entry, AuthFailure>> => {
    if (!isPkce(link)) {
      const session = await startSession(auth, client, user, caller, 'otp');
      return session.ok ? ok({ session: session.value }) : session;
    }
    const code = await issueAuthCode(client, user.id, type.data, new Date(auth.clock.now()));
    if (code !== undefined) return ok({ code });
    return err(authFailure('flow_state_not_found', 'invalid flow state, no valid flow state found'));
  };
  return redeemToken(auth, type.data, { linkTokenHash: hashLinkToken(link.token) }, enter);
}

function leadOn(target: string, redeemed: Redeemed<Entry>, type: string): string {
  if (redeemed.kind === 'half') return withFragment(target, { message: redeemed.message, sb: '' });
  if ('code' in redeemed.value) return withQuery(target, { code: redeemed.value.code });
  const { access_token, expires_at, expires_in, refresh_token, token_type } = redeemed.value.session;
  return withFragment(target, {
    access_token,
    expires_at: String(expires_at),
    expires_in: String(expires_in),
    refresh_token,
    sb: '',
    token_type,
    type,
  });
}

/** The words of OAuth for a status, as Supabase Auth gives them beside its own code. */
const oauthErrors: Readonly<Record<number, string>> = {
  400: 'invalid_request',
  401: 'unauthorized_client',
  403: 'access_denied',
  500: 'server_error',
  503: 'temporarily_unavailable',
};

function failureMembers(failure: AuthFailure): Record<string, string> {
  const error = oauthErrors[statusOf(failure)];
  return {
    ...(error === undefined ? {} : { error }),
    error_code: failure.code,
    error_description: failure.message,
    sb: '',
  };
}
