import { err, ok, type Result } from '@blunari/schema/result';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { authFailure, emailTaken, type AuthFailure } from '../auth-failure.ts';
import type { AuthService } from '../auth-service.ts';
import { inTransaction } from '../in-transaction.ts';
import { confirmEmail } from '../queries/confirm-email.ts';
import { confirmEmailChange } from '../queries/confirm-email-change.ts';
import { deleteOneTimeTokens } from '../queries/delete-one-time-tokens.ts';
import { selectUser } from '../queries/select-user.ts';
import { takeOneTimeToken, type Proof, type TakenToken } from '../queries/take-one-time-token.ts';
import { isUniqueViolation } from '../unique-violation.ts';
import { isBanned, type UserRow } from '../user.ts';
import type { OneTimeTokenType } from './one-time-token.ts';

/** What each `type` of a verification may prove. */
const tokenTypes = {
  signup: ['confirmation_token'],
  invite: ['confirmation_token'],
  recovery: ['recovery_token'],
  magiclink: ['recovery_token'],
  email: ['confirmation_token', 'recovery_token'],
  email_change: ['email_change_token_new', 'email_change_token_current'],
} as const satisfies Record<string, readonly OneTimeTokenType[]>;

export type ProofType = keyof typeof tokenTypes;

export const proofTypeSchema = z.enum(['signup', 'invite', 'recovery', 'magiclink', 'email', 'email_change']);

/** Somebody proved who they are; or gave, of a change of address, the first of two confirmations. */
export type Redeemed<Value> =
  { readonly kind: 'proved'; readonly value: Value } | { readonly kind: 'half'; readonly message: string };

const HALF_CONFIRMED = 'Confirmation link accepted. Please proceed to confirm link sent to the other email';

/**
 * Uses a token up, does what it was given out for, and hands its user to `finish`: all of it or nothing, but for a token of
 * somebody who may not come in.
 */
export async function redeemToken<Value>(
  auth: AuthService,
  type: ProofType,
  proof: Proof,
  finish: (client: ClientBase, user: UserRow) => Promise<Result<Value, AuthFailure>>,
): Promise<Result<Redeemed<Value>, AuthFailure>> {
  try {
    return await inTransaction(auth.pool, async (client): Promise<Result<Redeemed<Value>, AuthFailure>> => {
      const taken = await takeOneTimeToken(client, proof, tokenTypes[type], new Date(auth.clock.now()));
      if (!taken) return err(authFailure('otp_expired', 'Email link is invalid or has expired'));
      const user = await settle(auth, client, taken);
      if (!user.ok) return user;
      if (user.value === 'half') return ok({ kind: 'half', message: HALF_CONFIRMED });
      const value = await finish(client, user.value);
      return value.ok ? ok({ kind: 'proved', value: value.value }) : value;
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    return err(emailTaken());
  }
}

async function settle(
  auth: AuthService,
  client: ClientBase,
  { user_id: userId, token_type: tokenType }: TakenToken,
): Promise<Result<UserRow | 'half', AuthFailure>> {
  const now = new Date(auth.clock.now());
  const before = await selectUser(client, { id: userId });
  if (!before || isBanned(before, now)) return err({ ...authFailure('user_banned', 'User is banned'), status: 403 });
  if (tokenType === 'email_change_token_new' || tokenType === 'email_change_token_current') {
    const isChanged = await confirmEmailChange(client, userId, tokenType, now);
    if (!isChanged) return ok('half');
    await deleteOneTimeTokens(client, userId);
  } else {
    await confirmEmail(client, userId, now, { forgetPassword: tokenType === 'recovery_token' });
  }
  const user = await selectUser(client, { id: userId });
  if (!user) throw new Error(`The user ${userId} vanished within a transaction.`);
  return ok(user);
}
