import { err, type Result } from '@blunari/schema/result';
import { tooManyAttempts, type AuthFailure } from './auth-failure.ts';
import type { AuthService, Caller } from './auth-service.ts';

/** Work with a password when its turn comes, as an attempt at that account: one that came to no judgement does not count. */
export async function judgeInTurn<Value>(
  { limiter: { signIn }, passwordTurns }: Pick<AuthService, 'limiter' | 'passwordTurns'>,
  caller: Pick<Caller, 'network' | 'address'>,
  account: string,
  work: () => Promise<Value>,
): Promise<Result<Value, AuthFailure>> {
  const retryAfterMs = signIn.attempt(caller.network, account);
  if (retryAfterMs !== null) return err(tooManyAttempts(retryAfterMs));
  let isJudged = false;
  try {
    const judged = await passwordTurns.run(caller, work);
    isJudged = judged.ok;
    return judged;
  } finally {
    if (!isJudged) signIn.takeBack(caller.network, account);
  }
}
