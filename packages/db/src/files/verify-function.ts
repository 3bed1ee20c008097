import { readFile } from 'node:fs/promises';
import { escapeLiteral, type ClientBase } from 'pg';
import { z } from 'zod';

const catalogueSql = await readSource('catalogue.sql');
const bodySql = await readSource('verify-body.sql');
const countsSql = await readSource('verify-counts.sql');
const othersSql = await readSource('verify-others.sql');
const mendsSql = await readSource('verify-mends.sql');

const rowSchema = z.object({ kind: z.string(), subject: z.string(), definition: z.string() });

/** An object that the migrations make, as the catalogue tells it. */
export type CatalogueRow = z.infer<typeof rowSchema>;

/** Reads what the migrations left in a database. Sets the connection's search_path to nothing. */
export async function readCatalogue(client: ClientBase): Promise<readonly CatalogueRow[]> {
  await client.query(`set search_path = ''`);
  const { rows } = await client.query(catalogueSql);
  return z
    .array(rowSchema)
    .parse(rows)
    .toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
}

/** The function that compares a database with what the migrations up to a version leave; `name` is where it lives. */
export function verifyFunction(name: string, lastVersion: string, expected: readonly CatalogueRow[]): string {
  const values = expected.map(
    ({ kind, subject, definition }) => `      (${[kind, subject, definition].map(escapeLiteral).join(', ')})`,
  );
  const body = bodySql
    .replace('--COUNTS--', () => countsSql.trimEnd())
    .replace('--OTHERS--', () => othersSql.trimEnd())
    .replace('--MENDS--', () => mendsSql.trimEnd())
    .replace('--EXPECTED--', () => values.join(',\n'))
    .replace('--CATALOGUE--', () => catalogueSql.trimEnd())
    .replace('--LAST VERSION--', () => lastVersion);
  return `create or replace function ${name} returns table (kind text, subject text, result text, mend text)
language plpgsql stable${name.startsWith('pg_temp.') ? '' : ' security definer'} set search_path = pg_catalog, pg_temp rows 400 as $verify$
${body.trimEnd()}
$verify$;`;
}

function keyOf({ kind, subject }: CatalogueRow): string {
  return `${kind} ${subject}`;
}

async function readSource(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8');
}
