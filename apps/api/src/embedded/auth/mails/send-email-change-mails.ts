import type { AuthService } from '../auth-service.ts';
import type { CodeChallenge } from '../pkce/code-challenge.ts';
import { sendTokenMail } from './send-token-mail.ts';

export interface EmailChange {
  readonly userId: string;
  readonly currentEmail: string | null;
  readonly newEmail: string;
  readonly redirectTo: string;
  /** Of the client that asked. */
  readonly pkce?: CodeChallenge | undefined;
}

/** Asks both addresses: the new one may be mistyped, and who has the session may not be who has the account. */
export async function sendEmailChangeMails(
  auth: AuthService,
  { userId, currentEmail, newEmail, redirectTo, pkce }: EmailChange,
): Promise<void> {
  const change = { userId, newEmail, redirectTo, pkce };
  await sendTokenMail(auth, { ...change, kind: 'email_change_new', to: newEmail });
  if (currentEmail) await sendTokenMail(auth, { ...change, kind: 'email_change_current', to: currentEmail });
}
