/** Ceiling of the first wait: a server that merely restarted its process gets everybody back within this time. */
export const FIRST_WAIT_MS = 200;
/** No wait is ever longer, however long the outage. */
export const LONGEST_WAIT_MS = 10_000;
/** A line that held this long was good: what comes after it starts counting anew. A shorter one was accepted and dropped. */
export const STABLE_AFTER_MS = 5_000;

/**
 * Full jitter: anywhere between nothing and a ceiling that doubles with each attempt, so that clients that lost the
 * server together do not return together (AWS Architecture Blog, "Exponential Backoff And Jitter").
 */
export function backoffMs(attempt: number, random: number): number {
  // 2^6 * 200 ms is past the cap already; the minimum keeps the power finite for any attempt.
  const doublings = Math.min(Math.max(attempt, 1) - 1, 6);
  return Math.floor(random * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** doublings));
}
