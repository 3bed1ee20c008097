import { err, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { authFailure, type AuthFailure } from '../auth-failure.ts';
import type { AuthService, Caller } from '../auth-service.ts';
import { challengeOf } from '../pkce/code-challenge.ts';
import { selectUser } from '../queries/select-user.ts';
import { takeFlowState } from '../queries/take-flow-state.ts';
import { startSession } from '../start-session.ts';
import { isBanned } from '../user.ts';

/** The browser exchanges the code as soon as it has it. As in Supabase Auth. */
const CODE_LIFETIME_MS = 5 * 60_000;

const exchangeSchema = z.object({ auth_code: z.string().min(1).max(255), code_verifier: z.string().min(1).max(255) });

/** `POST /token?grant_type=pkce`: the session for the code that a link led back with, to who has the secret. */
export async function grantAuthCode(
  auth: AuthService,
  body: unknown,
  caller: Caller,
): Promise<Result<Record<string, unknown>, AuthFailure>> {
  const input = exchangeSchema.safeParse(body);
  if (!input.success) {
    return err(
      authFailure('validation_failed', 'invalid request: both auth code and code verifier should be non-empty'),
    );
  }
  const tooOften = auth.limiter.verification(caller.network);
  if (tooOften) return err(tooOften);
  const { auth_code: authCode, code_verifier: verifier } = input.data;
  const now = new Date(auth.clock.now());
  const issuedAfter = new Date(now.getTime() - CODE_LIFETIME_MS);
  const flow = await takeFlowState(auth.pool, { authCode, verifier, challenge: challengeOf(verifier), issuedAfter });
  if (!flow) return err(authFailure('flow_state_not_found', 'invalid flow state, no valid flow state found'));
  if (!flow.is_fresh) return err(authFailure('flow_state_expired', 'invalid flow state, flow state has expired'));
  if (!flow.is_answered) {
    return err(authFailure('bad_code_verifier', 'code challenge does not match previously saved code verifier'));
  }
  const user = flow.user_id === null ? undefined : await selectUser(auth.pool, { id: flow.user_id });
  if (!user || isBanned(user, now)) return err({ ...authFailure('user_banned', 'User is banned'), status: 403 });
  return startSession(auth, auth.pool, user, caller, 'otp');
}
