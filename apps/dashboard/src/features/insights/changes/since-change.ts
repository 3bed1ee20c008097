import { conversionRateOf, type Series, sumNumbers } from '@blunari/schema/insights';

/** Shares of the sessions that converted, 0 to 1: up to the day, or week, before a change, and from the one after on. */
export interface SinceChange {
  readonly before: number;
  readonly since: number;
}

/**
 * How conversion went before and since a change of settings, as far as the series reaches. Sessions are counted by the day
 * on which they began: those of the day of the change, or of its week, saw either, and count for neither. Null where one
 * side has no sessions, and by the hour, where sessions are not known.
 */
export function sinceChange(series: Series, localDate: string): SinceChange | null {
  if (series.unit === 'hour') return null;
  const before = conversionRateOf(sumNumbers(series.points.filter(({ to }) => to < localDate)));
  const since = conversionRateOf(sumNumbers(series.points.filter(({ from }) => from > localDate)));
  return before === null || since === null ? null : { before, since };
}
