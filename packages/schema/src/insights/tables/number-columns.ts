import type { Cell } from '../../csv.ts';
import { currencyDigits } from '../../money.ts';
import { conversionRateOf, type InsightNumbers } from '../numbers.ts';

/** Numbers that a row may have; null for one that nobody knows. */
export type SomeNumbers = { readonly [Name in keyof InsightNumbers]?: number | null };

/** A column of numbers, and how it is read off them. */
export interface NumberColumn {
  readonly name: string;
  readonly of: (numbers: SomeNumbers) => Cell;
}

export const sessionColumns: readonly NumberColumn[] = [
  { name: 'Sessions', of: ({ sessions = null }) => sessions },
  { name: 'Converted sessions', of: ({ convertedSessions = null }) => convertedSessions },
  { name: 'Conversion rate', of: rateCell },
];

export const eventColumns: readonly NumberColumn[] = [
  { name: 'Views', of: ({ views = null }) => views },
  { name: 'Interactions', of: ({ interactions = null }) => interactions },
  { name: 'Conversions', of: ({ conversions = null }) => conversions },
];

/** Covers, and the value in units of the currency. */
export const worthColumns = (currency: string): readonly NumberColumn[] => [
  { name: 'Covers', of: ({ covers = null }) => covers },
  {
    name: `Value (${currency})`,
    of: ({ valueMinor = null }) => (valueMinor === null ? null : valueMinor / 10 ** currencyDigits(currency)),
  },
];

/** The columns, and once more for the period that is compared with, where there is one. */
export function withCompared(columns: readonly NumberColumn[], hasCompared: boolean): readonly string[] {
  const names = columns.map(({ name }) => name);
  return hasCompared ? [...names, ...names.map((name) => `${name}, compared`)] : names;
}

/** The cells of those columns. */
export function cellsOf(
  columns: readonly NumberColumn[],
  now: SomeNumbers,
  compared: SomeNumbers | undefined,
  hasCompared: boolean,
): readonly Cell[] {
  const cells = columns.map(({ of }) => of(now));
  return hasCompared ? [...cells, ...columns.map(({ of }) => (compared ? of(compared) : null))] : cells;
}

/** The conversion rate to a hundredth of a percent. */
export function rateCell({ sessions, convertedSessions }: SomeNumbers): Cell {
  if (typeof sessions !== 'number' || typeof convertedSessions !== 'number') return null;
  const rate = conversionRateOf({ sessions, convertedSessions });
  return rate === null ? null : Math.round(rate * 10_000) / 10_000;
}
