import { err, ok, type Result } from '@blunari/schema/result';
import type { PostgresChangesEntry } from '../protocol/message-schemas.ts';
import { isStorableText } from '../protocol/storable-text.ts';
import { parseFilters, type Filter } from './parse-filter.ts';

export type ChangeType = 'INSERT' | 'UPDATE' | 'DELETE';

/** What one entry of a join's `postgres_changes` asks for. */
export interface ChangeRequest {
  /** The client knows the entry again by it. */
  readonly id: number;
  readonly event: ChangeType | '*';
  /** A name, or `*` for all. */
  readonly schema: string;
  readonly table: string;
  readonly filters: readonly Filter[];
  /** Columns to send besides the primary key; null for all. */
  readonly select: readonly string[] | null;
}

export type NumberedEntry = PostgresChangesEntry & { readonly id: number };

/** Of what Postgres can name, in characters. */
const LONGEST_NAME = 63;

const MOST_COLUMNS = 200;

/** Room for an `in` of a hundred ids. */
const LONGEST_FILTER = 4_000;

/** Each is tried on the database, and asked of every row that its caller sees. */
const MOST_FILTERS = 20;

/** Reads an entry; errors as Supabase words them. */
export function parseChangeRequest(entry: NumberedEntry): Result<ChangeRequest, string> {
  const select = parseSelect(entry['select']);
  if (!select.ok) return select;
  const { schema, table, filter } = entry;
  const isNamed = filter ? typeof schema === 'string' && typeof table === 'string' : Boolean(schema ?? table);
  if (!isNamed) return err(nothingAskedFor(entry));
  if (![schema, table].every((name) => isName(name ?? ''))) return err('No table has such a name');
  if ((filter ?? '').length > LONGEST_FILTER) return err(invalidFilter(`longer than ${LONGEST_FILTER} characters`));
  if (!isStorableText(filter ?? '')) return err(invalidFilter('no value is such a text'));
  const filters = parseFilters(filter ?? '');
  if (!filters.ok) return err(invalidFilter(filters.error));
  if (filters.value.length > MOST_FILTERS) return err(invalidFilter(`more than ${MOST_FILTERS} conditions`));
  const request = { schema: schema ?? 'public', table: table ?? '*' };
  if (select.value && (request.schema === '*' || request.table === '*')) return err(NO_WILDCARD_SELECT);
  return ok({
    id: entry.id,
    event: parseEvent(entry.event),
    ...request,
    filters: filters.value,
    select: select.value,
  });
}

const isName = (text: string): boolean => text.length <= LONGEST_NAME && isStorableText(text);

const invalidFilter = (reason: string): string => `Error parsing \`filter\` params: ${reason}`;

const NO_WILDCARD_SELECT =
  'Column selection is not supported for wildcard subscriptions. Provide an explicit schema and table name.';

function parseSelect(select: unknown): Result<readonly string[] | null, string> {
  if (typeof select === 'string') {
    return err('Error parsing `select` params: expected a list of column name strings, e.g. select: ["col1", "col2"]');
  }
  if (!Array.isArray(select)) return ok(null);
  const columns = select.filter((column) => typeof column === 'string');
  if (columns.length > MOST_COLUMNS || columns.some((column) => column.length > LONGEST_NAME)) {
    return err('Error parsing `select` params: too many columns, or names that are too long');
  }
  return ok(columns.length > 0 ? columns : null);
}

function parseEvent(event: string): ChangeType | '*' {
  const word = event.toUpperCase();
  return word === 'INSERT' || word === 'UPDATE' || word === 'DELETE' ? word : '*';
}

function nothingAskedFor({ id: _id, ...entry }: NumberedEntry): string {
  return `No subscription params provided. Please provide at least a \`schema\` or \`table\` to subscribe to: ${JSON.stringify(entry)}`;
}
