import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../src/migrate/migrate.ts';
import { makeServerFolder } from '../src/testing/server-folder.ts';
import { startCluster, type Cluster } from './support/clusters.ts';
import { hasTool, toolPath } from './support/optional-tools.ts';
import { createProduct, type Product } from './support/product.ts';
import { wrongOf } from './support/mend.ts';
import { query } from './support/query.ts';
import { MIGRATION, paste } from './support/script.ts';
import { useWidgets } from './support/use-widgets.ts';

const run = promisify(execFile);
const program = (name: string): string => join(dirname(toolPath('Postgres 15')), name);

describe.skipIf(!hasTool('Postgres 15'))('a backup of Postgres 15', () => {
  let [home, abroad]: Cluster[] = [];
  let product: Product;
  let folder: string;
  let backup: string;

  beforeAll(async () => {
    [home, abroad] = await Promise.all([startCluster(15), startCluster(17)]);
    product = await createProduct(home.superuserUrl);
    await paste(product.owner, MIGRATION);
    await useWidgets(product.owner);
    folder = await makeServerFolder();
    backup = join(folder, 'backup');
    await run(program('pg_dump'), ['-Fc', '-f', backup, product.superuser]);
  });
  afterAll(async () => {
    await home?.stop();
    await abroad?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('that is restored beside it is as the migrations leave it', async () => {
    const superuser = await emptyDatabase(product);
    await run(program('pg_restore'), ['-d', superuser, backup]);
    const owner = inDatabase(product.owner, 'restored');
    expect(await wrongOf(owner)).toEqual([]);
    expect((await migrate(owner)).applied).toEqual([]);
  });

  it('that is restored in another cluster, of 17, lacks the login role alone, which the migrator brings', async () => {
    // Its roles are there, as in each project of Supabase; ours never was.
    const other = await createProduct(abroad?.superuserUrl ?? '');
    const superuser = await emptyDatabase(other);
    await expect(run(program('pg_restore'), ['-d', superuser, backup])).rejects.toThrow(
      'role "blunari_api" does not exist',
    );
    const owner = inDatabase(other.owner, 'restored');
    expect(await wrongOf(owner)).toContainEqual(expect.objectContaining({ check: 'login role', result: 'is missing' }));
    expect((await migrate(owner)).skippedCount).toBe(0);
    expect(await wrongOf(owner)).toEqual([]);
  });
});

/** Beside a product's, for its owner as well. */
async function emptyDatabase({ superuser }: Product): Promise<string> {
  await query(superuser, 'create database restored template template0');
  await query(superuser, 'grant all on database restored to postgres');
  return inDatabase(superuser, 'restored');
}

function inDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}
