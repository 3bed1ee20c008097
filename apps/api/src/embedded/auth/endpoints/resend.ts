import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import { readEmail } from '../email-address.ts';
import { sendEmailChangeMails } from '../mails/send-email-change-mails.ts';
import { sendTokenMail } from '../mails/send-token-mail.ts';
import { readCodeChallenge, type CodeChallenge } from '../pkce/code-challenge.ts';
import { selectUser } from '../queries/select-user.ts';
import { redirectTarget } from '../redirect-target.ts';

const resendSchema = z.object({ type: z.enum(['signup', 'email_change']), email: z.string().nullish() });

/** `POST /resend`: the mail of a sign-up or of a change of address once more, where one is waiting. The answer does not say. */
export async function resend(
  auth: AuthService,
  body: unknown,
  redirectTo: unknown,
  caller: Caller,
): Promise<Result<Record<string, never>, AuthFailure>> {
  const input = resendSchema.safeParse(body);
  if (!input.success) return err(authFailure('validation_failed', 'Missing one of these types: signup, email_change'));
  const email = readEmail(input.data.email);
  if (!email.ok) return email;
  const pkce = readCodeChallenge(body);
  if (!pkce.ok) return pkce;
  const tooOften = auth.limiter.mail(input.data.type, caller.network, email.value);
  if (tooOften) return err(tooOften);
  const target = redirectTarget(redirectTo, auth.redirects);
  auth.afterAnswer.run('a mail that was asked for again', () =>
    sendAgain(auth, input.data.type, email.value, { redirectTo: target, pkce: pkce.value }),
  );
  return ok({});
}

async function sendAgain(
  auth: AuthService,
  type: z.infer<typeof resendSchema>['type'],
  email: string,
  { redirectTo, pkce }: { readonly redirectTo: string; readonly pkce: CodeChallenge | undefined },
): Promise<void> {
  const user = await selectUser(auth.pool, { email });
  if (!user) return;
  if (type === 'signup' && !user.email_confirmed_at && auth.isSignupEnabled) {
    await sendTokenMail(auth, { userId: user.id, kind: 'signup', to: email, redirectTo, pkce });
  }
  if (type === 'email_change' && user.email_change) {
    await sendEmailChangeMails(auth, {
      userId: user.id,
      currentEmail: user.email,
      newEmail: user.email_change,
      redirectTo,
      pkce,
    });
  }
}
