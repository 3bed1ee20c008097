import { err, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import { judgeInTurn } from '../judge-in-turn.ts';
import { hashPassword, isHashCheap, isPasswordRight } from '../passwords.ts';
import { isByPhone, noPhones } from '../phones.ts';
import { renewPasswordHash } from '../queries/renew-password-hash.ts';
import { selectUser } from '../queries/select-user.ts';
import { invalidCredentials, startSession } from '../start-session.ts';
import { isBanned, type UserRow } from '../user.ts';

const passwordGrantSchema = z.object({ email: z.string().min(1).max(255), password: z.string().min(1).max(1024) });

/** `POST /token?grant_type=password`. Says nothing, neither in words nor in time, about which addresses have an account. */
export async function grantPassword(
  auth: AuthService,
  body: unknown,
  caller: Caller,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  if (isByPhone(body)) return err({ ...noPhones('Phone logins are disabled'), status: 422 });
  const input = passwordGrantSchema.safeParse(body);
  if (!input.success) return err(authFailure('validation_failed', 'missing email or password'));
  const { email, password } = input.data;
  const account = email.toLowerCase();
  const judged = await judgeInTurn(auth, caller, account, () => findByPassword(auth, email, password));
  if (!judged.ok) return judged;
  const user = judged.value;
  if (!user) return err(invalidCredentials());
  auth.limiter.signIn.takeBack(caller.network, account);
  const obstacle = whyNotSignIn(user, new Date(auth.clock.now()));
  if (obstacle) return err(obstacle);
  const session = await startSession(auth, auth.pool, user, caller, 'password');
  if (session.ok && isHashCheap(user.encrypted_password)) {
    await renewPasswordHash(auth.pool, user.id, user.encrypted_password, await hashPassword(password));
  }
  return session;
}

async function findByPassword(auth: AuthService, email: string, password: string): Promise<UserRow | undefined> {
  const user = await selectUser(auth.pool, { email });
  return (await isPasswordRight(password, user?.encrypted_password)) ? user : undefined;
}

/** Told only to somebody who knew the password. */
function whyNotSignIn(user: UserRow, now: Date): AuthFailure | undefined {
  if (isBanned(user, now)) return authFailure('user_banned', 'User is banned');
  if (!user.email_confirmed_at) return authFailure('email_not_confirmed', 'Email not confirmed');
  return undefined;
}
