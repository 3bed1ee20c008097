import { readFile } from 'node:fs/promises';
import type { MigrationFile } from '../migrate/migration-files.ts';

/** The script that takes back the migrations given: checks that change nothing, then steps of their own transactions. */
export async function buildRollback(files: readonly MigrationFile[]): Promise<string> {
  const [checks, restaurantsOfTests, steps, unlessMigrated] = await Promise.all([
    readSource('checks.sql'),
    readSource('restaurants-of-tests.sql'),
    readSource('rollback.sql'),
    readSource('unless-migrated.sql'),
  ]);
  const tables = tablesOfOurs(files);
  return `${checks}${restaurantsOfTests}${steps}`
    .replaceAll('--RETURN UNLESS MIGRATED--\n', () => unlessMigrated)
    .replaceAll('--FIRST VERSION--', () => files[0]?.version ?? '')
    .replaceAll('--OURS--', () => namesOfOurs(files))
    .replaceAll('--FUNCTIONS--', () =>
      functionsOfOurs(files)
        .map((name) => `      '${name}'`)
        .join(',\n'),
    )
    .replaceAll('--TABLES--', () => tables.map((name) => `      '${name}'`).join(',\n'))
    .replaceAll('--DROPPED--', () => tables.map((name) => `    ${name}`).join(',\n'))
    .replaceAll('--VERSIONS--', () => files.map(({ version }) => `      '${version}'`).join(',\n'));
}

/** Every table that a migration makes, but for those that are the product's own once they are there. */
export function tablesOfOurs(files: readonly MigrationFile[]): readonly string[] {
  const made = /^create table if not exists (?<name>(?:public\.widget_|widget_private\.)\w+)/gm;
  return files.flatMap(({ sql }) => [...sql.matchAll(made)].map(({ groups }) => groups?.['name'] ?? '')).toSorted();
}

/** Names of every function that a migration makes. */
function functionsOfOurs(files: readonly MigrationFile[]): readonly string[] {
  const made = /\bcreate (?:or replace )?function widget_private\.(?<name>\w+)/g;
  const names = files.flatMap(({ sql }) => [...sql.matchAll(made)].map(({ groups }) => groups?.['name'] ?? ''));
  return [...new Set(names)].toSorted();
}

/** The tables that the first migration looks for before it changes anything, with the columns that tell ours. */
function namesOfOurs(files: readonly MigrationFile[]): string {
  const names = /with ours \(name, columns\) as \(\s*values\n(?<rows>.*?)\n {2}\), found/s.exec(files[0]?.sql ?? '');
  const rows = names?.groups?.['rows'];
  if (rows === undefined) throw new Error('The first migration names no tables of ours.');
  return rows;
}

async function readSource(name: string): Promise<string> {
  return readFile(new URL(name, import.meta.url), 'utf8');
}
