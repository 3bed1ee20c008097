import { err, ok, type Result } from '@blunari/schema/result';

export const filterOperators = [
  'eq',
  'neq',
  'lt',
  'lte',
  'gt',
  'gte',
  'in',
  'like',
  'ilike',
  'is',
  'match',
  'imatch',
  'isdistinct',
] as const;

export type FilterOperator = (typeof filterOperators)[number];

/** One condition on a column, as in `age=not.lt.18`. */
export interface Filter {
  readonly column: string;
  readonly operator: FilterOperator;
  /** For `in` an array as Postgres writes it, such as `{a,"b,c"}`. */
  readonly value: string;
  readonly isNegated: boolean;
}

/** Conditions separated by commas, all of which must hold; none when there is nothing but space. Errors as Supabase words them. */
export function parseFilters(text: string): Result<readonly Filter[], string> {
  if (text.trim() === '') return ok([]);
  const filters: Filter[] = [];
  for (const part of splitOutsideQuotes(text.trim())) {
    const filter = parseFilter(part.trim());
    if (!filter.ok) return filter;
    filters.push(filter.value);
  }
  return ok(filters);
}

/** Splits at commas that are neither in parentheses nor in a quoted value. */
function splitOutsideQuotes(text: string): string[] {
  const parts: string[] = [];
  let start = 0;
  let depth = 0;
  let isQuoted = false;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (isQuoted) {
      if (character === '\\') index += 1;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') {
      // Only where a value begins; elsewhere a quote is a letter of it.
      isQuoted = index > start && '.(,'.includes(text[index - 1] ?? ' ');
    } else if (character === '(') depth += 1;
    else if (character === ')') depth = Math.max(0, depth - 1);
    else if (character === ',' && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}

const EMPTY_SEGMENT = 'filter must not contain empty segments (check for extra commas)';

function parseFilter(text: string): Result<Filter, string> {
  if (text === '') return err(EMPTY_SEGMENT);
  const [column, condition] = splitAt(text, '=');
  if (column === undefined || condition === undefined) return err(listOf(text));
  const isNegated = condition.startsWith('not.');
  const test = isNegated ? condition.slice('not.'.length) : condition;
  const [word, value] = splitAt(test, '.');
  if (word === undefined || value === undefined) return err(listOf(test));
  const operator = filterOperators.find((known) => known === word);
  if (!operator) return err(listOf(word, value));
  if (operator !== 'in') return ok({ column, operator, value: unquote(value), isNegated });
  if (!/^\(.*\)$/s.test(value)) return err('`in` filter value must be wrapped by parentheses');
  return ok({ column, operator, value: `{${value.slice(1, -1)}}`, isNegated });
}

function splitAt(text: string, separator: string): [string, string] | [] {
  const index = text.indexOf(separator);
  return index < 0 ? [] : [text.slice(0, index), text.slice(index + 1)];
}

/** The value of `"a\"b"` is `a"b`; what is not quoted from end to end is taken as it stands. */
function unquote(value: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"$/s.exec(value)?.[1];
  return quoted === undefined ? value : quoted.replaceAll(/\\(.)/gs, '$1');
}

function listOf(...words: string[]): string {
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`;
}
