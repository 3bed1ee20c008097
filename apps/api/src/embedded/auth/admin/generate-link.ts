import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, emailTaken, type AuthFailure } from '../auth-failure.ts';
import type { AuthService } from '../auth-service.ts';
import { readEmail } from '../email-address.ts';
import { verificationLink, type VerificationType } from '../mails/send-token-mail.ts';
import { metadataSchema } from '../metadata.ts';
import { issueOneTimeToken } from '../one-time-tokens/issue-one-time-token.ts';
import type { OneTimeTokenType } from '../one-time-tokens/one-time-token.ts';
import { checkNewPassword, hashPassword } from '../passwords.ts';
import { beginEmailChange } from '../queries/begin-email-change.ts';
import { insertUser } from '../queries/insert-user.ts';
import { selectUser } from '../queries/select-user.ts';
import { redirectTarget } from '../redirect-target.ts';
import { userBody, type UserRow } from '../user.ts';
import { inviteUser } from './invite.ts';

const linkSchema = z.object({
  type: z.enum(['signup', 'invite', 'magiclink', 'recovery', 'email_change_current', 'email_change_new']),
  email: z.string().nullish(),
  new_email: z.string().nullish(),
  password: z.string().max(1024).nullish(),
  data: metadataSchema.nullish(),
});

type LinkInput = z.infer<typeof linkSchema>;

/** What a kind of link proves, and the `type` that its address names. */
const kinds = {
  signup: { token: 'confirmation_token', type: 'signup' },
  invite: { token: 'confirmation_token', type: 'invite' },
  magiclink: { token: 'recovery_token', type: 'magiclink' },
  recovery: { token: 'recovery_token', type: 'recovery' },
  email_change_current: { token: 'email_change_token_current', type: 'email_change' },
  email_change_new: { token: 'email_change_token_new', type: 'email_change' },
} as const satisfies Record<LinkInput['type'], { token: OneTimeTokenType; type: VerificationType }>;

/** `POST /admin/generate_link`: what a mail would hold, for who sends mails of their own. */
export async function generateLink(
  auth: AuthService,
  body: unknown,
  redirectTo: unknown,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  const input = linkSchema.safeParse(body);
  if (!input.success) return err(authFailure('validation_failed', 'Invalid email action link type requested'));
  const email = readEmail(input.data.email);
  if (!email.ok) return email;
  const prepared = await prepare(auth, email.value, input.data);
  if (!prepared.ok) return prepared;
  const { user, type, recipient } = prepared.value;
  const kind = kinds[type];
  const request = { userId: user.id, type: kind.token, email: recipient, hasCode: true };
  const { linkToken, code } = await issueOneTimeToken(auth, auth.pool, request);
  const target = redirectTarget(redirectTo, auth.redirects);
  const current = await selectUser(auth.pool, { id: user.id });
  return ok({
    ...userBody(current ?? user),
    action_link: verificationLink(auth, linkToken, kind.type, target),
    email_otp: code,
    hashed_token: linkToken,
    verification_type: type,
    redirect_to: target,
  });
}

interface Prepared {
  readonly user: UserRow;
  readonly type: LinkInput['type'];
  /** The address that the token belongs to. */
  readonly recipient: string;
}

async function prepare(auth: AuthService, email: string, input: LinkInput): Promise<Result<Prepared, AuthFailure>> {
  const { type } = input;
  const known = await selectUser(auth.pool, { email });
  if (type === 'invite') {
    const invited = await inviteUser(auth, email, input.data ?? {});
    return invited.ok ? ok({ user: invited.value, type, recipient: email }) : invited;
  }
  if (type === 'signup' || (type === 'magiclink' && !known)) return prepareSignUp(auth, email, input, known);
  if (!known) return err(authFailure('user_not_found', 'User with this email not found'));
  if (type === 'magiclink' || type === 'recovery') return ok({ user: known, type, recipient: email });
  return prepareEmailChange(auth, known, email, type, input.new_email);
}

async function prepareSignUp(
  auth: AuthService,
  email: string,
  { type, password, data }: LinkInput,
  known: UserRow | undefined,
): Promise<Result<Prepared, AuthFailure>> {
  if (known?.email_confirmed_at) return err(emailTaken());
  if (known) return ok({ user: known, type: 'signup', recipient: email });
  const checked = type === 'signup' ? checkNewPassword(password ?? '') : undefined;
  if (checked && !checked.ok) return checked;
  await insertUser(auth.pool, {
    id: randomUUID(),
    email,
    passwordHash: checked ? await hashPassword(checked.value) : null,
    appMetadata: { provider: 'email', providers: ['email'] },
    userMetadata: data ?? {},
    createdAt: new Date(auth.clock.now()),
    confirmedAt: null,
  });
  const user = await selectUser(auth.pool, { email });
  return user ? ok({ user, type: 'signup', recipient: email }) : err(emailTaken());
}

async function prepareEmailChange(
  auth: AuthService,
  user: UserRow,
  email: string,
  type: 'email_change_current' | 'email_change_new',
  newEmail: string | null | undefined,
): Promise<Result<Prepared, AuthFailure>> {
  const address = readEmail(newEmail);
  if (!address.ok) return address;
  if (await selectUser(auth.pool, { email: address.value })) return err(emailTaken());
  // The two links of one change are asked for one after the other.
  if (user.email_change !== address.value) {
    await beginEmailChange(auth.pool, user.id, address.value, new Date(auth.clock.now()));
  }
  return ok({ user, type, recipient: type === 'email_change_new' ? address.value : email });
}
