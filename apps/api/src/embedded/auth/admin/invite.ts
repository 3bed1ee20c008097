import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, emailTaken, type AuthFailure } from '../auth-failure.ts';
import type { AuthService } from '../auth-service.ts';
import { readEmail } from '../email-address.ts';
import { sendTokenMail } from '../mails/send-token-mail.ts';
import { metadataSchema } from '../metadata.ts';
import { insertUser } from '../queries/insert-user.ts';
import { markInvited } from '../queries/mark-invited.ts';
import { selectUser } from '../queries/select-user.ts';
import { redirectTarget } from '../redirect-target.ts';
import { userBody, type UserRow } from '../user.ts';

const inviteSchema = z.object({ email: z.string().nullish(), data: metadataSchema.nullish() });

/** `POST /invite`: makes a user who chooses a password after following the link of a mail. Once more for who has not followed it yet. */
export async function invite(
  auth: AuthService,
  body: unknown,
  redirectTo: unknown,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  const input = inviteSchema.safeParse(body);
  if (!input.success) return err(authFailure('validation_failed', 'Could not read email and data'));
  const email = readEmail(input.data.email);
  if (!email.ok) return email;
  const invited = await inviteUser(auth, email.value, input.data.data ?? {});
  if (!invited.ok) return invited;
  const { id } = invited.value;
  const target = redirectTarget(redirectTo, auth.redirects);
  try {
    await sendTokenMail(auth, { userId: id, kind: 'invite', to: email.value, redirectTo: target });
  } catch (error) {
    auth.log.error({ err: error }, 'the mail of an invitation could not be sent');
    return err(authFailure('unexpected_failure', 'Error sending invite email'));
  }
  const user = await selectUser(auth.pool, { id });
  return ok(userBody(user ?? invited.value));
}

/** Somebody who is waiting to be confirmed, made where there is nobody yet. */
export async function inviteUser(
  auth: AuthService,
  email: string,
  userMetadata: Record<string, unknown>,
): Promise<Result<UserRow, AuthFailure>> {
  const now = new Date(auth.clock.now());
  await insertUser(auth.pool, {
    id: randomUUID(),
    email,
    passwordHash: null,
    appMetadata: { provider: 'email', providers: ['email'] },
    userMetadata,
    createdAt: now,
    confirmedAt: null,
  });
  const user = await selectUser(auth.pool, { email });
  if (!user || user.email_confirmed_at) {
    return err(emailTaken());
  }
  await markInvited(auth.pool, user.id, userMetadata, now);
  return ok(user);
}
