import { afterAll, beforeEach, expect, inject, it } from 'vitest';
import { migrate } from '../src/migrate/migrate.ts';
import { withClient } from '../src/server/with-client.ts';
import { mendAll, wrongOf } from './support/mend.ts';
import { createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';
import { MIGRATION, paste } from './support/script.ts';
import { matrix, platformMatrix } from './support/table-rights.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const products: Product[] = [];
let product: Product;

beforeEach(async () => {
  product = await createProduct(superuserUrl, passwords, { isMigrated: true });
  products.push(product);
  await query(product.owner, 'create table public.widget_orders (id uuid primary key)');
});
afterAll(async () => {
  for (const each of products) await each.drop();
});

it('are of ours the settings alone after another run, and the product keeps its own', async () => {
  const names = [...Object.keys(matrix), ...Object.keys(platformMatrix)];
  const ours = names.filter((name) => name.startsWith('widget_') && name !== 'widget_configurations');
  expect(ours.length).toBeGreaterThan(10);
  await query(
    product.owner,
    `alter publication supabase_realtime add table public.widget_orders, widget_private.waiting_insights,
       ${ours.map((name) => `public.${name}`).join(', ')}`,
  );
  expect((await wrongOf(product.owner)).map(({ check }) => check)).toHaveLength(ours.length + 1);
  await paste(product.owner, MIGRATION);
  expect(await wrongOf(product.owner)).toEqual([]);
  expect(await published()).toEqual(['public.widget_configurations', 'public.widget_orders']);
});

it('are told with all columns again after another run', async () => {
  await query(
    product.owner,
    `alter publication supabase_realtime drop table public.widget_configurations;
     alter publication supabase_realtime add table public.widget_configurations (id)`,
  );
  await migrate(product.owner);
  expect(await wrongOf(product.owner)).toEqual([]);
});

it('are added however long a vacuum of them takes, and nobody waits for the messages meanwhile', async () => {
  await query(
    product.owner,
    `alter publication supabase_realtime drop table public.widget_configurations;
     drop policy blunari_read on realtime.messages`,
  );
  await withClient(product.owner, async (vacuum) => {
    await vacuum.query('begin; lock table public.widget_configurations in share update exclusive mode');
    const migrated = paste(product.owner, MIGRATION);
    const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()
      and query_start < clock_timestamp() - interval '400 milliseconds'`;
    await expect.poll(() => query(product.superuser, waiting), { timeout: 20_000 }).toHaveLength(1);
    const locked = `select mode from pg_locks
      where relation = 'realtime.messages'::regclass and mode = 'AccessExclusiveLock'`;
    expect(await query(product.superuser, locked)).toEqual([]);
    await vacuum.query('commit');
    await migrated;
  });
  expect(await wrongOf(product.owner)).toEqual([]);
});

it('come one by one again from a schema that is published as a whole', async () => {
  await query(
    product.superuser,
    `create table public."Odd name" (id uuid primary key); alter publication supabase_realtime add tables in schema public`,
  );
  const [wrong] = await wrongOf(product.owner);
  expect(wrong).toMatchObject({ check: 'foreign publication', subject: 'schema public' });
  expect(wrong?.result).toContain('health data');
  await query(product.superuser, 'alter table public."Odd name" owner to postgres');
  await mendAll(product.owner);
  expect(await published()).toEqual(expect.arrayContaining(['public."Odd name"', 'public.widget_orders']));
  expect((await published()).filter((name) => name.includes('widget_'))).toEqual([
    'public.widget_configurations',
    'public.widget_orders',
  ]);
});

it('are left to the product where another schema is published as a whole', async () => {
  await query(
    product.superuser,
    'create schema shop; alter publication supabase_realtime add tables in schema shop; alter publication supabase_realtime drop table public.widget_configurations',
  );
  await paste(product.owner, MIGRATION);
  expect(await wrongOf(product.owner)).toEqual([]);
  expect(await published()).toEqual(['public.widget_configurations']);
});

it('are named in words where the publication is for all tables', async () => {
  await query(
    product.superuser,
    'drop publication supabase_realtime; create publication supabase_realtime for all tables',
  );
  await paste(product.owner, MIGRATION);
  const [wrong, ...others] = await wrongOf(product.owner);
  expect(others).toEqual([]);
  expect(wrong).toMatchObject({ check: 'foreign publication', subject: 'all tables' });
  expect(wrong?.mend).toContain('It cannot leave a table out.');
});

async function published(): Promise<readonly string[]> {
  const rows = await query(
    product.owner,
    `select format('%I.%I', schemaname, tablename) as name from pg_publication_tables
     where pubname = 'supabase_realtime' order by 1`,
  );
  return rows.map(({ name }) => String(name));
}
