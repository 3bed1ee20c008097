import type { AuthService } from '../auth-service.ts';
import { issueOneTimeToken } from '../one-time-tokens/issue-one-time-token.ts';
import type { OneTimeTokenType } from '../one-time-tokens/one-time-token.ts';
import type { CodeChallenge } from '../pkce/code-challenge.ts';
import { insertFlowState } from '../queries/insert-flow-state.ts';
import { authMail, type AuthMailReason } from './auth-mail.ts';

/** `type` of a link, as the client and `/verify` name it. */
export type VerificationType = 'signup' | 'invite' | 'recovery' | 'magiclink' | 'email_change';

/** Kinds of mail whose link proves something, and what it proves. */
const tokenOfMail = {
  signup: { token: 'confirmation_token', type: 'signup' },
  invite: { token: 'confirmation_token', type: 'invite' },
  recovery: { token: 'recovery_token', type: 'recovery' },
  email_change_new: { token: 'email_change_token_new', type: 'email_change' },
  email_change_current: { token: 'email_change_token_current', type: 'email_change' },
} as const satisfies Partial<Record<AuthMailReason['kind'], { token: OneTimeTokenType; type: VerificationType }>>;

export interface TokenMail {
  readonly userId: string;
  readonly kind: keyof typeof tokenOfMail;
  readonly to: string;
  /** Where the link leads in the end; checked before. */
  readonly redirectTo: string;
  /** For a change of address. */
  readonly newEmail?: string;
  /** Of the client that asked. */
  readonly pkce?: CodeChallenge | undefined;
}

/** Gives out a token and sends it as a link. Rejects when the mail could not be handed on. */
export async function sendTokenMail(
  auth: AuthService,
  { userId, kind, to, redirectTo, newEmail, pkce }: TokenMail,
): Promise<void> {
  const { token, type } = tokenOfMail[kind];
  if (pkce) await insertFlowState(auth.pool, userId, type, pkce, new Date(auth.clock.now()));
  const request = { userId, type: token, email: to, hasCode: false, isPkce: pkce !== undefined };
  const { linkToken } = await issueOneTimeToken(auth, auth.pool, request);
  const link = verificationLink(auth, linkToken, type, redirectTo);
  await auth.mailer.send(authMail(to, reasonOf(kind, link, newEmail ?? to)));
}

/** The link of Supabase Auth: it signs in, then leads to `redirectTo`. */
export function verificationLink(
  { issuer }: Pick<AuthService, 'issuer'>,
  linkToken: string,
  type: VerificationType,
  redirectTo: string,
): string {
  return `${issuer}/verify?${new URLSearchParams({ token: linkToken, type, redirect_to: redirectTo }).toString()}`;
}

function reasonOf(kind: TokenMail['kind'], link: string, newEmail: string): AuthMailReason {
  if (kind === 'email_change_new' || kind === 'email_change_current') return { kind, link, newEmail };
  return { kind, link };
}
