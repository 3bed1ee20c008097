import type { Summary } from './summarize.ts';

/** `unknown`: too few measurements, or none of this kind on this device. */
export type Verdict = 'met' | 'missed' | 'unknown';

/** Whether 95 of 100 stayed below a limit; fewer measurements than `leastCount` say nothing. */
export function judgeSpeed(summary: Summary | null, limitMs: number, leastCount: number): Verdict {
  if (!summary || summary.n < leastCount) return 'unknown';
  return summary.p95 < limitMs ? 'met' : 'missed';
}

/** Whether a growth, as a share of the beginning, is at most a limit. */
export function judgeGrowth(growth: number | null, limit: number): Verdict {
  if (growth === null) return 'unknown';
  return growth <= limit ? 'met' : 'missed';
}

/** Of many: missed where one was missed, unknown where one is, met where all are. */
export function judgeAll(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('missed')) return 'missed';
  return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'met';
}
