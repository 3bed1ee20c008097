import type { Table } from '../../csv.ts';
import type { HeatMap } from '../heat-map.ts';
import { cellsOf, eventColumns, withCompared } from './number-columns.ts';

/** One row an hour of the week. */
export function heatMapTable(cells: HeatMap): Table {
  return {
    columns: ['Weekday', 'Hour', ...withCompared(eventColumns, false)],
    rows: cells.map((cell) => [cell.weekday, cell.hour, ...cellsOf(eventColumns, cell, undefined, false)]),
  };
}
