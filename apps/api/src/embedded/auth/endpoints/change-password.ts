import { err, ok, type Result } from '@blunari/schema/result';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import type { SignedIn } from '../authenticate.ts';
import { judgeInTurn } from '../judge-in-turn.ts';
import { hashCode } from '../one-time-tokens/one-time-token.ts';
import { checkNewPassword, hashPassword, isPasswordRight } from '../passwords.ts';
import { isReauthenticated } from '../queries/is-reauthenticated.ts';

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

/**
 * Checks a new password, and that its user may set it; answers its hash. Whether it is the old one is told last, and all that is
 * told is counted: a session that somebody found open is no place to guess at the password.
 */
export async function changePassword(
  auth: AuthService,
  signedIn: SignedIn,
  change: PasswordChange,
  caller: Caller,
): Promise<Result<string, AuthFailure>> {
  const checked = checkNewPassword(change.password);
  if (!checked.ok) return checked;
  // Not under the address, for then changes would count against the person's next sign-in; nor is a success taken back, for each
  // costs three comparisons.
  const judged = await judgeInTurn(auth, caller, signedIn.user.id, () => judgeChange(auth, signedIn, change));
  return judged.ok ? judged.value : judged;
}

async function judgeChange(
  auth: AuthService,
  signedIn: SignedIn,
  change: PasswordChange,
): Promise<Result<string, AuthFailure>> {
  const obstacle =
    (await checkCurrentPassword(auth, signedIn, change)) ??
    (await checkNonce(auth, signedIn, change)) ??
    (await checkSame(signedIn, change.password));
  return obstacle ? err(obstacle) : ok(await hashPassword(change.password));
}

async function checkCurrentPassword(
  auth: AuthService,
  { user, session }: SignedIn,
  { currentPassword }: PasswordChange,
): Promise<AuthFailure | undefined> {
  const isByMail = session.methods.some((method) => methodsByMail.includes(method));
  const isNeeded = auth.passwordChange === 'current_password' && Boolean(user.encrypted_password) && !isByMail;
  if (!currentPassword) {
    if (!isNeeded) return undefined;
    return authFailure('current_password_required', 'Current password required when setting new password.');
  }
  if (await isPasswordRight(currentPassword, user.encrypted_password)) return undefined;
  return authFailure('current_password_invalid', 'The current password is not right.');
}

async function checkSame({ user }: SignedIn, password: string): Promise<AuthFailure | undefined> {
  if (!(await isPasswordRight(password, user.encrypted_password))) return undefined;
  return authFailure('same_password', 'New password should be different from the old password.');
}

/** Only looks at the code: who is told that the password is the old one can use it again. The change itself ends it. */
async function checkNonce(
  auth: AuthService,
  { user, session }: SignedIn,
  { nonce }: PasswordChange,
): Promise<AuthFailure | undefined> {
  const nowMs = auth.clock.now();
  if (auth.passwordChange !== 'recent_sign_in' || nowMs - session.created_at.getTime() < RECENT_MS) return undefined;
  if (!nonce) return authFailure('reauthentication_needed', 'Password update requires reauthentication');
  const tooOften = auth.limiter.nonce(user.id);
  if (tooOften) return tooOften;
  const codeHash = hashCode(user.email ?? '', nonce);
  if (await isReauthenticated(auth.pool, user.id, codeHash, new Date(nowMs))) return undefined;
  return authFailure('reauthentication_not_valid', 'Nonce has expired or is invalid');
}
