import type { Cell } from '@blunari/schema/csv';
import { formatMoney, currencyDigits } from '@blunari/schema/money';
import { dayWords } from '../words/date-words.ts';
import { formatShare } from '../words/metrics.ts';
import type { CellFormats } from './TableView.tsx';

/** How columns that several tables have are read. */
export function cellFormats(today: string, currency: string): CellFormats {
  const day = (cell: Cell): string =>
    typeof cell === 'string' && /^\d{4}-/.test(cell) ? dayWords(cell, today) : String(cell);
  return {
    From: day,
    To: day,
    Date: day,
    'Conversion rate': (cell) => formatShare(typeof cell === 'number' ? cell : null),
    [`Value (${currency})`]: (cell) => money(cell, currency),
  };
}

function money(cell: Cell, currency: string): string {
  return typeof cell === 'number'
    ? formatMoney(Math.round(cell * 10 ** currencyDigits(currency)), currency, 'en')
    : '–';
}
