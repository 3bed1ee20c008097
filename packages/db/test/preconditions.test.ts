import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { migrate } from '../src/migrate/migrate.ts';
import { addTenant, createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';
import { MIGRATION, paste, ROLLBACK, wrongChecks } from './support/script.ts';
import { snapshot } from './support/snapshot.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const products: Product[] = [];
let product: Product;

beforeEach(async () => {
  product = await createProduct(superuserUrl, passwords);
  products.push(product);
});
afterAll(async () => {
  for (const each of products) await each.drop();
});

describe('what a product must have', () => {
  it.each([
    [
      'counts its restaurants',
      'drop table public.tenants cascade; create table public.tenants (id bigint primary key, name text)',
      'public.tenants.id is bigint; the widgets need a uuid.',
    ],
    [
      'has no key of its restaurants',
      'drop table public.tenants cascade; create table public.tenants (id uuid, name text)',
      'public.tenants.id is neither its primary key nor unique.',
    ],
    [
      'calls them otherwise',
      'alter table public.tenants rename id to tenant; alter table public.tenants rename name to title',
      'public.tenants.id is missing; the widgets need a uuid. public.tenants has no column name.',
    ],
    [
      'shows them through a view',
      'alter table public.tenants rename to restaurants; create view public.tenants as select * from public.restaurants',
      'public.tenants is not a table.',
    ],
  ])('stops before any change on a product that %s, and says what is wrong', async (_, sql, sentence) => {
    await query(product.owner, sql);
    const before = await snapshot(product.superuser);
    await expect(paste(product.owner, MIGRATION)).rejects.toThrow(`${sentence} Nothing was changed.`);
    await expect(migrate(product.owner)).rejects.toThrow(sentence);
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it.each([
    ['supabase_auth_admin', 'grant supabase_auth_admin to postgres;'],
    // Whoever holds a superuser's rights is one.
    ['supabase_admin', 'alter table public.tenants owner to postgres;'],
  ])('stops before any change where tenants belong to %s, and says what lets it run', async (owner, statement) => {
    await query(
      product.superuser,
      `alter table public.tenants owner to ${owner}; grant select, references, trigger on public.tenants to postgres`,
    );
    const before = await snapshot(product.superuser);
    const sentence = `public.tenants belongs to ${owner}; an administrator lets postgres act for it by "${statement}" Nothing was changed.`;
    await expect(paste(product.owner, MIGRATION)).rejects.toThrow(sentence);
    await expect(migrate(product.owner)).rejects.toThrow(sentence);
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it('stops before any change where it finds no Supabase', async () => {
    await query(product.superuser, 'drop schema realtime cascade');
    await expect(paste(product.owner, MIGRATION)).rejects.toThrow(
      'no database in the layout of Supabase: realtime.messages, realtime.topic(), realtime.send',
    );
  });

  it('stops before any change where a right on its tenants was taken from itself', async () => {
    await query(product.owner, 'revoke update, trigger on public.tenants from postgres');
    const before = await snapshot(product.superuser);
    await expect(paste(product.owner, MIGRATION)).rejects.toThrow(
      'postgres lacks the right UPDATE on public.tenants. postgres lacks the right TRIGGER on public.tenants. Nothing',
    );
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it('runs on a product whose tenants are partitioned, and gives it back', async () => {
    await query(
      product.owner,
      `drop table public.tenants cascade;
       create table public.tenants (id uuid primary key, name varchar(40), slug text) partition by hash (id);
       create table public.tenants_0 partition of public.tenants for values with (modulus 2, remainder 0);
       create table public.tenants_1 partition of public.tenants for values with (modulus 2, remainder 1);
       insert into public.tenants select gen_random_uuid(), 'T' || n from generate_series(1, 5) as n`,
    );
    const before = await snapshot(product.superuser);
    await paste(product.owner, MIGRATION);
    await addTenant(product.owner);
    expect(await wrongChecks(product.owner)).toEqual([]);
    expect(await query(product.owner, 'select from public.widget_configurations')).toHaveLength(12);
    await paste(product.owner, ROLLBACK);
    expect(await snapshot(product.superuser)).toEqual(before);
  });
});
