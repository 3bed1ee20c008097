import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LAST_WITHOUT_END } from '../../src/migrate/lock.ts';
import { withClient } from '../../src/server/with-client.ts';
import { query } from './query.ts';

const supabase = new URL('../../../../supabase/', import.meta.url);

/** Where a generated file lies. */
export function scriptPath(name: string): string {
  return fileURLToPath(new URL(name, supabase));
}

export function readScript(name: string): Promise<string> {
  return readFile(new URL(name, supabase), 'utf8');
}

/** Sends a generated file whole, as one simple query, as the SQL editor does. */
export async function paste(url: string, name: string): Promise<void> {
  await query(url, await readScript(name));
}

export const MIGRATION = 'widget-management-migration.sql';
export const VERIFY = 'widget-management-verify.sql';
export const ROLLBACK = 'widget-management-rollback.sql';

const resultsSchema = z.array(
  z.object({ fields: z.array(z.unknown()), rows: z.array(z.record(z.string(), z.unknown())) }),
);

/** What each statement of a script answers. */
export async function resultsOf(url: string, sql: string): Promise<z.infer<typeof resultsSchema>> {
  return resultsSchema.parse(await withClient<unknown>(url, (client) => client.query(sql)));
}

/** Checks of the database that are not ok, by the function that the migration leaves, however impatient the database is. */
export async function wrongChecks(url: string): Promise<readonly Record<string, unknown>[]> {
  return withClient(url, async (client) => {
    await client.query('begin');
    await client.query(LAST_WITHOUT_END);
    const { rows } = await client.query(`select * from widget_private.verify() where result <> 'ok'`);
    return z.array(z.record(z.string(), z.unknown())).parse(rows);
  });
}
