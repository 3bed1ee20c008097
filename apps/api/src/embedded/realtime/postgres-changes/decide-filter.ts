import type { TokenRole } from '../../../tokens/claims.ts';
import type { Row } from './replication/pgoutput.ts';
import { filterSql } from './filter-sql.ts';
import { findTarget } from './filter-target.ts';
import type { CheckedFilter } from './subscription.ts';
import type { TableInfo } from './table-info.ts';

/** The conditions, in SQL, that the database must decide; null when one is known not to be met. */
export function conditionsToAsk(
  filters: readonly CheckedFilter[],
  row: Row,
  table: TableInfo,
  role: TokenRole,
): string[] | null {
  const conditions: string[] = [];
  for (const filter of filters) {
    const target = findTarget(filter.column, table.columns);
    if (!target) return null;
    const value = row.get(target.column.name);
    // Not there, not in the log, or not for this role to know: nobody can say, so nobody is shown.
    if (value === undefined || !target.column.readers.includes(role)) return null;
    // What is in a JSON value, the database knows.
    const decision = target.member === null ? decideFilter(filter, value) : 'ask';
    if (decision === false) return null;
    if (decision === 'ask') conditions.push(filterSql(filter, target, value));
  }
  return conditions;
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
