import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import { readEmail } from '../email-address.ts';
import { sendTokenMail } from '../mails/send-token-mail.ts';
import { readCodeChallenge } from '../pkce/code-challenge.ts';
import { selectUser } from '../queries/select-user.ts';
import { redirectTarget } from '../redirect-target.ts';

const recoverSchema = z.object({ email: z.string().nullish() });

/** `POST /recover`: a link to choose a new password. Whether the address has an account is looked up once the answer is out. */
export async function recover(
  auth: AuthService,
  body: unknown,
  redirectTo: unknown,
  caller: Caller,
): Promise<Result<Record<string, never>, AuthFailure>> {
  const input = recoverSchema.safeParse(body);
  if (!input.success) return err(authFailure('validation_failed', 'Password recovery requires an email'));
  const email = readEmail(input.data.email);
  if (!email.ok) return email;
  const pkce = readCodeChallenge(body);
  if (!pkce.ok) return pkce;
  const tooOften = auth.limiter.mail('recovery', caller.network, email.value);
  if (tooOften) return err(tooOften);
  auth.afterAnswer.run('the mail to choose a new password', async () => {
    const user = await selectUser(auth.pool, { email: email.value });
    if (!user) return;
    const target = redirectTarget(redirectTo, auth.redirects);
    await sendTokenMail(auth, {
      userId: user.id,
      kind: 'recovery',
      to: email.value,
      redirectTo: target,
      pkce: pkce.value,
    });
  });
  return ok({});
}
