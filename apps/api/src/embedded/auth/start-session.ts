import { randomBytes, randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import type { AuthService, Caller } from './auth-service.ts';
import { insertSession } from './queries/insert-session.ts';
import { sessionResponse, type SessionBody, type SignInMethod } from './session-response.ts';
import type { UserRow } from './user.ts';

/** Signs a user in who just proved by `method` who they are. */
export async function startSession(
  auth: AuthService,
  db: Pool | ClientBase,
  user: UserRow,
  caller: Caller,
  method: SignInMethod,
): Promise<SessionBody> {
  const nowMs = auth.clock.now();
  const signedInAt = new Date(nowMs);
  const session = { id: randomUUID(), refreshToken: newRefreshToken() };
  await insertSession(db, {
    sessionId: session.id,
    userId: user.id,
    refreshToken: session.refreshToken,
    method,
    signedInAt,
    notAfter: auth.sessionLifetimeS === undefined ? null : new Date(nowMs + auth.sessionLifetimeS * 1000),
    userAgent: caller.userAgent,
    address: caller.address,
  });
  const amr = [{ method, timestamp: Math.floor(nowMs / 1000) }];
  return sessionResponse(auth, { ...user, last_sign_in_at: signedInAt }, { ...session, amr });
}

/** 128 random bits: never guessed, short enough for any storage. */
export function newRefreshToken(): string {
  return randomBytes(16).toString('base64url');
}
