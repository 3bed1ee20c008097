import type { Series } from '@blunari/schema/insights';
import type { ChartMark } from '../charts/ChartMarks.tsx';
import type { LetteredChange } from './use-changes.ts';

/** Where changes stand on a series; those of one point share its line. */
export function changeMarks(changes: readonly LetteredChange[], series: Series): readonly ChartMark[] {
  const placed = changes.flatMap(({ letter, changedAt, localDate }) => {
    const index = pointAt(series, localDate, Date.parse(changedAt));
    return index === -1 ? [] : [{ index, letter }];
  });
  return [...Map.groupBy(placed, ({ index }) => index)].map(([index, own]) => ({
    index,
    letter: own.map(({ letter }) => letter).join(''),
  }));
}

function pointAt(series: Series, localDate: string, atMs: number): number {
  if (series.unit === 'hour') {
    return series.points.findIndex(({ from, to }) => Date.parse(from) <= atMs && atMs < Date.parse(to));
  }
  return series.points.findIndex(({ from, to }) => from <= localDate && localDate <= to);
}
