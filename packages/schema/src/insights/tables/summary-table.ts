import type { Cell, Table } from '../../csv.ts';
import type { Summary } from '../summary.ts';
import { eventColumns, sessionColumns, worthColumns } from './number-columns.ts';

type PeriodNumbers = Summary['now'];

/** One line a number, beside that of the period compared with. */
export function summaryTable({ now, compared }: Summary, currency: string): Table {
  const lines: readonly { readonly name: string; readonly of: (numbers: PeriodNumbers) => Cell }[] = [
    ...sessionColumns,
    ...eventColumns,
    ...worthColumns(currency),
    { name: 'Turned away', of: ({ turnedAway }) => turnedAway },
    { name: 'Left out: bots', of: ({ dropped }) => dropped?.bot ?? null },
    { name: 'Left out: loaded ahead', of: ({ dropped }) => dropped?.prefetch ?? null },
    { name: 'Left out: not valid', of: ({ dropped }) => dropped?.invalid ?? null },
    { name: 'Left out: too late', of: ({ dropped }) => dropped?.late ?? null },
  ];
  return {
    columns: ['Number', 'Period', ...(compared ? ['Compared'] : [])],
    rows: lines.map(({ name, of }) => [name, of(now), ...(compared ? [of(compared)] : [])]),
  };
}
