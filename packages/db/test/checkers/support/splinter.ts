import { readFile } from 'node:fs/promises';
import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { Finding } from './findings.ts';

export const splinterSql = await readFile(new URL('../splinter/splinter.sql', import.meta.url), 'utf8');

/** Lints 0005 and 0020 look at how a database was used: on a fresh one the first finds every index, the second nothing. */
export const lintsOfUse: readonly string[] = ['unused_index', 'table_bloat'];

/** A finding as Supabase's lints tell it; `cache_key` names the object. */
export const lintSchema = z.object({ name: z.string(), cache_key: z.string(), detail: z.string() });

export function toFinding({ name, cache_key, detail }: z.infer<typeof lintSchema>): Finding {
  return { rule: name, subject: cache_key, detail };
}

/** Runs all lints in the transaction that is open, lints of use included. Leaves its search_path empty until the end. */
export async function runSplinter(client: ClientBase): Promise<readonly Finding[]> {
  // What PostgREST exposes: where this is empty, some lints find nothing; some versions take unset for empty.
  await client.query(`select set_config('pgrst.db_schemas', 'public', true)`);
  const endOfSetting = splinterSql.indexOf(';') + 1;
  await client.query(splinterSql.slice(0, endOfSetting));
  const { rows } = await client.query(splinterSql.slice(endOfSetting));
  return z.array(lintSchema).parse(rows).map(toFinding);
}
