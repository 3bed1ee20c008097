import { afterAll, beforeEach, expect, inject, it } from 'vitest';
import { migrate } from '../src/migrate/migrate.ts';
import { mendAll, readChecks, wrongOf } from './support/mend.ts';
import { createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';
import { snapshot } from './support/snapshot.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const products: Product[] = [];
let product: Product;

beforeEach(async () => {
  product = await createProduct(superuserUrl, passwords, { isMigrated: true });
  products.push(product);
});
afterAll(async () => {
  for (const each of products) await each.drop();
});

/** Each by a statement of an administrator. */
const harms: readonly (readonly [subject: string, sql: string])[] = [
  ['table public.widget_bookings', 'alter table public.widget_bookings owner to authenticated'],
  ['table widget_private.insights_version', 'alter sequence widget_private.insights_version owner to service_role'],
  [
    'function widget_private.create_booking(text,jsonb)',
    'alter function widget_private.create_booking(text, jsonb) owner to service_role',
  ],
  ['schema widget_private', 'alter schema widget_private owner to anon'],
];

it.each(harms)('of %s that belongs to another role, the checks say so and mend it', async (subject, harm) => {
  const before = await snapshot(product.superuser);
  await query(product.superuser, harm);
  const found = await wrongOf(product.owner);
  expect(found[0]).toMatchObject({ check: 'owner', subject });
  await mendAll(product.owner, found);
  expect(await snapshot(product.superuser)).toEqual(before);
});

it('a superuser is never the rightful owner, not even of nearly all', async () => {
  const subjects = await query(
    product.owner,
    `select p.oid::regprocedure::text as subject from pg_proc p
     where p.pronamespace = 'widget_private'::regnamespace and p.proname <> 'verify'`,
  );
  for (const { subject } of subjects) {
    await query(product.superuser, `alter function ${String(subject)} owner to supabase_admin`);
  }
  const mends = (await readChecks(product.owner)).filter(({ check, result }) => check === 'owner' && result !== 'ok');
  expect(mends).toHaveLength(subjects.length);
  expect(mends.every(({ mend }) => mend.endsWith(' owner to postgres;'))).toBe(true);
});

it('the migrator names the object, and does not run all again', async () => {
  await query(product.superuser, 'alter table public.widget_bookings owner to supabase_auth_admin');
  const said: string[] = [];
  const run = migrate(product.owner, { onProgress: (sentence) => said.push(sentence) });
  await expect(run).rejects.toThrow('alter table public.widget_bookings owner to postgres;');
  expect(said).toEqual([]);
});
