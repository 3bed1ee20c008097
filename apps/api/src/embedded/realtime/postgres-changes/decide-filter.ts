import type { TokenRole } from '../../../tokens/claims.ts';
import type { Row } from './replication/pgoutput.ts';
import { conditionOn, type Condition } from './condition.ts';
import { filterSql } from './filter-sql.ts';
import { findTarget, type FilterTarget } from './filter-target.ts';
import type { CheckedFilter } from './subscription.ts';
import type { TableInfo } from './table-info.ts';

interface Undecided {
  readonly filter: CheckedFilter;
  readonly target: FilterTarget;
}

/** The conditions that the database must decide; null when one is known not to be met. */
export function conditionsToAsk(
  filters: readonly CheckedFilter[],
  row: Row,
  table: TableInfo,
  role: TokenRole,
): Condition[] | null {
  const undecided = undecidedFilters(filters, row, table, role);
  return (
    undecided?.map(({ filter, target }) => conditionOn(row, target.column, filterSql(filter, target, 'v'))) ?? null
  );
}

/** The filters that the database must decide; null when one is known not to be met. */
export function undecidedFilters(
  filters: readonly CheckedFilter[],
  row: Row,
  table: TableInfo,
  role: TokenRole,
): Undecided[] | null {
  const undecided: Undecided[] = [];
  for (const filter of filters) {
    const target = findTarget(filter.column, table.columns);
    if (!target) return null;
    const value = row.get(target.column.name);
    // Not there, not in the log, or not for this role to know: nobody can say, so nobody is shown.
    if (value === undefined || !target.column.readers.includes(role)) return null;
    // What is in a JSON value, the database knows.
    const decision = target.member === null ? decideFilter(filter, value) : 'ask';
    if (decision === false) return null;
    if (decision === 'ask') undecided.push({ filter, target });
  }
  return undecided;
}

/** Whether the value meets the condition, as far as it can be said without the database. */
export function decideFilter(filter: CheckedFilter, value: string | null): boolean | 'ask' {
  if (filter.operator === 'is') return filter.value === 'null' ? (value === null) !== filter.isNegated : 'ask';
  if (filter.operator === 'isdistinct') return 'ask';
  // Comparing with null is neither true nor false, negated or not.
  if (value === null) return false;
  if (!filter.equalTexts) return 'ask';
  const isEqual = filter.equalTexts.has(value);
  return (filter.operator === 'neq' ? !isEqual : isEqual) !== filter.isNegated;
}
