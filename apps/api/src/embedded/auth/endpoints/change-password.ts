import { err, ok, type Result } from '@blunari/schema/result';
import { authFailure, tooManyAttempts, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import type { SignedIn } from '../authenticate.ts';
import { inTransaction } from '../in-transaction.ts';
import { hashCode } from '../one-time-tokens/one-time-token.ts';
import { checkNewPassword, hashPassword, isPasswordRight } from '../passwords.ts';
import { takeOneTimeToken } from '../queries/take-one-time-token.ts';

export interface PasswordChange {
  readonly password: string;
  readonly currentPassword: string | null | undefined;
  /** The code of a mail that `GET /reauthenticate` sent. */
  readonly nonce: string | null | undefined;
}

/** A sign-in of this age needs a code, where codes are asked for. As in Supabase Auth. */
const RECENT_MS = 24 * 3_600_000;

/** Who came by a link in a mail cannot know the old password. The same three as in Supabase Auth. */
const methodsByMail: readonly string[] = ['otp', 'magiclink', 'recovery'];

/** Checks a new password, and that its user may set it; answers its hash. A right code is used up by this. */
export async function changePassword(
  auth: AuthService,
  signedIn: SignedIn,
  change: PasswordChange,
  caller: Caller,
): Promise<Result<string, AuthFailure>> {
  const checked = checkNewPassword(change.password);
  if (!checked.ok) return checked;
  const obstacle =
    (await checkCurrentPassword(auth, signedIn, change, caller)) ??
    (await checkSame(signedIn, change.password)) ??
    (await checkNonce(auth, signedIn, change));
  return obstacle ? err(obstacle) : ok(await hashPassword(change.password));
}

async function checkCurrentPassword(
  auth: AuthService,
  { user, session }: SignedIn,
  { currentPassword }: PasswordChange,
  { network }: Caller,
): Promise<AuthFailure | undefined> {
  const isByMail = session.methods.some((method) => methodsByMail.includes(method));
  const isNeeded = auth.passwordChange === 'current_password' && Boolean(user.encrypted_password) && !isByMail;
  if (!currentPassword) {
    if (!isNeeded) return undefined;
    return authFailure('current_password_required', 'Current password required when setting new password.');
  }
  // A session that somebody found open is no place to guess at the password.
  const account = user.email ?? user.id;
  const retryAfterMs = auth.limiter.signIn.attempt(network, account);
  if (retryAfterMs !== null) return tooManyAttempts(retryAfterMs);
  if (!(await isPasswordRight(currentPassword, user.encrypted_password))) {
    return authFailure('current_password_invalid', 'The current password is not right.');
  }
  auth.limiter.signIn.succeeded(network, account);
  return undefined;
}

async function checkSame({ user }: SignedIn, password: string): Promise<AuthFailure | undefined> {
  if (!(await isPasswordRight(password, user.encrypted_password))) return undefined;
  return authFailure('same_password', 'New password should be different from the old password.');
}

async function checkNonce(
  auth: AuthService,
  { user, session }: SignedIn,
  { nonce }: PasswordChange,
): Promise<AuthFailure | undefined> {
  const nowMs = auth.clock.now();
  if (auth.passwordChange !== 'recent_sign_in' || nowMs - session.created_at.getTime() < RECENT_MS) return undefined;
  if (!nonce) return authFailure('reauthentication_needed', 'Password update requires reauthentication');
  const email = user.email ?? '';
  const tooOften = auth.limiter.code(email);
  if (tooOften) return tooOften;
  const proof = { email, codeHash: hashCode(email, nonce) };
  const taken = await inTransaction(auth.pool, (client) =>
    takeOneTimeToken(client, proof, ['reauthentication_token'], new Date(nowMs)),
  );
  if (taken?.user_id === user.id) return undefined;
  return authFailure('reauthentication_not_valid', 'Nonce has expired or is invalid');
}
