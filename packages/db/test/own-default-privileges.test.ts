import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { wrongOf } from './support/mend.ts';
import { createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';
import { MIGRATION, paste, readScript } from './support/script.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const role = 'Staff reports';
let product: Product;

beforeEach(async () => {
  product = await createProduct(superuserUrl, passwords);
  await query(product.superuser, `create role "${role}"`);
});
afterEach(async () => {
  await product.drop();
  await query(superuserUrl, `drop role "${role}"`);
});

/** What of ours the role may use, of what holds secrets or acts for its owner. */
const open = `
  select 'schema' as what where has_schema_privilege('${role}', 'widget_private', 'usage')
  union all select p.oid::regprocedure::text from pg_proc p
    where p.pronamespace = 'widget_private'::regnamespace and has_function_privilege('${role}', p.oid, 'execute')
  union all select c.oid::regclass::text from pg_class c
    where c.relnamespace = 'widget_private'::regnamespace and c.relkind = 'r' and has_table_privilege('${role}', c.oid, 'select')`;

it("what the product gives its own roles by default is not ours, and stays the product's", async () => {
  const kinds = ['usage on schemas', 'execute on functions', 'all on tables', 'all on sequences'];
  await query(
    product.owner,
    kinds.map((kind) => `alter default privileges for role postgres grant ${kind} to "${role}"`).join('; '),
  );
  await paste(product.owner, MIGRATION);
  expect(await query(product.owner, open)).toEqual([]);
  expect(await wrongOf(product.owner)).toEqual([]);
  await query(product.owner, 'create table public.shop_orders (id uuid)');
  expect(
    await query(product.owner, `select where has_table_privilege('${role}', 'public.shop_orders', 'select')`),
  ).toHaveLength(1);
});

it('what it gives is taken back also where another role than their owner finishes the migration', async () => {
  await paste(product.owner, MIGRATION);
  await query(
    product.owner,
    `alter default privileges for role postgres grant execute on functions to "${role}";
     grant execute on function widget_private.create_booking(text, jsonb) to "${role}"`,
  );
  await query(product.superuser, 'create role deployer createrole bypassrls in role postgres');
  await query(product.superuser, `set role deployer; ${await readScript(MIGRATION)}`);
  expect(await query(product.owner, open)).toEqual([]);
  await query(superuserUrl, 'drop role deployer');
});
