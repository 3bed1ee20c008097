import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { migrate } from '../src/migrate/migrate.ts';
import { rollback } from '../src/rollback/rollback.ts';
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
      'keeps some of them in a table that inherits',
      'create table public.tenants_of_chains () inherits (public.tenants)',
      'public.tenants has a table that inherits from it (tenants_of_chains), whose rows no foreign key finds: partitions would do.',
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

  it('stops before any change where policies speak of topics that would be ours, until it is told that they are others', async () => {
    await query(
      product.owner,
      `create policy team on realtime.messages for select to authenticated
         using (topic = 'tenant:' || (auth.jwt() ->> 'org'))`,
    );
    const before = await snapshot(product.superuser);
    const sentence = /^The policy team on realtime\.messages speaks of topics .* Nothing was changed\.$/;
    await expect(paste(product.owner, MIGRATION)).rejects.toThrow(sentence);
    await expect(migrate(product.owner)).rejects.toThrow("set blunari.other_topics = 'known';");
    expect(await snapshot(product.superuser)).toEqual(before);
    await migrate(`${product.owner}?options=${encodeURIComponent('-c blunari.other_topics=known')}`);
    expect(await wrongChecks(product.owner)).toEqual([]);
    // From then on it is known.
    await paste(product.owner, MIGRATION);
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

  it.each([
    ['supabase_auth_admin', 'grant supabase_auth_admin to postgres;'],
    ['supabase_admin', 'alter publication supabase_realtime owner to postgres;'],
  ])('stops before any change where %s has the publication, and says what lets it run', async (owner, statement) => {
    await query(
      product.superuser,
      `grant create on database ${product.name} to ${owner};
       alter publication supabase_realtime owner to ${owner}`,
    );
    const before = await snapshot(product.superuser);
    await expect(paste(product.owner, MIGRATION)).rejects.toThrow(
      `The publication supabase_realtime belongs to ${owner}; an administrator lets postgres change it by "${statement}" Nothing was changed.`,
    );
    expect(await snapshot(product.superuser)).toEqual(before);
    // A grant of a role would be for all databases of this server.
    await query(product.superuser, 'alter publication supabase_realtime owner to postgres');
    await paste(product.owner, MIGRATION);
    expect(await wrongChecks(product.owner)).toEqual([]);
  });

  it('names every index of ours whose name something else bears, and stops before any change', async () => {
    const migrated = await createProduct(superuserUrl, passwords, { isMigrated: true });
    products.push(migrated);
    const indexes = await query(
      migrated.owner,
      `select c.relname as name from pg_index i
       join pg_class c on c.oid = i.indexrelid join pg_class r on r.oid = i.indrelid
       where c.relnamespace = 'public'::regnamespace and r.relname like 'widget\\_%' order by 1`,
    );
    expect(indexes.length).toBeGreaterThan(40);
    for (const { name } of indexes)
      await query(product.owner, `create index ${String(name)} on public.members (level)`);
    const before = await snapshot(product.superuser);
    const names = indexes.map(({ name }) => `public.${String(name)}`).join(', ');
    const sentence = `The widgets need names that are taken: ${names}. Nothing was changed.`;
    await expect(paste(product.owner, MIGRATION)).rejects.toThrow(sentence);
    await expect(migrate(product.owner)).rejects.toThrow(sentence);
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it('names what took the place of a lost index, for the migrator too', async () => {
    await paste(product.owner, MIGRATION);
    await query(
      product.owner,
      `drop index public.widget_bookings_starts_at_idx;
       create index widget_bookings_starts_at_idx on public.members (level)`,
    );
    await expect(migrate(product.owner)).rejects.toThrow('names that are taken: public.widget_bookings_starts_at_idx.');
  });

  it('stops before any change where quarter hours have a row each, as before the four of an hour shared one', async () => {
    await paste(product.owner, MIGRATION);
    await query(
      product.owner,
      `drop table public.widget_analytics_buckets;
       create table public.widget_analytics_buckets (
         tenant_id uuid not null, widget_id uuid not null, bucket timestamptz not null, views integer not null default 0,
         interactions integer not null default 0, conversions integer not null default 0,
         primary key (tenant_id, widget_id, bucket)
       )`,
    );
    const before = await snapshot(product.superuser);
    const sentence = 'names that are taken: public.widget_analytics_buckets. Nothing was changed.';
    await expect(paste(product.owner, MIGRATION)).rejects.toThrow(sentence);
    await expect(migrate(product.owner)).rejects.toThrow(sentence);
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it('is no superuser, as whom functions of ours would act', async () => {
    const before = await snapshot(product.superuser);
    const sentence = 'supabase_admin is a superuser, and functions of ours';
    await expect(paste(product.superuser, MIGRATION)).rejects.toThrow(sentence);
    await expect(migrate(product.superuser)).rejects.toThrow(sentence);
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it('lets postgres do without rights on the schema that it need not give on, and nothing is complained of', async () => {
    const said: string[] = [];
    await migrate(product.owner, { onProgress: (sentence) => said.push(sentence) });
    await rollback(product.owner, (sentence) => said.push(sentence));
    expect(said.filter((sentence) => !sentence.startsWith('The role blunari_api stays'))).toEqual([]);
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
    // Past the parent, where triggers for whole statements would not act.
    await query(
      product.owner,
      `insert into public.tenants_1 (id, name)
       select id, 'Direct' from (select gen_random_uuid() as id from generate_series(1, 100)) as made
       where satisfies_hash_partition('public.tenants'::regclass, 2, 1, id) limit 2`,
    );
    expect(await query(product.owner, 'select from public.widget_configurations')).toHaveLength(16);
    await paste(product.owner, ROLLBACK);
    expect(await snapshot(product.superuser)).toEqual(before);
  });
});
