import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import { readEmail } from '../email-address.ts';
import { judgeInTurn } from '../judge-in-turn.ts';
import { authMail } from '../mails/auth-mail.ts';
import { sendTokenMail } from '../mails/send-token-mail.ts';
import { metadataSchema } from '../metadata.ts';
import { checkNewPassword, hashPassword, isPasswordRight } from '../passwords.ts';
import { isByPhone, noPhones } from '../phones.ts';
import { readCodeChallenge, type CodeChallenge } from '../pkce/code-challenge.ts';
import { forgetSignUp } from '../queries/forget-sign-up.ts';
import { insertUser } from '../queries/insert-user.ts';
import { selectUser } from '../queries/select-user.ts';
import { redirectTarget } from '../redirect-target.ts';
import { startSession } from '../start-session.ts';
import type { UserRow } from '../user.ts';
import { pendingUserBody } from './pending-user-body.ts';

const signUpSchema = z.object({
  email: z.string().nullish(),
  password: z.string().nullish(),
  data: metadataSchema.nullish(),
});

interface Newcomer {
  readonly email: string;
  readonly password: string;
  readonly data: Record<string, unknown>;
  readonly pkce: CodeChallenge | undefined;
}

/**
 * `POST /signup`. Where addresses are confirmed, the answer is the same for an address that has an account, and its owner is told
 * by mail; elsewhere the account works at once.
 */
export async function signUp(
  auth: AuthService,
  body: unknown,
  redirectTo: unknown,
  caller: Caller,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  if (!auth.isSignupEnabled) return err(authFailure('signup_disabled', 'Signups not allowed for this instance'));
  if (isByPhone(body)) return err(noPhones('Phone signups are disabled'));
  const newcomer = readNewcomer(body);
  if (!newcomer.ok) return newcomer;
  const { email } = newcomer.value;
  const passwordHash = await judgeInTurn(auth, caller, email, () => hashPassword(newcomer.value.password));
  if (!passwordHash.ok) return passwordHash;
  const hashed = { ...newcomer.value, passwordHash: passwordHash.value };
  if (!auth.confirmsEmail) return signUpAtOnce(auth, hashed, caller);
  const tooOften = auth.limiter.mail('signup', caller.network, email);
  if (tooOften) return err(tooOften);
  return ok(await askForConfirmation(auth, hashed, redirectTarget(redirectTo, auth.redirects), caller));
}

function readNewcomer(body: unknown): Result<Newcomer, AuthFailure> {
  const input = signUpSchema.safeParse(body);
  if (!input.success) return err(authFailure('validation_failed', 'Could not read email, password and data'));
  const { email, password, data } = input.data;
  if (!email && !password) return err(authFailure('anonymous_provider_disabled', 'Anonymous sign-ins are disabled'));
  const address = readEmail(email);
  if (!address.ok) return address;
  if (!password) return err(authFailure('validation_failed', 'Signup requires a valid password'));
  const checked = checkNewPassword(password);
  if (!checked.ok) return checked;
  const pkce = readCodeChallenge(body);
  return pkce.ok ? ok({ email: address.value, password, data: data ?? {}, pkce: pkce.value }) : pkce;
}

interface HashedNewcomer extends Newcomer {
  readonly passwordHash: string;
}

async function insertNewcomer(
  auth: AuthService,
  { email, passwordHash, data }: HashedNewcomer,
  confirmedAt: Date | null,
) {
  const id = randomUUID();
  const wasCreated = await insertUser(auth.pool, {
    id,
    email,
    passwordHash,
    appMetadata: { provider: 'email', providers: ['email'] },
    userMetadata: data,
    createdAt: new Date(auth.clock.now()),
    confirmedAt,
  });
  return { id, wasCreated };
}

async function signUpAtOnce(
  auth: AuthService,
  newcomer: HashedNewcomer,
  caller: Caller,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  const { id, wasCreated } = await insertNewcomer(auth, newcomer, new Date(auth.clock.now()));
  const user = wasCreated ? await selectUser(auth.pool, { id }) : undefined;
  if (!user) return err(authFailure('user_already_exists', 'User already registered'));
  return startSession(auth, auth.pool, user, caller, 'password');
}

async function askForConfirmation(
  auth: AuthService,
  newcomer: HashedNewcomer,
  redirectTo: string,
  caller: Caller,
): Promise<Record<string, unknown>> {
  const { email, data, pkce } = newcomer;
  const { id } = await insertNewcomer(auth, newcomer, null);
  auth.afterAnswer.run('the mail after a sign-up', async () => {
    const user = await selectUser(auth.pool, { email });
    if (!user) return;
    if (user.email_confirmed_at) {
      await auth.mailer.send(authMail(email, { kind: 'account_exists', link: auth.redirects.siteUrl }));
      return;
    }
    if (user.id !== id) await settleWithEarlierSignUp(auth, user, newcomer, caller);
    await sendTokenMail(auth, { userId: user.id, kind: 'signup', to: email, redirectTo, pkce });
  });
  return pendingUserBody({ id, email, data, at: new Date(auth.clock.now()) });
}

/**
 * Two who name different passwords for one address: the link does not tell whose of them its reader chose, so it is neither's,
 * whoever came first or came again. The reader is signed in by the link and chooses a password by recovery.
 */
async function settleWithEarlierSignUp(
  auth: AuthService,
  earlier: UserRow,
  { password }: Newcomer,
  caller: Caller,
): Promise<void> {
  if (!earlier.encrypted_password) return;
  const isSame = await auth.passwordTurns.run(caller, () => isPasswordRight(password, earlier.encrypted_password));
  // Where there is no time to compare them, they are taken for two.
  if (isSame.ok && isSame.value) return;
  await forgetSignUp(auth.pool, earlier.id, new Date(auth.clock.now()));
}
