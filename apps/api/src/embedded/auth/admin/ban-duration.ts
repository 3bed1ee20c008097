/** Milliseconds of the units that Go's durations use. */
const unitMs: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};

/** Longer is as good as for ever; an instant beyond the year 10,000 could not be written. */
const MAX_MS = 1000 * 365 * 24 * 3_600_000;

/**
 * Reads `ban_duration`, such as `24h` or `1h30m`.
 * @returns when the ban ends, null for `none`, undefined for what is no duration
 */
export function banEndOf(duration: string, now: Date): Date | null | undefined {
  if (duration === 'none') return null;
  if (!/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/.test(duration)) return undefined;
  const parts = duration.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h)/g);
  const totalMs = [...parts].reduce((sum, [, amount, unit]) => sum + Number(amount) * (unitMs[unit ?? ''] ?? 0), 0);
  return new Date(now.getTime() + Math.min(totalMs, MAX_MS));
}
