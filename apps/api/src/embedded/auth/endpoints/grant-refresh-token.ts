import { err, ok, type Result } from '@blunari/schema/result';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import { inTransaction } from '../in-transaction.ts';
import { deleteSessions } from '../queries/delete-sessions.ts';
import { rotateRefreshToken } from '../queries/rotate-refresh-token.ts';
import { selectRefreshToken, type RefreshTokenRow } from '../queries/select-refresh-token.ts';
import { selectTokenOwner } from '../queries/select-token-owner.ts';
import { selectUser } from '../queries/select-user.ts';
import { sessionResponse } from '../session-response.ts';
import { newRefreshToken } from '../start-session.ts';
import { isBanned, type UserRow } from '../user.ts';

/** Two tabs, or a client that sends its request again, may use one token twice within this time. */
const REUSE_WINDOW_MS = 10_000;

const refreshGrantSchema = z.object({ refresh_token: z.string().min(1).max(255) });

interface Refreshed {
  readonly user: UserRow;
  readonly sessionId: string;
  readonly refreshToken: string;
  readonly amr: RefreshTokenRow['amr'];
}

/** `POST /token?grant_type=refresh_token`: a new access token, and the refresh token that replaces the one sent. */
export async function grantRefreshToken(
  auth: AuthService,
  body: unknown,
  caller: Caller,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  const input = refreshGrantSchema.safeParse(body);
  if (!input.success) return err(authFailure('validation_failed', 'refresh_token required'));
  const { refresh_token: token } = input.data;
  const tooOften = await whyNotNow(auth, token, caller);
  if (tooOften) return err(tooOften);
  const outcome = await inTransaction(auth.pool, (client) => refresh(auth, client, token, caller));
  if (!outcome.ok) return outcome;
  const { user, sessionId, refreshToken, amr } = outcome.value;
  return ok(await sessionResponse(auth, user, { id: sessionId, refreshToken, amr }));
}

async function whyNotNow(auth: AuthService, token: string, { network }: Caller): Promise<AuthFailure | undefined> {
  const tooOften = auth.limiter.refresh(network);
  if (!tooOften) return undefined;
  // Made-up tokens, or an office that comes back at once: who has a real one goes on.
  const owner = await selectTokenOwner(auth.pool, token);
  return owner === undefined ? tooOften : auth.limiter.refreshOf(owner);
}

async function refresh(
  auth: AuthService,
  client: ClientBase,
  token: string,
  caller: Caller,
): Promise<Result<Refreshed, AuthFailure>> {
  const row = await selectRefreshToken(client, token);
  const user = row && (await selectUser(client, { id: row.user_id }));
  if (!user) return err(refused('refresh_token_not_found', 'Refresh Token Not Found'));
  const now = new Date(auth.clock.now());
  if (isBanned(user, now)) return err(refused('user_banned', 'User Banned'));
  if (row.not_after && row.not_after < now) return err(refused('session_expired', 'Session Expired'));

  const refreshToken = await successorOf(client, row, now, caller);
  if (refreshToken) {
    return ok({ user, sessionId: row.session_id, refreshToken, amr: row.amr });
  }
  // Not its refresh tokens alone: the access token of a thief would still set a new password.
  await deleteSessions(client, user.id, row.session_id, 'local');
  auth.log.warn(
    { userId: user.id, sessionId: row.session_id },
    'A refresh token was used again; its session is ended.',
  );
  return err(refused('refresh_token_already_used', 'Already Used'));
}

/** The token to go on with; undefined when `row` was replaced too long ago to be an honest repeat. */
async function successorOf(
  client: ClientBase,
  row: RefreshTokenRow,
  now: Date,
  { userAgent, address }: Caller,
): Promise<string | undefined> {
  if (!row.revoked) {
    const newToken = newRefreshToken();
    const { session_id: sessionId, user_id: userId, token: oldToken } = row;
    await rotateRefreshToken(client, { sessionId, userId, oldToken, newToken, rotatedAt: now, userAgent, address });
    return newToken;
  }
  if (!row.active_token) return undefined;
  // The token just before the current one comes from a client that never got the answer to its refresh, however long ago:
  // as in Supabase it gets that answer again. Anything older was stolen, unless it is as fresh as the window.
  const isAnswerRepeated = row.active_parent === row.token;
  const isWithinWindow = now.getTime() - row.updated_at.getTime() <= REUSE_WINDOW_MS;
  return isAnswerRepeated || isWithinWindow ? row.active_token : undefined;
}

function refused(code: AuthFailure['code'], what: string): AuthFailure {
  return authFailure(code, `Invalid Refresh Token: ${what}`);
}
