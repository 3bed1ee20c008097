import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { buildVerifyMigration } from '../src/files/build-files.ts';
import { readCatalogue } from '../src/files/verify-function.ts';
import { migrate } from '../src/migrate/migrate.ts';
import { readMigrationFiles, VERIFY_FILE, type MigrationFile } from '../src/migrate/migration-files.ts';
import { readStatus } from '../src/migrate/read-status.ts';
import { withClient } from '../src/server/with-client.ts';
import { wrongOf } from './support/mend.ts';
import { createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';
import { MIGRATION, paste, wrongChecks } from './support/script.ts';
import { snapshot } from './support/snapshot.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const products: Product[] = [];
let product: Product;
let ofThisRelease: readonly string[];

beforeEach(async () => {
  product = await createProduct(superuserUrl, passwords, { tenantCount: 0, isMigrated: true });
  products.push(product);
  ofThisRelease = await snapshot(product.superuser);
});
afterAll(async () => {
  for (const each of products) await each.drop();
});

/** Gives the database the checks of a release that left it as it is now. */
async function checkAsItIs(files: readonly MigrationFile[]): Promise<void> {
  await withClient(product.owner, async (client) => {
    const catalogue = await readCatalogue(client);
    await client.query('reset search_path');
    await client.query(buildVerifyMigration(files, catalogue));
  });
  expect(await wrongChecks(product.owner)).toEqual([]);
}

/** A policy on each kind of table, a trigger, a check and a function had other definitions; there was no list of tests. */
const otherDefinitions = `
  alter policy members_read on public.widget_bookings using (false);
  alter policy members_read on public.tenant_members using (false);
  alter policy blunari_read on realtime.messages using (false);
  drop trigger announce_flag on public.widget_feature_flags;
  create trigger announce_flag after update on public.widget_feature_flags
    for each row when (old.stage <> new.stage) execute function widget_private.announce_flag();
  alter table public.widget_bookings drop constraint widget_bookings_party_size_check,
    add constraint widget_bookings_party_size_check check (party_size > 1);
  alter table public.widget_settings drop constraint widget_settings_locales_check;
  create or replace function widget_private.iso(instant timestamptz) returns text
    language plpgsql stable set search_path = pg_catalog, pg_temp as 'begin return instant::text; end';`;
const noTests = `
  drop table widget_private.test_tenants;
  drop function widget_private.sweep_test_tenants(uuid), widget_private.begin_test_run(),
    widget_private.keep_test_run(uuid), widget_private.end_test_run(uuid), widget_private.make_test_tenant(text, uuid);
  delete from supabase_migrations.schema_migrations where name in ('test_tenants', 'test_runs')`;

const ways = [
  ['the migrator', (url: string) => migrate(url)],
  ['the file', (url: string) => paste(url, MIGRATION)],
] as const;

describe('a database of an earlier release', () => {
  it.each(ways)('is brought to this one by %s, a table that is new and definitions that changed', async (_, bring) => {
    await query(product.owner, `${otherDefinitions}${noTests}`);
    await checkAsItIs(
      (await readMigrationFiles()).filter(({ name }) => name !== 'test_tenants' && name !== 'test_runs'),
    );
    await bring(product.owner);
    expect(await wrongChecks(product.owner)).toEqual([]);
    expect(await snapshot(product.superuser)).toEqual(ofThisRelease);
    expect((await migrate(product.owner)).applied).toEqual([]);
  });

  it('is known as one where no migration is new', async () => {
    await query(product.owner, otherDefinitions);
    await checkAsItIs(await readMigrationFiles());
    expect((await readStatus(product.owner)).wrong).toMatchObject([{ subject: 'widget_private.verify()' }]);
    const said: string[] = [];
    const { applied } = await migrate(product.owner, { onProgress: (sentence) => said.push(sentence) });
    expect(said).toContain('The database has an earlier release. Applying all again.');
    expect(applied.at(-1)).toBe(VERIFY_FILE);
    expect(await snapshot(product.superuser)).toEqual(ofThisRelease);
    expect((await readStatus(product.owner)).wrong).toEqual([]);
  });

  it.each(ways)('is mended by %s but for what needs a column that is away, which the checks name', async (_, bring) => {
    await query(product.owner, `${otherDefinitions} alter table public.widget_bookings drop column notes`);
    await checkAsItIs(await readMigrationFiles());
    const [outcome] = await Promise.allSettled([bring(product.owner)]);
    const wrong = await wrongOf(product.owner);
    expect(wrong.map(({ check, subject }) => [check, subject])).toEqual([
      ['column', 'public.widget_bookings notes'],
      ['constraint', 'public.widget_bookings widget_bookings_notes_check'],
    ]);
    if (outcome.status === 'rejected') expect(String(outcome.reason)).toContain('public.widget_bookings notes');
  });

  it('names a row that a check of this one refuses, and says it again until somebody changes it', async () => {
    await query(
      product.owner,
      `alter table public.widget_settings drop constraint widget_settings_currency_check;
       insert into public.tenants (name, slug) values ('One', 'one');
       update public.widget_settings set currency = 'euro'`,
    );
    await checkAsItIs(await readMigrationFiles());
    for (const [, bring] of ways)
      await expect(bring(product.owner)).rejects.toThrow('"widget_settings_currency_check" of relation');
    await query(product.owner, `update public.widget_settings set currency = 'EUR'`);
    await migrate(product.owner);
    expect(await snapshot(product.superuser)).toEqual(ofThisRelease);
  });
});

describe('a database of a later release', () => {
  it('is left to the migrator and the file of that one', async () => {
    const files = await readMigrationFiles();
    const [last] = files;
    if (last === undefined) throw new Error('There are migrations.');
    await query(product.owner, 'alter table public.widget_bookings add column mood text');
    await checkAsItIs([...files, { ...last, version: '20991231000000', fileName: '20991231000000_moods.sql' }]);
    const before = await snapshot(product.superuser);
    await expect(migrate(product.owner)).rejects.toThrow('A later release of the widgets has migrated this database.');
    await expect(paste(product.owner, MIGRATION)).rejects.toThrow('Nothing was changed. Take its file instead.');
    expect(await snapshot(product.superuser)).toEqual(before);
    expect((await readStatus(product.owner)).wrong).toMatchObject([{ result: 'is of a later release than this one' }]);
  });
});
