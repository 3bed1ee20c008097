import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
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

/** Checks of the database that are not ok, by the function that the migration leaves. */
export async function wrongChecks(url: string): Promise<readonly Record<string, unknown>[]> {
  return query(url, `select * from widget_private.verify() where result <> 'ok'`);
}
