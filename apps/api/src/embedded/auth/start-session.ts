import { randomBytes, randomUUID } from 'node:crypto';
import type { AuthService, Caller } from './auth-service.ts';
import { insertSession } from './queries/insert-session.ts';
import { sessionResponse } from './session-response.ts';
import type { UserRow } from './user.ts';

/** Signs a user in, whose password was just checked or chosen. */
export async function startSession(auth: AuthService, user: UserRow, caller: Caller): Promise<Record<string, unknown>> {
  const session = { id: randomUUID(), refreshToken: newRefreshToken(), signedInAt: new Date(auth.clock.now()) };
  await insertSession(auth.pool, {
    sessionId: session.id,
    userId: user.id,
    refreshToken: session.refreshToken,
    signedInAt: session.signedInAt,
    ...caller,
  });
  return sessionResponse(auth, { ...user, last_sign_in_at: session.signedInAt }, session);
}

/** 128 random bits: never guessed, short enough for any storage. */
export function newRefreshToken(): string {
  return randomBytes(16).toString('base64url');
}
