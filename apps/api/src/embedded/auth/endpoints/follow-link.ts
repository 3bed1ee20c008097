import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, statusOf, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import { redirectTarget, withFragment } from '../redirect-target.ts';
import { verifyLink, type Verified } from './verify.ts';

const linkSchema = z.object({
  token: z.string().min(1).max(255),
  type: z.string().min(1).max(255),
  redirect_to: z.unknown().optional(),
});

/**
 * `GET /verify`: a link from a mail. Leads to the page it names with the session, or with what went wrong, behind the `#`,
 * where the client finds it.
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
  const verified = await verifyLink(auth, link.data.type, link.data.token, caller);
  return ok(withFragment(target, verified.ok ? successMembers(verified.value) : failureMembers(verified.error)));
}

function successMembers(verified: Verified): Record<string, string> {
  if (verified.kind === 'half') return { message: verified.message, sb: '' };
  const { access_token, expires_at, expires_in, refresh_token, token_type } = verified.session;
  return {
    access_token,
    expires_at: String(expires_at),
    expires_in: String(expires_in),
    refresh_token,
    sb: '',
    token_type,
    type: verified.type,
  };
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
