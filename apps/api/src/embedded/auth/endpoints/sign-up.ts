import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, tooManyAttempts, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import { metadataSchema } from '../metadata.ts';
import { checkNewPassword, hashPassword } from '../passwords.ts';
import { insertUser } from '../queries/insert-user.ts';
import { selectUser } from '../queries/select-user.ts';
import { startSession } from '../start-session.ts';

const signUpSchema = z.object({
  email: z.string().optional(),
  password: z.string().optional(),
  data: metadataSchema.nullish(),
});

/** `POST /signup`. An account works at once; its address counts as confirmed. */
export async function signUp(
  auth: AuthService,
  body: unknown,
  caller: Caller,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  if (!auth.isSignupEnabled) return err(authFailure('signup_disabled', 'Signups not allowed for this instance'));
  const input = signUpSchema.safeParse(body);
  if (!input.success) return err(authFailure('validation_failed', 'Could not read email, password and data'));
  const { email, password, data } = input.data;
  if (!email && !password) return err(authFailure('anonymous_provider_disabled', 'Anonymous sign-ins are disabled'));
  if (!z.email().max(255).safeParse(email).success || !email) {
    return err(authFailure('email_address_invalid', 'Unable to validate email address: invalid format'));
  }
  if (!password) return err(authFailure('validation_failed', 'Signup requires a valid password'));
  const checked = checkNewPassword(password);
  if (!checked.ok) return checked;

  const retryAfterMs = auth.limiter.attempt(caller.address, email.toLowerCase());
  if (retryAfterMs !== null) return err(tooManyAttempts(retryAfterMs));

  const id = randomUUID();
  const wasCreated = await insertUser(auth.pool, {
    id,
    email,
    passwordHash: await hashPassword(checked.value),
    appMetadata: { provider: 'email', providers: ['email'] },
    userMetadata: { email_verified: true, ...data },
    createdAt: new Date(auth.clock.now()),
  });
  const user = wasCreated ? await selectUser(auth.pool, { id }) : undefined;
  if (!user) return err(authFailure('user_already_exists', 'User already registered'));
  return ok(await startSession(auth, user, caller));
}
