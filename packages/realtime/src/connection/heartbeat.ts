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
}

export const rest = (now: number, isVisible = true): Heartbeat => ({
  phase: 'resting',
  dueAt: now + (isVisible ? BEAT_EVERY_MS : BEAT_EVERY_HIDDEN_MS),
});

/** Of a line that has just opened. */
export const begin = (now: number): Heartbeat => ({ phase: 'resting', dueAt: now + FIRST_BEAT_AFTER_MS });

/** After a ping. An earlier deadline stays: asking again must not give a dead line more time. */
export function expectPong(heartbeat: Heartbeat, now: number, withinMs: number): Heartbeat {
  const dueAt = now + withinMs;
  const isStillFair = heartbeat.phase === 'awaiting' && heartbeat.dueAt > now;
  return { phase: 'awaiting', dueAt: isStillFair ? Math.min(heartbeat.dueAt, dueAt) : dueAt };
}

/** What to do when the heartbeat's timer fires. */
export function judge(heartbeat: Heartbeat, now: number): 'ping' | 'dead' {
  const overslept = now - heartbeat.dueAt > OVERSLEPT_MS;
  return heartbeat.phase === 'awaiting' && !overslept ? 'dead' : 'ping';
}
