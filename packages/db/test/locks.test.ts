import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { migrate } from '../src/migrate/migrate.ts';
import { readMigrationFiles } from '../src/migrate/migration-files.ts';
import { splitStatements } from '../src/migrate/split-statements.ts';
import { withClient } from '../src/server/with-client.ts';
import { addTenant, createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';
import { MIGRATION, paste, wrongChecks } from './support/script.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const products: Product[] = [];
let product: Product;

beforeEach(async () => {
  product = await createProduct(superuserUrl, passwords, { tenantCount: 3 });
  products.push(product);
});
afterAll(async () => {
  for (const each of products) await each.drop();
});

describe('a migration beside the work of the product', () => {
  it('waits for a long transaction on tenants, and nobody waits behind it for more than a moment', async () => {
    await withClient(product.owner, async (holder) => {
      await holder.query(`begin; update public.tenants set plan = 'paid' where slug = 'r-1'`);
      let isDone = false;
      const migrated = migrate(product.owner).then(() => (isDone = true));
      // Long enough for all that comes before the lock.
      await delay(1_500);
      const waitsMs: number[] = [];
      for (let count = 0; count < 20; count += 1) {
        const startedAtMs = performance.now();
        await addTenant(product.owner);
        waitsMs.push(performance.now() - startedAtMs);
      }
      expect(isDone).toBe(false);
      expect(Math.max(...waitsMs)).toBeLessThan(1_000);
      await holder.query('commit');
      await migrated;
    });
    expect(await wrongChecks(product.owner)).toEqual([]);
  });

  it('counts restaurants that come and go while it runs', async () => {
    const migrated = migrate(product.owner);
    const end = new AbortController();
    const ended = migrated.finally(() => end.abort());
    const ids: string[] = [];
    while (!end.signal.aborted) {
      ids.push(await addTenant(product.owner));
      if (ids.length % 3 === 0) await query(product.owner, 'delete from public.tenants where id = $1', [ids.at(-2)]);
    }
    await ended;
    expect(ids.length).toBeGreaterThan(5);
    expect(await wrongChecks(product.owner)).toEqual([]);
  });

  it('catches up with restaurants that came and went between back-fill and lock', async () => {
    await paste(product.owner, MIGRATION);
    // As the database is before the last but one migration has run.
    await query(
      product.owner,
      `drop trigger add_widget_defaults on public.tenants; delete from public.widget_configurations;
       alter table public.widget_configurations drop constraint widget_configurations_tenant_id_fkey`,
    );
    const links = (await readMigrationFiles()).find(({ name }) => name === 'links_to_tenants');
    const statements = splitStatements(links?.sql ?? '').map(({ text }) => text);
    const endOfFill = statements.findIndex((text) => text.endsWith('commit')) + 1;
    await query(product.owner, statements.slice(0, endOfFill).join(';'));
    await addTenant(product.owner);
    await query(product.owner, `delete from public.tenants where slug = 'r-1'`);
    await query(product.owner, statements.slice(endOfFill).join(';'));
    expect(await wrongChecks(product.owner)).toEqual([]);
  });

  it('lets the file and the migrator run at the same time', async () => {
    await Promise.all([paste(product.owner, MIGRATION), migrate(product.owner), paste(product.owner, MIGRATION)]);
    expect(await wrongChecks(product.owner)).toEqual([]);
  });
});
