import type { JournalSecrets } from '@blunari/db';
import type { Result } from '@blunari/schema/result';

/** A new secret signs an hour after it was made, so by then every process has heard of it. */
const freshForMs = 10 * 60_000;

/** While the database is away, what is known goes on to serve, and it is asked again after so long. */
const askAgainAfterMs = 5000;

/** The installation's secrets for tokens, remembered for some minutes. Fails only before the first answer. */
export function rememberSecrets(
  ask: () => Promise<Result<JournalSecrets>>,
  now: () => number,
): () => Promise<Result<JournalSecrets>> {
  let known: Result<JournalSecrets> | undefined;
  let asksAtMs = Number.NEGATIVE_INFINITY;
  let asking: Promise<Result<JournalSecrets>> | undefined;

  async function askOnce(): Promise<Result<JournalSecrets>> {
    const answer = await ask();
    asksAtMs = now() + (answer.ok ? freshForMs : askAgainAfterMs);
    if (answer.ok) known = answer;
    return known ?? answer;
  }

  return async () => {
    if (known && now() < asksAtMs) return known;
    asking ??= askOnce().finally(() => {
      asking = undefined;
    });
    return asking;
  };
}
