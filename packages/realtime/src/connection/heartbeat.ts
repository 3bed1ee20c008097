/** Between two pings of a healthy line. Phoenix servers close a socket after 60 s of silence. */
export const BEAT_EVERY_MS = 15_000;
/** After a line has opened: one that was dead on arrival is found soon, and the first round trip is measured. */
export const FIRST_BEAT_AFTER_MS = 1_000;
/** Between two pings on a hidden page. With the time for the answer still less than those 60 s. */
export const BEAT_EVERY_HIDDEN_MS = 45_000;
/** A ping without an answer for this long means that the line is dead. */
export const PONG_WITHIN_MS = 5_000;
/** The same, when the browser itself says that the network is gone: people are told within 3 s. */
export const PONG_WHEN_DOUBTED_MS = 2_000;
/** A timer that fires this much too late was frozen or slept, so what it was to prove is unproven. */
const OVERSLEPT_MS = 2_000;

/** Either resting until the next ping is due, or awaiting a pong until the line counts as dead. */
export interface Heartbeat {
  readonly phase: 'resting' | 'awaiting';
  readonly dueAt: number;
  /** Asked again after a deadline that proved nothing. */
  readonly isSecondChance: boolean;
  /** Something else came in since the ping, behind which its answer may wait. */
  readonly hasHeard: boolean;
}

const resting = (dueAt: number): Heartbeat => ({ phase: 'resting', dueAt, isSecondChance: false, hasHeard: false });

export const rest = (now: number, isVisible = true): Heartbeat =>
  resting(now + (isVisible ? BEAT_EVERY_MS : BEAT_EVERY_HIDDEN_MS));

/** Of a line that has just opened. */
export const begin = (now: number): Heartbeat => resting(now + FIRST_BEAT_AFTER_MS);

/** After a ping. An earlier deadline stays: asking again must not give a dead line more time. */
export function expectPong(heartbeat: Heartbeat, now: number, withinMs: number): Heartbeat {
  const dueAt = now + withinMs;
  const isAwaiting = heartbeat.phase === 'awaiting';
  if (isAwaiting && heartbeat.dueAt > now) return { ...heartbeat, dueAt: Math.min(heartbeat.dueAt, dueAt) };
  return { phase: 'awaiting', dueAt, isSecondChance: isAwaiting && !heartbeat.hasHeard, hasHeard: false };
}

/** Something came in that is not the answer. */
export const hear = (heartbeat: Heartbeat): Heartbeat =>
  heartbeat.phase === 'awaiting' && !heartbeat.hasHeard ? { ...heartbeat, hasHeard: true } : heartbeat;

/**
 * What to do when the heartbeat's timer fires. One that is late is excused once: where timers are always late, as on
 * hidden pages, the second in the same silence has to do for a proof.
 */
export function judge({ phase, dueAt, isSecondChance, hasHeard }: Heartbeat, now: number): 'ping' | 'dead' {
  if (phase === 'resting' || hasHeard) return 'ping';
  const hasOverslept = now - dueAt > OVERSLEPT_MS;
  return hasOverslept && !isSecondChance ? 'ping' : 'dead';
}
