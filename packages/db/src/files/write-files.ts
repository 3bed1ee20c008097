import { mkdtemp, chmod, mkdir, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { applySupabaseLayout } from '../layout/apply-supabase-layout.ts';
import { applyFile } from '../migrate/apply-file.ts';
import { readMigrationFiles, VERIFY_FILE } from '../migrate/migration-files.ts';
import { startPostgres } from '../server/start-postgres.ts';
import { withClient } from '../server/with-client.ts';
import { buildFiles, buildVerifyMigration } from './build-files.ts';
import { readCatalogue, type CatalogueRow } from './verify-function.ts';

const migrations = new URL('../../migrations/', import.meta.url);
const supabase = new URL('../../../../supabase/', import.meta.url);

/** Migrates a database of its own and writes the files that follow from it. */
async function main(): Promise<void> {
  const folder = await mkdtemp(join(await realpath(tmpdir()), 'blunari-files-'));
  await chmod(folder, 0o711);
  const server = await startPostgres({ dataDir: join(folder, 'postgres'), isDurable: false });
  try {
    await write(await catalogueOf(server.superuserUrl));
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of the hand-written migrations and the generated one, whose own row does not depend on what it expects. */
async function catalogueOf(superuserUrl: string): Promise<readonly CatalogueRow[]> {
  const password = 'only-for-this-run';
  await applySupabaseLayout(superuserUrl, {
    postgres: password,
    authenticator: password,
    supabase_auth_admin: password,
    supabase_realtime_admin: password,
  });
  const owner = new URL(superuserUrl);
  owner.username = 'postgres';
  owner.password = password;
  const files = await readMigrationFiles();
  return withClient(owner.href, async (client) => {
    const sources = files.filter(({ fileName }) => fileName !== VERIFY_FILE);
    for (const file of sources) await applyFile(client, file, () => undefined);
    await client.query(buildVerifyMigration(files, [placeholder]));
    return readCatalogue(client);
  });
}

const placeholder: CatalogueRow = { kind: '', subject: '', definition: '' };

async function write(catalogue: readonly CatalogueRow[]): Promise<void> {
  await writeFile(new URL(VERIFY_FILE, migrations), buildVerifyMigration(await readMigrationFiles(), catalogue));
  const files = await buildFiles(await readMigrationFiles(), catalogue);
  await mkdir(new URL('migrations/', supabase), { recursive: true });
  for (const name of await readdir(new URL('migrations/', supabase))) {
    if (!files.has(`migrations/${name}`)) await rm(new URL(`migrations/${name}`, supabase));
  }
  for (const [path, text] of files) await writeFile(new URL(path, supabase), text);
  process.stdout.write(`${files.size} files written, ${catalogue.length} objects to verify\n`);
}

await main();
