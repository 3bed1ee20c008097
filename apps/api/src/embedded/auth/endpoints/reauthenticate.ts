import { err, ok, type Result } from '@blunari/schema/result';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import type { SignedIn } from '../authenticate.ts';
import { authMail } from '../mails/auth-mail.ts';
import { issueOneTimeToken } from '../one-time-tokens/issue-one-time-token.ts';

/** `GET /reauthenticate`: mails a code that a change of password is to name as its `nonce`. */
export async function reauthenticate(
  auth: AuthService,
  { user }: SignedIn,
  caller: Caller,
): Promise<Result<Record<string, never>, AuthFailure>> {
  const { email } = user;
  if (!email) return err(authFailure('validation_failed', 'Reauthentication requires the user to have an email'));
  const tooOften = auth.limiter.mail('reauthentication', caller.network, email);
  if (tooOften) return err(tooOften);
  auth.afterAnswer.run('the mail with a code', async () => {
    const request = { userId: user.id, type: 'reauthentication_token', email, hasCode: true } as const;
    const { code } = await issueOneTimeToken(auth, auth.pool, request);
    await auth.mailer.send(authMail(email, { kind: 'reauthentication', code }));
  });
  return ok({});
}
