import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

export interface RemoteKeysOptions {
  readonly url: URL;
  readonly clock: { now(): number };
}

/** A server that answers slower is as good as none: people wait for every request meanwhile. */
const TIMEOUT_MS = 5000;
/** Keys are read anew after this time, so that one that was withdrawn is believed no longer. */
const FRESH_MS = 10 * 60_000;
/** An unknown key is looked for at most this often: whoever invents key ids causes no flood of requests. */
const COOLDOWN_MS = 10_000;
/** After a failure the known keys serve this long before the next try, so that an outage slows nobody down. */
const RETRY_MS = 30_000;
/** For this long keys are believed that could not be read anew. */
const STALE_MS = 24 * 3_600_000;

/**
 * The published keys of an auth server, read when they are needed and kept. While the server cannot be reached the known
 * keys go on for a day; for a key that is not among them, and without any, this rejects with what went wrong.
 */
export function createRemoteKeys({ url, clock }: RemoteKeysOptions): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(url, {
    timeoutDuration: TIMEOUT_MS,
    cacheMaxAge: FRESH_MS,
    cooldownDuration: COOLDOWN_MS,
  });
  let readAtMs = 0;
  let failure: { readonly error: unknown; readonly atMs: number } | undefined;
  return async (header, token) => {
    const sinceFailureMs = failure ? clock.now() - failure.atMs : RETRY_MS;
    // Less than none: the clock was set back, and would keep the next try away for as long as that.
    if (!failure || sinceFailureMs < 0 || sinceFailureMs >= RETRY_MS) {
      try {
        const key = await remote(header, token);
        failure = undefined;
        readAtMs = clock.now();
        return key;
      } catch (error) {
        // The keys were read; this token's is not among them.
        if (isAboutToken(error)) throw error;
        failure = { error, atMs: clock.now() };
      }
    }
    const known = clock.now() - readAtMs < STALE_MS ? remote.jwks() : undefined;
    if (!known) throw failure.error;
    return createLocalJWKSet(known)(header, token).catch(() => {
      throw failure?.error;
    });
  };
}

function isAboutToken(error: unknown): boolean {
  return (
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}
