import type { Environment } from './environment.ts';

/** How long to wait for an answer, and what ends the waiting before. */
export interface Patience {
  readonly environment: Pick<Environment, 'setTimer'>;
  readonly withinMs: number;
  readonly until: AbortSignal;
}

/**
 * Asks over HTTP, and rejects when the time is over or `until` aborts, even where the question itself never ends: on a
 * connection that died unnoticed no answer comes, and browsers wait for it for many minutes. Its signal aborts when
 * it is over, so that the next question does not wait for the same connection.
 */
export function askWithin<Answer>(
  { environment, withinMs, until }: Patience,
  question: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const asking = new AbortController();
  const giveUp = (): void => asking.abort();
  const cancelDeadline = environment.setTimer(giveUp, withinMs);
  until.addEventListener('abort', giveUp, { signal: asking.signal });
  // Nobody reads the reason.
  const givenUp = new Promise<never>((_resolve, reject) => asking.signal.addEventListener('abort', reject));
  // A question that throws before it is a promise is one that rejects.
  const answer = (async () => question(asking.signal))();
  return Promise.race([answer, givenUp]).finally(() => {
    cancelDeadline();
    giveUp();
  });
}
