import { escapeIdentifier, type Pool } from 'pg';
import { z } from 'zod';
import { literalSql } from './literal-sql.ts';
import type { Row } from './replication/pgoutput.ts';
import { runAndRollBack } from '../database/run-and-roll-back.ts';
import type { TableInfo } from './table-info.ts';

export interface RowPair {
  readonly table: TableInfo;
  readonly row: Row;
  readonly oldRow: Row;
}

interface JsonPair {
  readonly row: ReadonlyMap<string, string>;
  readonly oldRow: ReadonlyMap<string, string>;
}

const jsonSchema = z.object({ rows: z.tuple([z.record(z.string(), z.string().nullable())]) });

/**
 * Turns values as the log has them into the JSON that the database makes of their types, in one round trip. Values of
 * columns that are gone by now are left out.
 */
export async function evaluateRows(pool: Pool, pairs: readonly RowPair[]): Promise<JsonPair[]> {
  const selects = pairs.map(({ table, row, oldRow }) => ({
    row: selectJson(table, row),
    oldRow: selectJson(table, oldRow),
  }));
  const statements = selects.flatMap(({ row, oldRow }) => [row, oldRow].filter((select) => select !== null));
  if (statements.length === 0) return selects.map(() => ({ row: new Map(), oldRow: new Map() }));
  const answer = await runAndRollBack(pool, statements);
  if (!answer.ok) throw answer.error;
  const results = answer.value;
  const next = (select: string | null): ReadonlyMap<string, string> =>
    select === null ? new Map() : readJson(results.shift());
  return selects.map(({ row, oldRow }) => ({ row: next(row), oldRow: next(oldRow) }));
}

/** Null when there is nothing to select. */
function selectJson(table: TableInfo, row: Row): string | null {
  const values = table.columns.flatMap(({ name, castType }) => {
    const value = row.get(name);
    if (value === undefined) return [];
    const json = value === null ? `'null'` : `to_jsonb(${literalSql(value, castType)})::text`;
    return [`${json} as ${escapeIdentifier(name)}`];
  });
  return values.length > 0 ? `select ${values.join(', ')}` : null;
}

function readJson(result: unknown): ReadonlyMap<string, string> {
  const [row] = jsonSchema.parse(result).rows;
  // No value is null: those are the text `null`.
  return new Map(Object.entries(row).map(([name, json]) => [name, json ?? 'null']));
}
