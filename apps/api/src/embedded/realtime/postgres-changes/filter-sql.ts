import { assertNever } from '@blunari/schema/result';
import { escapeLiteral } from 'pg';
import { targetSql, type FilterTarget } from './filter-target.ts';
import type { Filter } from './parse-filter.ts';

const symbols = {
  eq: '=',
  neq: '<>',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
  like: 'like',
  ilike: 'ilike',
  match: '~',
  imatch: '~*',
} as const;

/** The condition as an expression about a value of the column (`columnSql`), null (not true) where SQL says so. */
export function filterSql(filter: Filter, target: FilterTarget, columnSql: string): string {
  const { castType } = target;
  const left = targetSql(target, columnSql);
  const right = escapeLiteral(filter.value);
  const not = filter.isNegated ? 'not ' : '';
  switch (filter.operator) {
    case 'is':
      return `(${left} is ${not}${filter.value})`;
    case 'isdistinct':
      return `(${not}(${left} is distinct from ${right}::${castType}))`;
    case 'in':
      return `(${not}(${left} = any (${right}::${castType}[])))`;
    case 'eq':
    case 'neq':
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
    case 'like':
    case 'ilike':
    case 'match':
    case 'imatch':
      return `(${not}(${left} ${symbols[filter.operator]} ${right}::${castType}))`;
    default:
      return assertNever(filter.operator);
  }
}

/** What `is` can be followed by; written into the statement as it stands. */
export const isWords: readonly string[] = ['null', 'true', 'false', 'unknown'];
