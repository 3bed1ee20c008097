import { randomBytes, randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@blunari/schema/result';
import type { ClientBase, Pool } from 'pg';
import { authFailure, type AuthFailure } from './auth-failure.ts';
import type { AuthService, Caller } from './auth-service.ts';
import { insertSession } from './queries/insert-session.ts';
import { sessionResponse, type SessionBody, type SignInMethod } from './session-response.ts';
import type { UserRow } from './user.ts';

/** Signs a user in who just proved by `method` who they are. Refused when the password has changed, or the user was banned, since `user` was read. */
export async function startSession(
  auth: AuthService,
  db: Pool | ClientBase,
  user: UserRow,
  caller: Caller,
  method: SignInMethod,
): Promise<Result<SessionBody, AuthFailure>> {
  const nowMs = auth.clock.now();
  const signedInAt = new Date(nowMs);
  const session = { id: randomUUID(), refreshToken: newRefreshToken() };
  const isStarted = await insertSession(db, {
    sessionId: session.id,
    userId: user.id,
    passwordHash: user.encrypted_password,
    refreshToken: session.refreshToken,
    method,
    signedInAt,
    notAfter: auth.sessionLifetimeS === undefined ? null : new Date(nowMs + auth.sessionLifetimeS * 1000),
    userAgent: caller.userAgent,
    address: caller.address,
  });
  if (!isStarted) return err(invalidCredentials());
  const amr = [{ method, timestamp: Math.floor(nowMs / 1000) }];
  return ok(await sessionResponse(auth, { ...user, last_sign_in_at: signedInAt }, { ...session, amr }));
}

export function invalidCredentials(): AuthFailure {
  return authFailure('invalid_credentials', 'Invalid login credentials');
}

/** 128 random bits: never guessed, short enough for any storage. */
export function newRefreshToken(): string {
  return randomBytes(16).toString('base64url');
}
