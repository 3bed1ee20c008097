import { dayCountOf, type DaysPoint, type HourPoint, type Series } from '@blunari/schema/insights';
import type { ChartPoint } from '../charts/LineChart.tsx';
import { dayWords, periodWords, shortDay } from '../words/date-words.ts';
import { type Metric, metricOf } from '../words/metrics.ts';

/** The present, as an instant and as a day of the restaurant. */
export interface Present {
  readonly nowMs: number;
  readonly today: string;
}

/** A metric of a series, point by point; what is still to come is not known. */
export function seriesPoints(series: Series, metric: Metric, present: Present): readonly ChartPoint[] {
  if (series.unit === 'hour') {
    return series.points.map((point, index) => hourPoint(point, series.compared?.[index], metric, present));
  }
  return series.points.map((point, index) => {
    const made = daysPoint(point, series.compared?.[index], metric, present);
    // A first week of fewer days would look like a rise to the second.
    const isShort = series.unit === 'week' && index === 0 && dayCountOf(point) < 7 && metric !== 'rate';
    return isShort ? withoutValues(made) : made;
  });
}

function hourPoint(
  point: HourPoint,
  compared: HourPoint | undefined,
  metric: Metric,
  { nowMs, today }: Present,
): ChartPoint {
  const nameOf = ({ localDate, localTime }: HourPoint): string => `${dayWords(localDate, today)}, ${localTime}`;
  return {
    id: point.from,
    shortName: point.localTime,
    name: nameOf(point),
    value: Date.parse(point.from) > nowMs ? null : metricOf(metric, point),
    ...(compared ? { compared: { name: nameOf(compared), value: metricOf(metric, compared) } } : {}),
  };
}

function daysPoint(point: DaysPoint, compared: DaysPoint | undefined, metric: Metric, { today }: Present): ChartPoint {
  return {
    id: point.from,
    shortName: shortDay(point.from, today),
    name: periodWords(point, today),
    value: point.from > today ? null : metricOf(metric, point),
    ...(compared ? { compared: { name: periodWords(compared, today), value: metricOf(metric, compared) } } : {}),
  };
}

function withoutValues(point: ChartPoint): ChartPoint {
  return { ...point, value: null, ...(point.compared ? { compared: { ...point.compared, value: null } } : {}) };
}
