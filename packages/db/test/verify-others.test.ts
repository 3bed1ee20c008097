import { afterAll, beforeEach, expect, inject, it } from 'vitest';
import { mendAll, wrongOf } from './support/mend.ts';
import { createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const products: Product[] = [];
let product: Product;

beforeEach(async () => {
  product = await createProduct(superuserUrl, passwords, { tenantCount: 0, isMigrated: true });
  products.push(product);
  await query(product.owner, 'create table public.shop_orders (id uuid primary key, note text)');
});
afterAll(async () => {
  for (const each of products) await each.drop();
});

/** What the product's own objects do with ours, and what is then left of them once the statement has run. */
const reaching: readonly (readonly [kind: string, sql: string, left: string])[] = [
  [
    'foreign view',
    'create view public.guests as select guest_name from public.widget_bookings; grant select on public.guests to anon',
    `select from pg_class where oid = 'public.guests'::regclass and 'security_invoker=true' = any (reloptions)`,
  ],
  [
    'foreign view',
    `create view public.guests with (security_invoker = on) as select guest_name, note from public.widget_bookings, public.shop_orders;
     create view public.names as select guest_name from public.guests; grant select (guest_name) on public.names to authenticated`,
    `select from pg_class where oid = 'public.names'::regclass and 'security_invoker=true' = any (reloptions)`,
  ],
  [
    'foreign view',
    'create materialized view public."All guests" as select guest_name from public.widget_bookings; grant select on public."All guests" to public',
    `select where not has_table_privilege('anon', 'public."All guests"', 'select')`,
  ],
  [
    'foreign child',
    'create table public."Old bookings" () inherits (public.widget_bookings)',
    `select where to_regclass('public."Old bookings"') is not null`,
  ],
  [
    'foreign replication',
    'create publication "Ware house" for table public.widget_bookings, public.shop_orders',
    `select from pg_publication_tables where pubname = 'Ware house' and tablename = 'shop_orders'`,
  ],
];

it.each(reaching)('a %s is named, and its mend leaves the rest to the product: %s', async (kind, sql, left) => {
  await query(product.owner, sql);
  expect((await wrongOf(product.owner)).map(({ check }) => check)).toContain(kind);
  await mendAll(product.owner);
  expect(await query(product.owner, left)).toHaveLength(1);
});

it('a publication of a whole schema for somebody else goes on with the tables of the product', async () => {
  await query(product.superuser, 'create publication warehouse for tables in schema public');
  const [wrong, ...others] = await wrongOf(product.superuser);
  expect(others).toEqual([]);
  expect(wrong).toMatchObject({ check: 'foreign replication', subject: 'schema public in warehouse' });
  await mendAll(product.superuser);
  const published = `select tablename::text as name from pg_publication_tables where pubname = 'warehouse' order by 1`;
  expect(await query(product.owner, published)).toEqual([
    { name: 'shop_orders' },
    { name: 'tenant_members' },
    { name: 'tenants' },
  ]);
});

it('a publication of all tables for somebody else is named in words', async () => {
  await query(product.superuser, 'create publication warehouse for all tables');
  const [wrong, ...others] = await wrongOf(product.owner);
  expect(others).toEqual([]);
  expect(wrong).toMatchObject({ check: 'foreign replication', subject: 'all tables in warehouse' });
  expect(wrong?.mend).toContain('It cannot leave a table out.');
});

it('views that show a reader only their own rows, or nobody anything, are nobody’s business', async () => {
  await query(
    product.owner,
    `create view public.mine with (security_invoker = true) as select guest_name from public.widget_bookings;
     grant select on public.mine to authenticated;
     create view public.for_us as select guest_name from public.widget_bookings;
     create view public.orders as select note from public.shop_orders; grant select on public.orders to anon`,
  );
  expect(await wrongOf(product.owner)).toEqual([]);
});

it('triggers of ours that act for subscriptions too, as a product may have it, are right', async () => {
  await query(
    product.owner,
    `alter table public.tenants enable always trigger add_widget_defaults;
     alter table public.widget_configurations enable always trigger keep_added_widgets`,
  );
  expect(await wrongOf(product.owner)).toEqual([]);
});
