import { readFile } from 'node:fs/promises';
import type { MigrationFile } from '../migrate/migration-files.ts';

/** The script that takes back the migrations given, in steps of its own transactions. */
export async function buildRollback(files: readonly MigrationFile[]): Promise<string> {
  const source = await readFile(new URL('rollback.sql', import.meta.url), 'utf8');
  return source
    .replace('--OURS--', () => namesOfOurs(files))
    .replace('--VERSIONS--', () => files.map(({ version }) => `      '${version}'`).join(',\n'));
}

/** The tables that the first migration looks for before it changes anything, with the columns that tell ours. */
function namesOfOurs(files: readonly MigrationFile[]): string {
  const names = /with ours \(name, columns\) as \(\s*values\n(?<rows>.*?)\n {2}\), found/s.exec(files[0]?.sql ?? '');
  const rows = names?.groups?.['rows'];
  if (rows === undefined) throw new Error('The first migration names no tables of ours.');
  return rows;
}
