import { err, ok, type Result } from '@blunari/schema/result';
import type { Claims } from '../../tokens/claims.ts';
import { authFailure, type AuthFailure } from './auth-failure.ts';
import type { AuthService } from './auth-service.ts';
import { hasSession } from './queries/has-session.ts';
import { selectUser } from './queries/select-user.ts';
import type { UserRow } from './user.ts';

export interface SignedIn {
  readonly user: UserRow;
  readonly sessionId: string;
}

/** Who sends this request: the token must be good, and its session and user must still exist. */
export async function authenticate(
  auth: AuthService,
  authorization: string | undefined,
): Promise<Result<SignedIn, AuthFailure>> {
  const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
  if (!token) return err(authFailure('no_authorization', 'This endpoint requires a valid Bearer token'));
  const claims = await auth.verifyToken(token);
  if (!claims.ok) return err(authFailure('bad_jwt', `invalid JWT: ${claims.error.message}`));
  return findSignedIn(auth, claims.value);
}

async function findSignedIn(auth: AuthService, claims: Claims): Promise<Result<SignedIn, AuthFailure>> {
  const { role, sub: userId, session_id: sessionId } = claims;
  if (role !== 'authenticated' || !userId) return err(authFailure('bad_jwt', 'invalid claim: missing sub claim'));
  const [user, isSessionAlive] = await Promise.all([
    selectUser(auth.pool, { id: userId }),
    sessionId ? hasSession(auth.pool, sessionId, userId, new Date(auth.clock.now())) : false,
  ]);
  if (!user) return err(authFailure('user_not_found', 'User from sub claim in JWT does not exist'));
  if (!sessionId || !isSessionAlive) {
    return err(authFailure('session_not_found', 'Session from session_id claim in JWT does not exist'));
  }
  return ok({ user, sessionId });
}
