import { err, ok, type Result } from '@blunari/schema/result';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { authFailure, emailTaken, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import { inTransaction } from '../in-transaction.ts';
import { hashCode, hashLinkToken, type OneTimeTokenType } from '../one-time-tokens/one-time-token.ts';
import { confirmEmail } from '../queries/confirm-email.ts';
import { confirmEmailChange } from '../queries/confirm-email-change.ts';
import { deleteOneTimeTokens } from '../queries/delete-one-time-tokens.ts';
import { selectUser } from '../queries/select-user.ts';
import { takeOneTimeToken, type Proof, type TakenToken } from '../queries/take-one-time-token.ts';
import type { SessionBody } from '../session-response.ts';
import { startSession } from '../start-session.ts';
import { isUniqueViolation } from '../unique-violation.ts';
import { isBanned } from '../user.ts';

/** What each `type` of a verification may prove. */
const tokenTypes = {
  signup: ['confirmation_token'],
  invite: ['confirmation_token'],
  recovery: ['recovery_token'],
  magiclink: ['recovery_token'],
  email: ['confirmation_token', 'recovery_token'],
  email_change: ['email_change_token_new', 'email_change_token_current'],
} as const satisfies Record<string, readonly OneTimeTokenType[]>;

const typeSchema = z.enum(['signup', 'invite', 'recovery', 'magiclink', 'email', 'email_change']);
const linkSchema = z.object({ type: typeSchema, token_hash: z.string().min(1).max(255) });
const codeSchema = z.object({ type: typeSchema, email: z.string().max(255), token: z.string().min(1).max(255) });

/** Signed in; or, of a change of address, the first of two confirmations. */
export type Verified =
  | { readonly kind: 'session'; readonly type: string; readonly session: SessionBody }
  | { readonly kind: 'half'; readonly message: string };

const HALF_CONFIRMED = 'Confirmation link accepted. Please proceed to confirm link sent to the other email';

/** `POST /verify` with the secret of a link, or with a code and the address it was sent to. */
export async function verify(
  auth: AuthService,
  body: unknown,
  caller: Caller,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  const verified = await verifyBody(auth, body, caller);
  if (!verified.ok) return verified;
  const { value } = verified;
  return ok(value.kind === 'session' ? value.session : { code: '200', msg: value.message });
}

async function verifyBody(auth: AuthService, body: unknown, caller: Caller): Promise<Result<Verified, AuthFailure>> {
  const link = linkSchema.safeParse(body);
  if (link.success) return verifyLink(auth, link.data.type, link.data.token_hash, caller);
  const code = codeSchema.safeParse(body);
  if (!code.success)
    return err(authFailure('validation_failed', 'Verify requires a type, and a token_hash or an email and a token'));
  const { type, email, token } = code.data;
  const tooOften = auth.limiter.code(email) ?? auth.limiter.verification(caller.network);
  if (tooOften) return err(tooOften);
  return redeem(auth, type, { email, codeHash: hashCode(email, token) }, caller);
}

/** The secret of a link, wherever it comes from. */
export async function verifyLink(
  auth: AuthService,
  type: string | undefined,
  token: string,
  caller: Caller,
): Promise<Result<Verified, AuthFailure>> {
  const known = typeSchema.safeParse(type);
  if (!known.success) return err(authFailure('validation_failed', 'Invalid email verification type'));
  const tooOften = auth.limiter.verification(caller.network);
  if (tooOften) return err(tooOften);
  return redeem(auth, known.data, { linkTokenHash: hashLinkToken(token) }, caller);
}

async function redeem(
  auth: AuthService,
  type: keyof typeof tokenTypes,
  proof: Proof,
  caller: Caller,
): Promise<Result<Verified, AuthFailure>> {
  try {
    return await inTransaction(auth.pool, async (client): Promise<Result<Verified, AuthFailure>> => {
      const taken = await takeOneTimeToken(client, proof, tokenTypes[type], new Date(auth.clock.now()));
      if (!taken) return err(authFailure('otp_expired', 'Email link is invalid or has expired'));
      return settle(auth, client, taken, type, caller);
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return err(emailTaken());
  }
}

/** Does what the token was given out for, and signs its user in. */
async function settle(
  auth: AuthService,
  client: ClientBase,
  { user_id: userId, token_type: tokenType }: TakenToken,
  type: string,
  caller: Caller,
): Promise<Result<Verified, AuthFailure>> {
  const now = new Date(auth.clock.now());
  const before = await selectUser(client, { id: userId });
  if (!before || isBanned(before, now)) return err({ ...authFailure('user_banned', 'User is banned'), status: 403 });
  if (tokenType === 'email_change_token_new' || tokenType === 'email_change_token_current') {
    const isChanged = await confirmEmailChange(client, userId, now);
    if (!isChanged) return ok({ kind: 'half', message: HALF_CONFIRMED });
    await deleteOneTimeTokens(client, userId);
  } else {
    await confirmEmail(client, userId, now, { forgetPassword: tokenType === 'recovery_token' });
  }
  const user = await selectUser(client, { id: userId });
  if (!user) throw new Error(`The user ${userId} vanished within a transaction.`);
  return ok({ kind: 'session', type, session: await startSession(auth, client, user, caller, 'otp') });
}
