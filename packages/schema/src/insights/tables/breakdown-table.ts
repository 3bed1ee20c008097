import type { Cell, Table } from '../../csv.ts';
import type { Breakdown, BreakdownPart } from '../breakdown.ts';
import {
  cellsOf,
  eventColumns,
  sessionColumns,
  withCompared,
  worthColumns,
  type SomeNumbers,
} from './number-columns.ts';

/** One row a value, and one of all the others; visitors' own words, so only ever to be written by `toCsv`. */
export function breakdownTable({ dimension, rows, rest }: Breakdown, currency: string): Table {
  const hasCompared = rows.some(({ compared }) => compared !== undefined) || rest?.compared !== undefined;
  const isCombination = rows.every(({ more }) => more === null) && rows.length > 0;
  const columns = isCombination ? sessionColumns : [...sessionColumns, ...eventColumns, ...worthColumns(currency)];
  const rowOf = (name: Cell, part: BreakdownPart, compared: BreakdownPart | undefined): readonly Cell[] => [
    name,
    ...cellsOf(columns, numbersOf(part), compared && numbersOf(compared), hasCompared),
  ];
  return {
    columns: [dimension, ...withCompared(columns, hasCompared)],
    rows: [
      ...rows.map((row) => rowOf(row.value, row, row.compared)),
      ...(rest ? [rowOf(`${rest.values} others`, rest, rest.compared)] : []),
    ],
  };
}

const numbersOf = ({ sessions, convertedSessions, more }: BreakdownPart): SomeNumbers => ({
  sessions,
  convertedSessions,
  ...more,
});
