import { err, ok, type Result } from '@blunari/schema/result';
import { authFailure, type AuthFailure } from './auth-failure.ts';

/** Lets work with passwords go on one after the other: a flood of sign-ins must not stop what else the process does. */
export interface PasswordTurns {
  /** Runs `work` when its turn comes; refuses at once where too many wait. */
  run<Value>(work: () => Promise<Value>): Promise<Result<Value, AuthFailure>>;
}

/** A hash occupies one of the four threads of libuv, which reads files and looks up hosts with the others. */
const AT_ONCE = 2;
/** About two seconds of work, at 70 ms a hash: who waits longer is gone or tries again. */
const MAX_WAITING = 50;
const RETRY_AFTER_MS = 2000;

export function createPasswordTurns(): PasswordTurns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    run: async (work) => {
      if (running < AT_ONCE) running += 1;
      else if (waiting.length >= MAX_WAITING) return err(tooBusy());
      else await new Promise<void>((resolve) => waiting.push(resolve));
      try {
        return ok(await work());
      } finally {
        // Who comes next takes the place over; nobody who arrives meanwhile gets in between.
        const next = waiting.shift();
        if (next) next();
        else running -= 1;
      }
    },
  };
}

function tooBusy(): AuthFailure {
  const failure = authFailure('over_request_rate_limit', 'Too many people are signing in. Try again in a moment.');
  return { ...failure, retryAfterMs: RETRY_AFTER_MS };
}
