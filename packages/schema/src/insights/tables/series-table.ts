import type { Table } from '../../csv.ts';
import type { Series } from '../series.ts';
import { cellsOf, eventColumns, sessionColumns, withCompared, worthColumns } from './number-columns.ts';

/** One row a point. */
export function seriesTable(series: Series, currency: string): Table {
  const hasCompared = series.compared !== undefined;
  if (series.unit === 'hour') {
    return {
      columns: ['Date', 'Time', ...withCompared(eventColumns, hasCompared)],
      rows: series.points.map((point, index) => [
        point.localDate,
        point.localTime,
        ...cellsOf(eventColumns, point, series.compared?.[index], hasCompared),
      ]),
    };
  }
  const columns = [...sessionColumns, ...eventColumns, ...worthColumns(currency)];
  return {
    columns: ['From', 'To', ...withCompared(columns, hasCompared)],
    rows: series.points.map((point, index) => [
      point.from,
      point.to,
      ...cellsOf(columns, point, series.compared?.[index], hasCompared),
    ]),
  };
}
