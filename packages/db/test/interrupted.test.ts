import { spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { applyFile } from '../src/migrate/apply-file.ts';
import { appliedVersions } from '../src/migrate/history.ts';
import { migrate } from '../src/migrate/migrate.ts';
import { readMigrationFiles } from '../src/migrate/migration-files.ts';
import { withClient } from '../src/server/with-client.ts';
import { createProduct, type Product } from './support/product.ts';
import { wrongChecks } from './support/script.ts';
import { snapshot } from './support/snapshot.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const products: Product[] = [];

async function newProduct(): Promise<Product> {
  const made = await createProduct(superuserUrl, passwords, { tenantCount: 3 });
  products.push(made);
  return made;
}

afterAll(async () => {
  for (const each of products) await each.drop();
});

describe('a migration that is cut off', () => {
  it('at any statement leaves no half step and no row of its file, and the next run finishes', async () => {
    const [product, whole] = [await newProduct(), await newProduct()];
    await withClient(product.owner, async (observer) => {
      for (const file of await readMigrationFiles()) {
        for (let fatal = 1; await isCutOff(product.owner, observer, fatal, file); fatal += 1) {
          expect(await appliedVersions(observer)).not.toContain(file.version);
        }
      }
    });
    expect((await migrate(product.owner)).applied).toEqual([]);
    await migrate(whole.owner);
    expect(await snapshot(product.superuser)).toEqual(await snapshot(whole.superuser));
    expect(await wrongChecks(product.owner)).toEqual([]);
  }, 240_000);

  it('inside a file without steps of its own leaves nothing of it', async () => {
    const product = await newProduct();
    const [base] = await readMigrationFiles();
    if (base === undefined) throw new Error('there is a first migration');
    const before = await snapshot(product.superuser);
    await withClient(product.owner, async (observer) => {
      for (const fatal of [2, 5, 8]) {
        expect(await isCutOff(product.owner, observer, fatal, base)).toBe(true);
        expect(await snapshot(product.superuser)).toEqual(before);
      }
    });
  });

  it('by kill -9 is finished by the next run', async () => {
    const [product, whole] = [await newProduct(), await newProduct()];
    for (const fatal of [1, 45, 45, 45, 20]) expect(await runAndDie(product.owner, fatal)).toBe('SIGKILL');
    await migrate(product.owner);
    await migrate(whole.owner);
    expect(await snapshot(product.superuser)).toEqual(await snapshot(whole.superuser));
  }, 120_000);
});

/** Applies a file and cuts the connection before the statement of that number; false where the file has fewer. */
async function isCutOff(
  url: string,
  observer: Client,
  fatal: number,
  file: Parameters<typeof applyFile>[1],
): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  const { pid } = (await client.query<{ pid: number }>('select pg_backend_pid() as pid')).rows[0] ?? { pid: 0 };
  let count = 0;
  const isCut = await applyFile(client, file, () => {
    count += 1;
    if (count === fatal) throw new Error('cut off');
  }).then(
    () => false,
    () => true,
  );
  // The socket goes with whatever was open, as when the process is killed.
  client.connection.stream.destroy();
  if (isCut) await gone(observer, pid);
  return isCut;
}

async function gone(observer: Client, pid: number): Promise<void> {
  while ((await observer.query('select from pg_stat_activity where pid = $1', [pid])).rowCount !== 0);
}

/** How the process that migrates ended. */
async function runAndDie(url: string, fatal: number): Promise<unknown> {
  const script = fileURLToPath(new URL('support/migrate-and-die.ts', import.meta.url));
  const child = spawn(process.execPath, [script, url, String(fatal)], { stdio: 'inherit' });
  const [, signal]: unknown[] = await once(child, 'exit');
  return signal;
}
