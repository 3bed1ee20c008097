import { readFile } from 'node:fs/promises';
import type { MigrationFile } from '../migrate/migration-files.ts';

/** The script that takes back the migrations given, in steps of its own transactions. */
export async function buildRollback(files: readonly MigrationFile[]): Promise<string> {
  const source = await readFile(new URL('rollback.sql', import.meta.url), 'utf8');
  return source.replace('--VERSIONS--', () => files.map(({ version }) => `      '${version}'`).join(',\n'));
}
