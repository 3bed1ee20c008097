/** Longer than anything that works takes; a check that waits so long has failed. */
const longestWaitMs = 10_000;

export interface WaitOptions {
  /** Calls back after each change; returns the function that ends it. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly signal: AbortSignal;
}

/** Resolves as soon as something is true. Rejects after 10 s, and when the signal aborts. */
export function waitFor(isTrue: () => boolean, { subscribe, signal }: WaitOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    if (isTrue()) return resolve();
    const either = AbortSignal.any([signal, AbortSignal.timeout(longestWaitMs)]);
    if (either.aborted) return reject(reasonOf(signal));
    const unsubscribe = subscribe(() => {
      if (!isTrue()) return;
      unsubscribe();
      resolve();
    });
    either.addEventListener('abort', () => {
      unsubscribe();
      reject(reasonOf(signal));
    });
  });
}

function reasonOf(signal: AbortSignal): Error {
  return new Error(signal.aborted ? 'Cancelled.' : 'Nothing came within ten seconds.');
}
