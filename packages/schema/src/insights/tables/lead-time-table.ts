import type { Table } from '../../csv.ts';
import type { LeadTimeAnswer } from '../lead-time.ts';
import { cellsOf, withCompared, worthColumns, type NumberColumn } from './number-columns.ts';

/** One row a stretch of days. */
export function leadTimeTable(stretches: LeadTimeAnswer, currency: string): Table {
  const conversions: NumberColumn = { name: 'Conversions', of: (numbers) => numbers.conversions ?? null };
  const columns = [conversions, ...worthColumns(currency)];
  const hasCompared = stretches.some(({ compared }) => compared !== undefined);
  return {
    columns: ['Days ahead', ...withCompared(columns, hasCompared)],
    // In words: spreadsheets take 2-3 for a day of March.
    rows: stretches.map((stretch) => [
      stretch.leadDays.replace('-', ' to '),
      ...cellsOf(columns, stretch, stretch.compared, hasCompared),
    ]),
  };
}
