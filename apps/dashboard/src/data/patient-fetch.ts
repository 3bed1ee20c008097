/** After this a call counts as unanswered, in ms: as long as a guest waits in the widget. */
export const patienceMs = 15_000;

/**
 * `fetch` that rejects when no answer comes: a connection that died unnoticed gives none, and the browser itself would
 * wait on it for minutes, a renewed token or a save with it.
 */
export const patientFetch: typeof fetch = (input, init) => {
  const patience = AbortSignal.timeout(patienceMs);
  const signal = init?.signal ? AbortSignal.any([init.signal, patience]) : patience;
  return fetch(input, { ...init, signal });
};
