import { readdir, readFile } from 'node:fs/promises';

/** A migration as it lies in `migrations/`: `<14 digits>_<name>.sql`. */
export interface MigrationFile {
  readonly fileName: string;
  readonly version: string;
  readonly name: string;
  readonly sql: string;
}

const folder = new URL('../../migrations/', import.meta.url);

/** All migrations, oldest first. */
export async function readMigrationFiles(): Promise<readonly MigrationFile[]> {
  const fileNames = (await readdir(folder)).filter((fileName) => fileName.endsWith('.sql')).toSorted();
  return Promise.all(fileNames.map(readMigrationFile));
}

async function readMigrationFile(fileName: string): Promise<MigrationFile> {
  const [, version, name] = /^(\d{14})_(.+)\.sql$/.exec(fileName) ?? [];
  if (version === undefined || name === undefined) {
    throw new Error(`Rename migrations/${fileName}: a migration is called <14 digits>_<name>.sql.`);
  }
  return { fileName, version, name, sql: await readFile(new URL(fileName, folder), 'utf8') };
}
