import { err, ok, type Result } from '@blunari/schema/result';
import { escapeLiteral, type Pool } from 'pg';
import { z } from 'zod';
import type { TokenRole } from '../../../tokens/claims.ts';
import { runAndRollBack } from '../database/run-and-roll-back.ts';
import { isCallersFault, isTimeout, sqlStateOf } from '../database/sql-state.ts';
import type { ChangeRequest } from './change-request.ts';
import { filterSql, isWords } from './filter-sql.ts';
import { literalSql } from './literal-sql.ts';
import { findTarget, type FilterTarget } from './filter-target.ts';
import type { Filter } from './parse-filter.ts';
import type { CheckedFilter, CheckedRequest } from './subscription.ts';
import { loadPublishedTables, type TableInfo } from './table-info.ts';

export const PUBLICATION = 'supabase_realtime';

const LONGEST_IN = 100;

/** What takes longer for one value would hold up the changes of everybody. */
const LONGEST_MS = 200;

/** The same for all of a request together: others wait to be looked at. */
const LONGEST_IN_ALL_MS = 1_000;

/**
 * Whether the role may ask this of published tables: columns are there and readable, values and operators fit their types.
 * The database is asked to evaluate each condition once, so that none fails later, in the middle of a change.
 * Errors as Supabase words them; exceptions when the database cannot be asked.
 */
export async function checkRequest(
  pool: Pool,
  role: TokenRole,
  request: ChangeRequest,
): Promise<Result<CheckedRequest, string>> {
  const tables = await loadPublishedTables(pool, PUBLICATION, request.schema, request.table);
  const deadlineMs = performance.now() + LONGEST_IN_ALL_MS;
  if (tables.length === 0) return err(`${UNABLE} Please check Realtime is enabled for ${paramsOf(request)}`);
  for (const table of tables) {
    const problem = await problemOf(pool, role, request, table, deadlineMs);
    if (problem) return err(`${UNABLE} An exception happened so please check your ${exceptionOf(request, problem)}`);
  }
  const [table] = tables;
  const filters = await Promise.all(
    request.filters.map(async (filter): Promise<CheckedFilter> => {
      const equalTexts = tables.length === 1 && table ? await equalTextsOf(pool, table, filter) : null;
      return { ...filter, equalTexts };
    }),
  );
  return ok({ ...request, filters });
}

const UNABLE = 'Unable to subscribe to changes with given parameters.';

function paramsOf({ event, schema, table, filters, select }: ChangeRequest): string {
  const tuples = filters.map(({ column, operator, value, isNegated }) => {
    return `{${[column, operator, value].map((part) => JSON.stringify(part)).join(', ')}, ${isNegated}}`;
  });
  const columns = select ? JSON.stringify(select) : 'nil';
  return `the given connect parameters: [event: ${event}, schema: ${schema}, table: ${table}, filters: [${tuples.join(', ')}], select: ${columns}]`;
}

interface Problem {
  readonly sqlState: string;
  readonly message: string;
}

function exceptionOf(request: ChangeRequest, { sqlState, message }: Problem): string {
  const condition = conditionNames.get(sqlState);
  const params = paramsOf(request).replace('the given ', '');
  return `${params}. Exception: ERROR ${sqlState}${condition ? ` (${condition})` : ''} ${message}`;
}

/** Of those that a bad filter can meet: https://www.postgresql.org/docs/17/errcodes-appendix.html */
const conditionNames: ReadonlyMap<string, string> = new Map([
  ['22003', 'numeric_value_out_of_range'],
  ['22007', 'invalid_datetime_format'],
  ['22008', 'datetime_field_overflow'],
  ['22P02', 'invalid_text_representation'],
  ['54000', 'program_limit_exceeded'],
  ['P0001', 'raise_exception'],
]);

async function problemOf(
  pool: Pool,
  role: TokenRole,
  request: ChangeRequest,
  table: TableInfo,
  deadlineMs: number,
): Promise<Problem | undefined> {
  const readable = table.columns.filter(({ readers }) => readers.includes(role));
  for (const filter of request.filters) {
    const target = findTarget(filter.column, readable);
    if (!target) return raised(`invalid column for filter ${filter.column}`);
    if (performance.now() > deadlineMs) return raised('the filters take too long');
    const problem = wordProblem(target, filter) ?? (await valueProblem(pool, target, filter));
    if (problem) return problem;
  }
  const unknown = request.select?.find((name) => !readable.some((column) => column.name === name));
  return unknown === undefined ? undefined : raised(`invalid column for select ${unknown}`);
}

const raised = (message: string): Problem => ({ sqlState: 'P0001', message });

function wordProblem({ type, castType }: FilterTarget, { operator, value }: Filter): Problem | undefined {
  if (operator !== 'is') return undefined;
  if (!isWords.includes(value)) {
    return raised('invalid value for is filter: must be null, true, false, or unknown');
  }
  if (value === 'null' || type === 'bool') return undefined;
  return raised(`is ${value} filter requires a boolean column, got ${castType}`);
}

async function valueProblem(pool: Pool, target: FilterTarget, filter: Filter): Promise<Problem | undefined> {
  const { operator, value } = filter;
  const { castType, member } = target;
  if (operator === 'is') return undefined;
  if (operator === 'match' || operator === 'imatch') {
    const pattern = await failureOf(pool, `select '' ~ ${escapeLiteral(value)}`);
    if (pattern) return raised(`invalid regular expression for ${operator} filter: ${pattern.message}`);
  } else if (operator !== 'like' && operator !== 'ilike') {
    const type = operator === 'in' ? `${castType}[]` : castType;
    const cast = await failureOf(pool, `select ${escapeLiteral(value)}::${type}`);
    if (cast) return cast;
  }
  if (operator === 'in' && (await lengthOf(pool, value)) > LONGEST_IN) {
    return raised(`too many values for \`in\` filter. Maximum ${LONGEST_IN}`);
  }
  const isValue = operator !== 'in' && member === null;
  const columnSql = literalSql(isValue ? value : null, target.column.castType);
  const operation = await failureOf(pool, `select ${filterSql(filter, target, columnSql)}`);
  if (!operation) return undefined;
  return raised(
    `operator ${operator} is not supported on column ${filter.column} of type ${castType}: ${operation.message}`,
  );
}

const FEATURE_NOT_SUPPORTED = '0A000';

async function failureOf(pool: Pool, statement: string): Promise<Problem | undefined> {
  const answer = await runAndRollBack(pool, [`set local statement_timeout = ${LONGEST_MS}`, statement]);
  if (answer.ok) return undefined;
  const { error } = answer;
  const sqlState = sqlStateOf(error);
  const isTheirFault = isTimeout(error) || isCallersFault(error) || sqlState === FEATURE_NOT_SUPPORTED;
  if (error instanceof Error && isTheirFault) return { sqlState, message: error.message };
  throw error;
}

const lengthSchema = z.tuple([z.object({ length: z.number() })]);

const textsSchema = z.tuple([z.object({ texts: z.array(z.string().nullable()) })]);

async function lengthOf(pool: Pool, arrayValue: string): Promise<number> {
  const { rows } = await pool.query('select cardinality($1::text[]) as length', [arrayValue]);
  return lengthSchema.parse(rows)[0].length;
}

/** Types of which one value is written in one way only, and compared as it is written. */
const typesEqualAsText: readonly string[] = ['int2', 'int4', 'int8', 'uuid', 'text', 'varchar'];

async function equalTextsOf(pool: Pool, table: TableInfo, filter: Filter): Promise<ReadonlySet<string> | null> {
  const column = table.columns.find(({ name }) => name === filter.column);
  if (!column || !typesEqualAsText.includes(column.type) || !['eq', 'neq', 'in'].includes(filter.operator)) return null;
  const value = escapeLiteral(filter.value);
  const texts =
    filter.operator === 'in'
      ? `array(select unnest(${value}::${column.castType}[])::text)`
      : `array[${value}::${column.castType}::text]`;
  const { rows } = await pool.query(`select ${texts} as texts`);
  const known = textsSchema.parse(rows)[0].texts;
  // A null among the values makes the answer null where it would be false: the database knows.
  return known.includes(null) ? null : new Set(known.filter((text) => text !== null));
}
