import { createAttemptWindows, type AttemptWindows, type WindowLimit } from './attempt-windows.ts';
import { authFailure, tooManyAttempts, type AuthFailure } from './auth-failure.ts';
import { createSignInLimiter, type SignInLimiter, type SignInLimits } from './sign-in-limiter.ts';

export interface AuthLimits {
  readonly signIn?: SignInLimits;
  /** Mails of one kind to one address, whether it has an account or not. Default: one a minute. */
  readonly mailsToAddress?: WindowLimit;
  /** Mails that one network may cause. Default: 30 an hour. */
  readonly mailsFromNetwork?: WindowLimit;
  /** Links and codes that one network may try. Default: 30 in 5 minutes. */
  readonly verifications?: WindowLimit;
  /**
   * Six-digit codes that anybody may try at one account, and, apart, that who is signed in may try at the own one. Default:
   * 5 in 15 minutes each; the link in the mail works on.
   */
  readonly codes?: WindowLimit;
  /**
   * Refreshes from one network and, beyond that, of each account behind it. Default: 300 in 5 minutes, twice what Supabase Auth
   * allows.
   */
  readonly refreshes?: WindowLimit;
}

/** What a mail is asked for. */
export type MailKind = 'signup' | 'recovery' | 'email_change' | 'reauthentication';

export interface AuthLimiter {
  readonly signIn: SignInLimiter;
  /**
   * Counts; answers why not, where it was too often. Each kind apart: a stranger must not keep a mail from somebody by asking
   * for one that goes to nobody.
   */
  mail(kind: MailKind, network: string, email: string): AuthFailure | undefined;
  verification(network: string): AuthFailure | undefined;
  code(email: string): AuthFailure | undefined;
  /** Apart from `code`: strangers must not be able to use up the attempts of who is signed in. */
  nonce(userId: string): AuthFailure | undefined;
  refresh(network: string): AuthFailure | undefined;
  /** Where the network is used up: a client that is refused ends its session, and strangers must not bring that about. */
  refreshOf(userId: string): AuthFailure | undefined;
}

const MINUTE_MS = 60_000;

export function createAuthLimiter(limits: AuthLimits, clock: { now(): number }): AuthLimiter {
  const windows = (limit: WindowLimit) => createAttemptWindows(limit, clock);
  const mailsTo = windows(limits.mailsToAddress ?? { attempts: 1, windowMs: MINUTE_MS });
  const mailsFrom = windows(limits.mailsFromNetwork ?? { attempts: 30, windowMs: 60 * MINUTE_MS });
  const verifications = windows(limits.verifications ?? { attempts: 30, windowMs: 5 * MINUTE_MS });
  const codeLimit = limits.codes ?? { attempts: 5, windowMs: 15 * MINUTE_MS };
  const [codes, nonces] = [windows(codeLimit), windows(codeLimit)];
  const refreshLimit = limits.refreshes ?? { attempts: 300, windowMs: 5 * MINUTE_MS };
  const [refreshes, refreshesOf] = [windows(refreshLimit), windows(refreshLimit)];
  return {
    signIn: createSignInLimiter(limits.signIn ?? {}, clock),
    mail(kind, network, email) {
      const key = `${kind} ${email.toLowerCase()}`;
      const waitMs = mailsFrom.waitMs(network) ?? mailsTo.waitMs(key);
      if (waitMs !== null) return tooManyMails(waitMs);
      mailsFrom.count(network);
      mailsTo.count(key);
      return undefined;
    },
    verification: (network) => attempt(verifications, network),
    code: (email) => attempt(codes, email.toLowerCase()),
    nonce: (userId) => attempt(nonces, userId),
    refresh: (network) => attempt(refreshes, network),
    refreshOf: (userId) => attempt(refreshesOf, userId),
  };
}

function attempt(windows: AttemptWindows, key: string): AuthFailure | undefined {
  const waitMs = windows.waitMs(key);
  if (waitMs !== null) return tooManyAttempts(waitMs);
  windows.count(key);
  return undefined;
}

function tooManyMails(retryAfterMs: number): AuthFailure {
  const seconds = Math.ceil(retryAfterMs / 1000);
  const message = `For security purposes, you can only request this after ${seconds} seconds.`;
  return { ...authFailure('over_email_send_rate_limit', message), retryAfterMs };
}
