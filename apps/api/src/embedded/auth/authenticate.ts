import { err, ok, type Result } from '@blunari/schema/result';
import type { Claims } from '../../tokens/claims.ts';
import type { TokenFailure } from '../../tokens/verify-token.ts';
import { authFailure, type AuthFailure } from './auth-failure.ts';
import type { AuthService } from './auth-service.ts';
import { selectSession, type SessionRow } from './queries/select-session.ts';
import { selectUser } from './queries/select-user.ts';
import { isBanned, type UserRow } from './user.ts';

export interface SignedIn {
  readonly user: UserRow;
  readonly session: SessionRow;
}

/** Who sends this request: the token must be good, and its session and user must still exist. */
export async function authenticate(
  auth: AuthService,
  authorization: string | undefined,
): Promise<Result<SignedIn, AuthFailure>> {
  const token = bearerToken(authorization);
  if (!token) return err(noToken());
  const claims = await auth.verifyToken(token);
  if (!claims.ok) return err(refusalOf(claims.error));
  return findSignedIn(auth, claims.value);
}

/** Clients try again by themselves after a 503. */
function refusalOf({ code, message }: TokenFailure): AuthFailure {
  if (code === 'unavailable') return { ...authFailure('unexpected_failure', message), status: 503 };
  return authFailure('bad_jwt', `invalid JWT: ${message}`);
}

/** Lets the service key through, and nobody else. */
export async function authenticateService(
  auth: AuthService,
  authorization: string | undefined,
): Promise<Result<null, AuthFailure>> {
  const token = bearerToken(authorization);
  if (!token) return err(noToken());
  const key = await auth.verifyApiKey(token);
  if (key.ok && key.value.role === 'service_role') return ok(null);
  const isSomebody = key.ok || (await auth.verifyToken(token)).ok;
  return err(isSomebody ? authFailure('not_admin', 'User not allowed') : authFailure('bad_jwt', 'invalid JWT'));
}

function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
}

function noToken(): AuthFailure {
  return authFailure('no_authorization', 'This endpoint requires a valid Bearer token');
}

async function findSignedIn(auth: AuthService, claims: Claims): Promise<Result<SignedIn, AuthFailure>> {
  const { role, sub: userId, session_id: sessionId } = claims;
  if (role !== 'authenticated' || !userId) return err(authFailure('bad_jwt', 'invalid claim: missing sub claim'));
  const now = new Date(auth.clock.now());
  const [user, session] = await Promise.all([
    selectUser(auth.pool, { id: userId }),
    sessionId ? selectSession(auth.pool, sessionId, userId, now) : undefined,
  ]);
  if (!user) return err(noSuchUser());
  if (!session) {
    return err(authFailure('session_not_found', 'Session from session_id claim in JWT does not exist'));
  }
  if (isBanned(user, now)) return err({ ...authFailure('user_banned', 'User is banned'), status: 403 });
  return ok({ user, session });
}

/** The token is good, but whom it names is gone. */
export function noSuchUser(): AuthFailure {
  return { ...authFailure('user_not_found', 'User from sub claim in JWT does not exist'), status: 403 };
}
