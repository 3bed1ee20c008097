import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, tooManyAttempts, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import { isPasswordRight } from '../passwords.ts';
import { selectUser } from '../queries/select-user.ts';
import { startSession } from '../start-session.ts';
import type { UserRow } from '../user.ts';

const passwordGrantSchema = z.object({ email: z.string().min(1).max(255), password: z.string().min(1).max(1024) });

/** `POST /token?grant_type=password`. Says nothing, neither in words nor in time, about which addresses have an account. */
export async function grantPassword(
  auth: AuthService,
  body: unknown,
  caller: Caller,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  const input = passwordGrantSchema.safeParse(body);
  if (!input.success) return err(authFailure('validation_failed', 'missing email or password'));
  const { email, password } = input.data;
  const account = email.toLowerCase();
  const retryAfterMs = auth.limiter.attempt(caller.address, account);
  if (retryAfterMs !== null) return err(tooManyAttempts(retryAfterMs));

  const user = await selectUser(auth.pool, { email });
  if (!(await isPasswordRight(password, user?.encrypted_password)) || !user) {
    return err(authFailure('invalid_credentials', 'Invalid login credentials'));
  }
  auth.limiter.succeeded(caller.address, account);
  const obstacle = whyNotSignIn(user, auth.clock.now());
  return obstacle ? err(obstacle) : ok(await startSession(auth, user, caller));
}

/** Told only to somebody who knew the password. */
function whyNotSignIn(user: UserRow, nowMs: number): AuthFailure | undefined {
  if (user.banned_until && user.banned_until.getTime() > nowMs) return authFailure('user_banned', 'User is banned');
  if (!user.email_confirmed_at) return authFailure('email_not_confirmed', 'Email not confirmed');
  return undefined;
}
