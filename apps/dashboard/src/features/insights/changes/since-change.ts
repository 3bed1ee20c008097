import { conversionRateOf, type Series, sumNumbers } from '@blunari/schema/insights';

/** Shares of the sessions that converted, 0 to 1: of the days before a change, and from its day on. */
export interface SinceChange {
  readonly before: number;
  readonly since: number;
}

/**
 * How conversion went before and since a day, as far as the series reaches; a week in which it changed counts for neither.
 * Null where one side has no sessions, and by the hour, where sessions are not known.
 */
export function sinceChange(series: Series, localDate: string): SinceChange | null {
  if (series.unit === 'hour') return null;
  const before = conversionRateOf(sumNumbers(series.points.filter(({ to }) => to < localDate)));
  const since = conversionRateOf(sumNumbers(series.points.filter(({ from }) => from >= localDate)));
  return before === null || since === null ? null : { before, since };
}
