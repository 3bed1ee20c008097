import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, emailTaken, tooManyAttempts, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import { noSuchUser, type SignedIn } from '../authenticate.ts';
import { readEmail } from '../email-address.ts';
import { sendEmailChangeMails, type EmailChange } from '../mails/send-email-change-mails.ts';
import { inTransaction } from '../in-transaction.ts';
import { mergeMetadata, metadataSchema } from '../metadata.ts';
import { readCodeChallenge } from '../pkce/code-challenge.ts';
import { beginEmailChange } from '../queries/begin-email-change.ts';
import { deleteOneTimeTokens } from '../queries/delete-one-time-tokens.ts';
import { deleteSessions } from '../queries/delete-sessions.ts';
import { selectUser } from '../queries/select-user.ts';
import { updateUser, type UserChange } from '../queries/update-user.ts';
import { redirectTarget } from '../redirect-target.ts';
import { isUniqueViolation } from '../unique-violation.ts';
import { userBody } from '../user.ts';
import { changePassword } from './change-password.ts';

const updateSchema = z.object({
  email: z.string().nullish(),
  password: z.string().max(1024).nullish(),
  current_password: z.string().max(1024).nullish(),
  nonce: z.string().max(255).nullish(),
  data: metadataSchema.nullish(),
});

type UpdateInput = z.infer<typeof updateSchema>;

/**
 * `PUT /user`. A new password ends every other session of the user. A new address, where addresses are confirmed, waits for
 * the links in two mails.
 */
export async function updateSignedInUser(
  auth: AuthService,
  signedIn: SignedIn,
  body: unknown,
  redirectTo: unknown,
  caller: Caller,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  const input = updateSchema.safeParse(body);
  if (!input.success)
    return err(authFailure('validation_failed', input.error.issues[0]?.message ?? 'Nothing to update'));
  const newEmail = readNewEmail(signedIn, input.data);
  if (!newEmail.ok) return newEmail;
  const pkce = readCodeChallenge(body);
  if (!pkce.ok) return pkce;
  const { user } = signedIn;
  if (newEmail.value) {
    const obstacle = await whyNotThisEmail(auth, user.id, newEmail.value, caller);
    if (obstacle) return err(obstacle);
  }
  const change = await readChange(auth, signedIn, input.data, caller);
  if (!change.ok) return change;
  const isAtOnce = newEmail.value !== undefined && !auth.confirmsEmail;
  const stored = await store(auth, signedIn, { ...change.value, ...(isAtOnce ? { email: newEmail.value } : {}) });
  if (!stored.ok) return stored;
  if (newEmail.value && auth.confirmsEmail) {
    await askBothAddresses(auth, signedIn, {
      newEmail: newEmail.value,
      redirectTo: redirectTarget(redirectTo, auth.redirects),
      pkce: pkce.value,
    });
  }
  const changed = await selectUser(auth.pool, { id: user.id });
  return changed ? ok(userBody(changed)) : err(noSuchUser());
}

function readNewEmail({ user }: SignedIn, { email }: UpdateInput): Result<string | undefined, AuthFailure> {
  if (!email) return ok(undefined);
  const address = readEmail(email);
  if (!address.ok) return address;
  return ok(address.value === user.email ? undefined : address.value);
}

/** Counted before it is looked up, for the answer tells whether somebody has the address. */
async function whyNotThisEmail(
  auth: AuthService,
  userId: string,
  email: string,
  { network }: Caller,
): Promise<AuthFailure | undefined> {
  const tooOften = auth.confirmsEmail
    ? auth.limiter.mail('email_change', network, email)
    : countChange(auth, network, userId);
  if (tooOften) return tooOften;
  return (await selectUser(auth.pool, { email })) ? emailTaken() : undefined;
}

function countChange(auth: AuthService, network: string, userId: string): AuthFailure | undefined {
  const retryAfterMs = auth.limiter.signIn.attempt(network, userId);
  return retryAfterMs === null ? undefined : tooManyAttempts(retryAfterMs);
}

async function readChange(
  auth: AuthService,
  signedIn: SignedIn,
  { password, current_password: currentPassword, nonce, data }: UpdateInput,
  caller: Caller,
): Promise<Result<UserChange, AuthFailure>> {
  const userMetadata = data ? mergeMetadata(signedIn.user.raw_user_meta_data, data) : undefined;
  const isLarge = userMetadata && !metadataSchema.safeParse(userMetadata).success;
  if (isLarge) return err(authFailure('validation_failed', 'User metadata is too large'));
  // Last, for it may use up a code.
  const passwordHash = password
    ? await changePassword(auth, signedIn, { password, currentPassword, nonce }, caller)
    : undefined;
  if (passwordHash && !passwordHash.ok) return passwordHash;
  return ok({
    ...(passwordHash ? { passwordHash: passwordHash.value } : {}),
    ...(userMetadata ? { userMetadata } : {}),
  });
}

/** With what a change ends, all or nothing: whoever changes a stolen password leaves no thief a session. */
async function store(auth: AuthService, signedIn: SignedIn, change: UserChange): Promise<Result<null, AuthFailure>> {
  const { user, session } = signedIn;
  try {
    await inTransaction(auth.pool, async (client) => {
      await updateUser(client, user.id, change, new Date(auth.clock.now()));
      if (change.passwordHash ?? change.email) await deleteOneTimeTokens(client, user.id);
      if (change.passwordHash) await deleteSessions(client, user.id, session.id, 'others');
    });
    return ok(null);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return err(emailTaken());
  }
}

async function askBothAddresses(
  auth: AuthService,
  { user }: SignedIn,
  wanted: Pick<EmailChange, 'newEmail' | 'redirectTo' | 'pkce'>,
): Promise<void> {
  await beginEmailChange(auth.pool, user.id, wanted.newEmail, new Date(auth.clock.now()));
  const change = { userId: user.id, currentEmail: user.email, ...wanted };
  auth.afterAnswer.run('the mails after a change of address', () => sendEmailChangeMails(auth, change));
}
