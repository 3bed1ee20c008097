import { err, ok, type Result } from '@blunari/schema/result';
import { InTurn } from '../../shared/queues/in-turn.ts';
import { authFailure, type AuthFailure } from './auth-failure.ts';
import type { Caller } from './auth-service.ts';

/** Lets work with passwords go on in turns: a flood of sign-ins must stop neither what else the process does nor others' sign-ins. */
export interface PasswordTurns {
  /** Runs `work` when the turn of its neighbourhood comes; refuses at once where too many wait. */
  run<Value>(caller: Pick<Caller, 'address'>, work: () => Promise<Value>): Promise<Result<Value, AuthFailure>>;
}

/** A hash occupies one of the four threads of libuv, which reads files and looks up hosts with the others. */
const AT_ONCE = 2;
/** Of one neighbourhood, a /24 or /48: a second of work at 70 ms a hash. Who has many addresses has them there. */
const MOST_OF_NEIGHBOURS = 16;
/** Over ten seconds of work: who waits longer is gone or tries again. */
const MOST_IN_ALL = 320;
const RETRY_AFTER_MS = 2000;

export function createPasswordTurns(): PasswordTurns {
  const turns = new InTurn(AT_ONCE);
  const underWay = new Map<string, number>();
  let inAll = 0;
  return {
    run: async ({ address }, work) => {
      const neighbourhood = address ?? 'unknown';
      const ofNeighbours = underWay.get(neighbourhood) ?? 0;
      if (ofNeighbours >= MOST_OF_NEIGHBOURS || inAll >= MOST_IN_ALL) return err(tooBusy());
      underWay.set(neighbourhood, ofNeighbours + 1);
      inAll += 1;
      try {
        return ok(await turns.run(neighbourhood, work));
      } finally {
        inAll -= 1;
        const left = (underWay.get(neighbourhood) ?? 1) - 1;
        if (left > 0) underWay.set(neighbourhood, left);
        else underWay.delete(neighbourhood);
      }
    },
  };
}

function tooBusy(): AuthFailure {
  const failure = authFailure('over_request_rate_limit', 'Too many people are signing in. Try again in a moment.');
  return { ...failure, retryAfterMs: RETRY_AFTER_MS };
}
