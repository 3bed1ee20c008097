/** Ceiling of the first wait: a server that merely restarted its process gets everybody back within this time. */
export const FIRST_WAIT_MS = 200;
/** No wait is ever longer while somebody looks, however long the outage. */
export const LONGEST_WAIT_MS = 10_000;
/** On a hidden page: browsers let its timers run once a minute anyway, and being looked at tries at once. */
export const LONGEST_HIDDEN_WAIT_MS = 60_000;
/**
 * A line that held this long was good: what comes after it starts counting anew. A shorter one was accepted and dropped,
 * or never answered: its first ping is judged before.
 */
export const STABLE_AFTER_MS = 10_000;
/** So many failures in a row, a lost line among them, while the server answers over HTTP: sockets are blocked. */
export const BLOCKED_AFTER_FAILURES = 3;
/** While it polls: a filter seldom changes its mind, but a laptop may be carried to another network. */
export const LONGEST_POLLING_WAIT_MS = 120_000;

/**
 * Full jitter: anywhere between nothing and a ceiling that doubles with each attempt, so that clients that lost the
 * server together do not return together (AWS Architecture Blog, "Exponential Backoff And Jitter").
 */
export function backoffMs(attempt: number, random: number, isVisible = true): number {
  return fullJitter(attempt, random, FIRST_WAIT_MS, isVisible ? LONGEST_WAIT_MS : LONGEST_HIDDEN_WAIT_MS);
}

/** Between two tries of a socket while polling. The first comes within the cap of an ordinary outage. */
export function pollingBackoffMs(attempt: number, random: number): number {
  return fullJitter(attempt, random, LONGEST_WAIT_MS, LONGEST_POLLING_WAIT_MS);
}

function fullJitter(attempt: number, random: number, firstMs: number, longestMs: number): number {
  // 2^9 times either first ceiling is past its cap already; the minimum keeps the power finite for any attempt.
  const doublings = Math.min(Math.max(attempt, 1) - 1, 9);
  return Math.floor(random * Math.min(longestMs, firstMs * 2 ** doublings));
}
