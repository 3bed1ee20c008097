import type { Result } from '@blunari/schema/result';
import type { Claims } from './claims.ts';
import type { TokenFailure, VerifyToken } from './verify-token.ts';

export interface RememberOptions {
  /** A key that is taken back ends what was signed with it at the latest after this. */
  readonly forMs: number;
  /** Tokens; the one that was verified first goes first. */
  readonly capacity: number;
  readonly clock?: { now(): number };
}

interface Remembered {
  readonly answer: Promise<Result<Claims, TokenFailure>>;
  readonly untilMs: number;
}

/**
 * Believes a token that was verified a moment ago without computing its signature again. A crowd shows the same API key at
 * each hand-shake and each join; refusals are not remembered, so that made-up tokens take no room.
 */
export function rememberVerified(verify: VerifyToken, { forMs, capacity, clock = Date }: RememberOptions): VerifyToken {
  const remembered = new Map<string, Remembered>();
  const ask = async (token: string, nowMs: number): Promise<Result<Claims, TokenFailure>> => {
    try {
      const verified = await verify(token);
      const untilMs = verified.ok ? Math.min(nowMs + forMs, verified.value.exp * 1000) : 0;
      if (untilMs > clock.now()) remembered.set(token, { answer: Promise.resolve(verified), untilMs });
      else remembered.delete(token);
      return verified;
    } catch (error) {
      remembered.delete(token);
      throw error;
    }
  };
  return (token) => {
    if (!token) return verify(token);
    const nowMs = clock.now();
    const known = remembered.get(token);
    if (known && nowMs < known.untilMs) return known.answer;
    const answer = ask(token, nowMs);
    remembered.delete(token);
    remembered.set(token, { answer, untilMs: Number.POSITIVE_INFINITY });
    if (remembered.size > capacity) {
      const [oldest = ''] = remembered.keys();
      remembered.delete(oldest);
    }
    return answer;
  };
}
