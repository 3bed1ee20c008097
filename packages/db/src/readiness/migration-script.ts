import { buildOneFile } from '../files/one-file.ts';
import { readMigrationFiles } from '../migrate/migration-files.ts';

export interface MigrationScript {
  readonly fileName: string;
  /** All migrations as one script for the SQL editor or psql, as in `supabase/`. */
  readonly sql: string;
  /** Name of the last migration, without `.sql`. */
  readonly lastMigration: string;
}

/** The file that brings a database up to date, made of the migrations as they are. */
export async function readMigrationScript(): Promise<MigrationScript> {
  const files = await readMigrationFiles();
  const last = files.at(-1)?.fileName.replace(/\.sql$/, '') ?? '';
  return { fileName: 'widget-management-migration.sql', sql: buildOneFile(files), lastMigration: last };
}
