import { liveMinutes, type Live } from '../live.ts';

/** What was counted in one of the last minutes: 0 is the oldest. */
export interface MinuteCounts {
  readonly minute: number;
  readonly sessions: number;
  readonly views: number;
  readonly interactions: number;
  readonly conversions: number;
}

const minuteMs = 60_000;

/** When the first of the last minutes began (Unix ms). */
export function firstMinuteMs(nowMs: number): number {
  return (Math.floor(nowMs / minuteMs) - liveMinutes + 1) * minuteMs;
}

/** All of the last minutes, zeros where nothing was counted. */
export function fillMinutes(counted: readonly MinuteCounts[], nowMs: number): Live['minutes'] {
  const byMinute = new Map(counted.map((counts) => [counts.minute, counts]));
  return Array.from({ length: liveMinutes }, (_, minute) => {
    const { sessions = 0, views = 0, interactions = 0, conversions = 0 } = byMinute.get(minute) ?? {};
    const from = new Date(firstMinuteMs(nowMs) + minute * minuteMs).toISOString();
    return { from, sessions, views, interactions, conversions };
  });
}
