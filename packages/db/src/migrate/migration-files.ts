import { readdir, readFile } from 'node:fs/promises';

/** A migration as it lies in `migrations/`: `<14 digits>_<name>.sql`. */
export interface MigrationFile {
  readonly fileName: string;
  readonly version: string;
  readonly name: string;
  readonly sql: string;
}

const folder = new URL('../../migrations/', import.meta.url);

/** The migration that is itself generated, anew for each release: it knows what all others leave. */
export const VERIFY_FILE = '20261125091000_verify.sql';

/** All migrations in the order in which they are applied. */
export async function readMigrationFiles(): Promise<readonly MigrationFile[]> {
  const fileNames = (await readdir(folder)).filter((fileName) => fileName.endsWith('.sql'));
  return Promise.all(inOrder(fileNames).map(readMigrationFile));
}

/** Oldest first, and the one that knows all others last. */
export function inOrder(fileNames: readonly string[]): readonly string[] {
  const others = fileNames.filter((fileName) => fileName !== VERIFY_FILE).toSorted();
  return others.length < fileNames.length ? [...others, VERIFY_FILE] : others;
}

async function readMigrationFile(fileName: string): Promise<MigrationFile> {
  const [, version, name] = /^(\d{14})_(.+)\.sql$/.exec(fileName) ?? [];
  if (version === undefined || name === undefined) {
    throw new Error(`Rename migrations/${fileName}: a migration is called <14 digits>_<name>.sql.`);
  }
  return { fileName, version, name, sql: await readFile(new URL(fileName, folder), 'utf8') };
}

/** Of those that somebody wrote: a release is known by it. */
export function lastVersionOf(files: readonly MigrationFile[]): string {
  return files.findLast(({ fileName }) => fileName !== VERIFY_FILE)?.version ?? '';
}
