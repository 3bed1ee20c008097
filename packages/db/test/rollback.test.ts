import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { migrate } from '../src/migrate/migrate.ts';
import { rollback } from '../src/rollback/rollback.ts';
import { withClient } from '../src/server/with-client.ts';
import { addTenant, createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';
import { MIGRATION, paste, readScript, ROLLBACK, wrongChecks } from './support/script.ts';
import { snapshot } from './support/snapshot.ts';
import { useWidgets } from './support/use-widgets.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const products: Product[] = [];
let product: Product;

async function newProduct(tenantCount = 3): Promise<Product> {
  const made = await createProduct(superuserUrl, passwords, { tenantCount });
  products.push(made);
  return made;
}

beforeEach(async () => {
  product = await newProduct();
});
afterAll(async () => {
  for (const each of products) await each.drop();
});

describe('the rollback', () => {
  it.each([
    ['the file, after the file', MIGRATION],
    ['the file, after the migrator', undefined],
  ])('%s, leaves the catalogue as it was before the migration', async (_, name) => {
    const before = await snapshot(product.superuser);
    if (name === undefined) await migrate(product.owner);
    else await paste(product.owner, name);
    await useWidgets(product.owner);
    await paste(product.owner, ROLLBACK);
    expect(await snapshot(product.superuser)).toEqual(before);
    const [tenants] = await query(product.owner, 'select count(*)::int as count from public.tenants');
    expect(tenants).toEqual({ count: 3 });
  });

  it('takes along the restaurants of a test that was broken off', async () => {
    await migrate(product.owner);
    await query(
      product.owner,
      `insert into widget_private.test_tenants (tenant_id, tester)
       select widget_private.make_test_tenant('Osteria di Prova', null), gen_random_uuid()`,
    );
    await paste(product.owner, ROLLBACK);
    const [tenants] = await query(product.owner, 'select count(*)::int as count from public.tenants');
    expect(tenants).toEqual({ count: 3 });
  });

  it.each([
    [
      'a trigger of the product refuses it',
      `
       create function public.never() returns trigger language plpgsql as
         'begin raise exception ''Restaurants are never deleted.''; end';
       create trigger never before delete on public.tenants for each row execute function public.never()`,
      'Restaurants are never deleted.',
    ],
    [
      'a trigger of the product passes over it',
      `
       create function public.never() returns trigger language plpgsql as 'begin return null; end';
       create trigger never before delete on public.tenants for each row execute function public.never()`,
      'the product keeps it',
    ],
    [
      'rows of the product need it',
      `
       create table public.invoices (tenant_id uuid references public.tenants (id));
       insert into public.invoices select tenant_id from widget_private.test_tenants`,
      'foreign key',
    ],
  ])('leaves a restaurant of a test where %s, says which, and removes all else', async (_, sql, reason) => {
    await migrate(product.owner);
    const [made] = await query(
      product.owner,
      `insert into widget_private.test_tenants (tenant_id, tester)
       select widget_private.make_test_tenant('Osteria di Prova', null), gen_random_uuid() returning tenant_id`,
    );
    await query(product.owner, sql);
    const said: string[] = [];
    await rollback(product.owner, (sentence) => said.push(sentence));
    expect(said.find((sentence) => sentence.includes(reason))).toContain(String(made?.['tenant_id']));
    expect(await query(product.owner, `select to_regnamespace('widget_private') as ours`)).toEqual([{ ours: null }]);
  });

  it('tries restaurants of tests that are in use twenty times in all, and names each', async () => {
    await migrate(product.owner);
    await query(
      product.owner,
      `insert into widget_private.test_tenants (tenant_id, tester)
         select widget_private.make_test_tenant('Osteria ' || n, null), gen_random_uuid() from generate_series(1, 4) n;
       create sequence public.tries;
       create function public.in_use() returns trigger language plpgsql as $$
       begin
         if old.name <> 'Osteria 1' then
           perform nextval('public.tries');
           raise exception 'in use' using errcode = 'lock_not_available';
         end if;
         return old;
       end $$;
       create trigger in_use before delete on public.tenants for each row execute function public.in_use()`,
    );
    const said: string[] = [];
    await rollback(product.owner, (sentence) => said.push(sentence));
    expect(await query(product.owner, 'select last_value::integer as tries from public.tries')).toEqual([
      { tries: 20 },
    ]);
    expect(said.filter((sentence) => sentence.includes('it was in use'))).toHaveLength(3);
    const [tenants] = await query(product.owner, 'select count(*)::int as count from public.tenants');
    expect(tenants).toEqual({ count: 6 });
  });

  it('waits for a test that is ending, whose restaurants then go with it', async () => {
    await migrate(product.owner);
    await query(
      product.owner,
      `insert into widget_private.test_tenants (tenant_id, tester)
       select widget_private.make_test_tenant('Osteria di Prova', null), gen_random_uuid()`,
    );
    await withClient(product.owner, async (ending) => {
      await ending.query('begin');
      await ending.query('select from widget_private.test_tenants for update');
      const rolledBack = rollback(product.owner);
      await expect
        .poll(
          () =>
            query(
              product.owner,
              `select from pg_stat_activity where wait_event_type = 'Lock' and query ~ 'test_tenants'`,
            ),
          {
            timeout: 20_000,
          },
        )
        .toHaveLength(1);
      await ending.query('delete from public.tenants where id in (select tenant_id from widget_private.test_tenants)');
      await ending.query('commit');
      await rolledBack;
    });
    const [tenants] = await query(product.owner, 'select count(*)::int as count from public.tenants');
    expect(tenants).toEqual({ count: 3 });
  });

  it('takes the tables of tenants along where the migration made them', async () => {
    const bare = await newProduct(0);
    const before = await snapshot(bare.superuser);
    await migrate(bare.owner);
    await addTenant(bare.owner);
    await rollback(bare.owner);
    expect(await snapshot(bare.superuser)).toEqual(before);
  });

  it('goes on where it was cut off after the tables of tenants', async () => {
    const bare = await newProduct(0);
    const before = await snapshot(bare.superuser);
    await migrate(bare.owner);
    await query(bare.owner, 'drop table public.tenants, public.tenant_members cascade');
    await paste(bare.owner, ROLLBACK);
    expect(await snapshot(bare.superuser)).toEqual(before);
  });

  it.each([
    ['of the product', 3],
    ['that the migration made', 0],
  ])(
    'goes on where it was cut off behind any of its steps, with tenants %s',
    async (_, tenantCount) => {
      const before = await snapshot((await newProduct(tenantCount)).superuser);
      const steps = (await readScript(ROLLBACK)).split(/^commit;$/m);
      expect(steps.length).toBeGreaterThan(8);
      for (let done = 1; done < steps.length; done += 1) {
        const cut = await createProduct(superuserUrl, passwords, { tenantCount, isMigrated: true });
        products.push(cut);
        await query(cut.owner, `${steps.slice(0, done).join('commit;')}commit;`);
        await paste(cut.owner, ROLLBACK);
        expect({ done, after: await snapshot(cut.superuser) }).toEqual({ done, after: before });
      }
    },
    120_000,
  );

  it('removes the tables too where somebody has dropped the schema alone', async () => {
    const before = await snapshot(product.superuser);
    await migrate(product.owner);
    await useWidgets(product.owner);
    await query(product.owner, 'drop schema widget_private cascade');
    await paste(product.owner, ROLLBACK);
    expect(await snapshot(product.superuser)).toEqual(before);
    await migrate(product.owner);
    expect(await wrongChecks(product.owner)).toEqual([]);
  });

  it('leaves those tables where the product has come to need them', async () => {
    const bare = await newProduct(0);
    await migrate(bare.owner);
    await query(bare.owner, 'create table public.invoices (tenant_id uuid references public.tenants (id))');
    const said: string[] = [];
    await rollback(bare.owner, (sentence) => said.push(sentence));
    expect(said).toContainEqual('public.tenants stays, because other tables of this product need it.');
    expect(
      await query(
        bare.owner,
        `select to_regclass('public.tenants')::text as name, to_regnamespace('widget_private') as ours`,
      ),
    ).toEqual([{ name: 'tenants', ours: null }]);
  });

  it('may be run twice, and without a migration', async () => {
    const before = await snapshot(product.superuser);
    await paste(product.owner, ROLLBACK);
    await migrate(product.owner);
    await paste(product.owner, ROLLBACK);
    await paste(product.owner, ROLLBACK);
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it('leaves a foreign table of one of our names alone', async () => {
    await query(product.owner, 'create table public.widget_rollouts (id int)');
    const before = await snapshot(product.superuser);
    await paste(product.owner, ROLLBACK);
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it('stops before any change where somebody has taken one of our names since', async () => {
    await migrate(product.owner);
    await query(product.owner, 'drop table public.widget_audit; create table public.widget_audit (id int)');
    const before = await snapshot(product.superuser);
    await expect(paste(product.owner, ROLLBACK)).rejects.toThrow("somebody else's: public.widget_audit");
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it.each([
    ['a view', 'create view public.today as select reference from public.widget_bookings', 'view public.today'],
    [
      'a foreign key',
      'create table public.tips (booking uuid constraint tips_booking references public.widget_bookings (id))',
      'constraint tips_booking on table public.tips',
    ],
    ['a column', 'create table public.tips (of public.widget_bookings)', 'column of of table public.tips'],
    [
      'a function',
      'create function public.tip(b public.widget_bookings) returns int language sql return 1',
      'function public.tip(public.widget_bookings)',
    ],
    [
      'a policy',
      `create policy mine on public.tenants for select to authenticated
         using (id in (select widget_private.my_tenants('viewer')))`,
      'policy mine on table public.tenants',
    ],
    [
      'a trigger',
      `create trigger again after update on public.tenants
         for each row execute function widget_private.add_tenant_defaults()`,
      'trigger again on table public.tenants',
    ],
    [
      'a function in our schema',
      'create function widget_private.operator_helper() returns int language sql return 1',
      'function widget_private.operator_helper()',
    ],
    [
      'an aggregate in our schema',
      'create aggregate widget_private.total(int) (sfunc = int4pl, stype = int)',
      'function widget_private.total(integer)',
    ],
    ['a table in our schema', 'create table widget_private.extra (id int)', 'table widget_private.extra'],
    [
      'a default',
      'create table public.tips (key text default widget_private.make_public_key())',
      'default value for column key of table public.tips',
    ],
  ])('stops before any change where %s of somebody else needs what is ours', async (_, sql, name) => {
    await migrate(product.owner);
    await useWidgets(product.owner);
    await query(product.owner, sql);
    const before = await snapshot(product.superuser);
    await expect(paste(product.owner, ROLLBACK)).rejects.toThrow(`need what is ours: ${name}. Nothing was removed.`);
    await expect(rollback(product.owner)).rejects.toThrow(name);
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it('keeps the history of other migrations', async () => {
    await migrate(product.owner);
    await query(product.owner, `insert into supabase_migrations.schema_migrations (version) values ('20200101000000')`);
    await paste(product.owner, ROLLBACK);
    expect(await query(product.owner, 'select version from supabase_migrations.schema_migrations')).toEqual([
      { version: '20200101000000' },
    ]);
  });

  it.each([
    ['the file', (url: string) => paste(url, MIGRATION)],
    ['the migrator', (url: string) => migrate(url)],
  ])('leaves the history of an older Supabase CLI to it, which %s had completed', async (_, run) => {
    await query(
      product.owner,
      `create schema supabase_migrations;
       create table supabase_migrations.schema_migrations (version text primary key);
       insert into supabase_migrations.schema_migrations values ('20200101000000')`,
    );
    await run(product.owner);
    expect(await wrongChecks(product.owner)).toEqual([]);
    expect(
      await query(product.owner, `select version from supabase_migrations.schema_migrations where name = 'base'`),
    ).toEqual([{ version: '20261124080000' }]);
    await paste(product.owner, ROLLBACK);
    expect(await query(product.owner, 'select version from supabase_migrations.schema_migrations')).toEqual([
      { version: '20200101000000' },
    ]);
  });

  it('is undone by the migration', async () => {
    await migrate(product.owner);
    const before = await snapshot(product.superuser);
    await paste(product.owner, ROLLBACK);
    await migrate(product.owner);
    expect(await snapshot(product.superuser)).toEqual(before);
  });
});

describe('the emergency rollback of two statements', () => {
  const emergency = `DROP TABLE IF EXISTS public.widget_analytics; DROP TABLE IF EXISTS public.widget_configurations;`;

  it('works with live data, and tenants can be created, changed and deleted afterwards', async () => {
    await migrate(product.owner);
    await useWidgets(product.owner);
    await query(product.owner, emergency);
    const id = await addTenant(product.owner);
    await query(product.owner, `update public.tenants set name = 'Other' where id = $1`, [id]);
    await query(product.owner, `update public.widget_settings set time_zone = '' where tenant_id = $1`, [id]);
    await query(product.owner, 'delete from public.tenants where id = $1', [id]);
    await query(product.owner, `delete from public.tenants where slug = 'r-1'`);
    expect(await query(product.owner, 'select slug from public.tenants order by 1')).toEqual([
      { slug: 'r-2' },
      { slug: 'r-3' },
    ]);
  });

  it.each([
    ['the migrator, which notices that history and database disagree', (url: string) => migrate(url)],
    ['the file', (url: string) => paste(url, MIGRATION)],
  ])('is undone by %s', async (_, restore) => {
    await migrate(product.owner);
    await useWidgets(product.owner);
    const before = await snapshot(product.superuser);
    await query(product.owner, emergency);
    await addTenant(product.owner);
    expect(await wrongChecks(product.owner)).not.toEqual([]);
    await restore(product.owner);
    expect(await snapshot(product.superuser)).toEqual(before);
    expect(await wrongChecks(product.owner)).toEqual([]);
    const [count] = await query(product.owner, 'select count(*)::int as count from public.widget_configurations');
    expect(count).toEqual({ count: 8 });
  });

  it('can be followed by the rollback', async () => {
    const before = await snapshot(product.superuser);
    await migrate(product.owner);
    await query(product.owner, emergency);
    await paste(product.owner, ROLLBACK);
    expect(await snapshot(product.superuser)).toEqual(before);
  });
});
