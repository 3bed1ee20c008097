import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { buildFiles, buildVerifyMigration } from '../src/files/build-files.ts';
import { readCatalogue } from '../src/files/verify-function.ts';
import { migrate } from '../src/migrate/migrate.ts';
import { readMigrationFiles, VERIFY_FILE } from '../src/migrate/migration-files.ts';
import { withClient } from '../src/server/with-client.ts';
import { hasTool, toolPath } from './support/optional-tools.ts';
import { createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';
import { MIGRATION, paste, readScript, resultsOf, scriptPath, VERIFY, wrongChecks } from './support/script.ts';
import { snapshot } from './support/snapshot.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const products: Product[] = [];
let product: Product;

beforeEach(async () => {
  product = await newProduct();
});
afterAll(async () => {
  for (const each of products) await each.drop();
});

async function newProduct(tenantCount?: number): Promise<Product> {
  const made = await createProduct(superuserUrl, passwords, tenantCount === undefined ? {} : { tenantCount });
  products.push(made);
  return made;
}

describe('the generated files', () => {
  it('are what the migrations make of them, where they make the tables of restaurants too', async () => {
    const bare = await newProduct(0);
    await migrate(bare.owner);
    const catalogue = await withClient(bare.owner, readCatalogue);
    const files = await readMigrationFiles();
    expect(files.find(({ fileName }) => fileName === VERIFY_FILE)?.sql).toBe(buildVerifyMigration(files, catalogue));
    for (const [name, text] of await buildFiles(files, catalogue)) {
      expect({ name, isEqual: (await readScript(name)) === text }).toEqual({ name, isEqual: true });
    }
  });
});

/** Somebody who works at a restaurant, by the product's own table, has changed a widget of it: whom colleagues see named. */
async function namesSeenByStaff({ superuser }: Product): Promise<readonly unknown[]> {
  const [ada, staff] = [randomUUID(), randomUUID()];
  const claims = `set local request.jwt.claims = '{"sub": "${staff}"}'`;
  return withClient(superuser, async (client) => {
    await client.query(
      `insert into auth.users (id, email) values ('${ada}', 'ada@example.com'), ('${staff}', 'staff@example.com');
       insert into public.tenant_members select id, '${staff}', 1 from public.tenants where slug = 'r-1';
       insert into public.widget_config_versions (widget_id, version, tenant_id, config, patch, is_active, changed_by)
         select gen_random_uuid(), 2, id, '{}', '{}', false, '${ada}' from public.tenants where slug = 'r-1';
       begin; ${claims}`,
    );
    const { rows } = await client.query<{ name: string }>(
      `select n.name from public.tenants t cross join lateral widget_private.member_names(t.id) as n`,
    );
    return rows.map(({ name }) => name);
  });
}

describe('the one file', () => {
  it('runs whole in one query as a role that is no superuser, and ends without a result set', async () => {
    expect(await query(product.owner, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([
      { rolsuper: false },
    ]);
    const results = await resultsOf(product.owner, await readScript(MIGRATION));
    expect(results.length).toBeGreaterThan(100);
    expect(results.filter(({ fields }) => fields.length > 0)).toEqual([]);
    expect(await wrongChecks(product.owner)).toEqual([]);
  });

  it('leaves what the migrator leaves, on a product with tenants and on one without', async () => {
    for (const tenantCount of [3, 0]) {
      const [pasted, migrated] = [await newProduct(tenantCount), await newProduct(tenantCount)];
      await paste(pasted.owner, MIGRATION);
      await migrate(migrated.owner);
      expect(await snapshot(pasted.superuser)).toEqual(await snapshot(migrated.superuser));
    }
  });

  it('changes nothing the second time, and the migrator finds nothing to do after it', async () => {
    await paste(product.owner, MIGRATION);
    const before = await snapshot(product.superuser);
    await paste(product.owner, MIGRATION);
    expect(await snapshot(product.superuser)).toEqual(before);
    expect((await migrate(product.owner)).applied).toEqual([]);
  });

  it('locks tenants against nobody the second time', async () => {
    await paste(product.owner, MIGRATION);
    await withClient(product.owner, async (writer) => {
      await writer.query(`begin; update public.tenants set plan = 'paid'`);
      await paste(product.owner, MIGRATION);
      await writer.query('rollback');
    });
  });

  it('gives every tenant, earlier and later, two widgets', async () => {
    await paste(product.owner, MIGRATION);
    await query(product.owner, `insert into public.tenants (name, slug) values (null, 'later')`);
    const [counts] = await query(
      product.owner,
      `select (select count(*)::int from public.tenants) as tenants,
         (select count(*)::int from public.widget_configurations where not is_active) as widgets,
         (select count(*)::int from public.widget_settings) as settings`,
    );
    expect(counts).toEqual({ tenants: 4, widgets: 8, settings: 4 });
  });

  it.each([
    ['a table', 'create table public.widget_rollouts (id int)', 'public.widget_rollouts'],
    ['a view', 'create view public.widget_analytics as select 1 as id', 'public.widget_analytics'],
    ['a type', `create type public.widget_bookings as enum ('a')`, 'public.widget_bookings'],
    ['a schema', 'create schema widget_private', 'the schema widget_private'],
  ])('names %s of somebody else and stops before any change', async (_, sql, name) => {
    await query(product.owner, sql);
    const before = await snapshot(product.superuser);
    await expect(paste(product.owner, MIGRATION)).rejects.toThrow(`names that are taken: ${name}. Nothing was changed`);
    await expect(migrate(product.owner)).rejects.toThrow(name);
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it('names a foreign table that came between two runs', async () => {
    await paste(product.owner, MIGRATION);
    await query(
      product.owner,
      'drop table public.widget_audit; create table public.widget_audit (id int, tenant_id uuid)',
    );
    const before = await snapshot(product.superuser);
    await expect(paste(product.owner, MIGRATION)).rejects.toThrow('public.widget_audit');
    expect(await snapshot(product.superuser)).toEqual(before);
  });

  it("leaves the product's own table of members, and the function that was adapted to it, as they are", async () => {
    await query(
      product.owner,
      `create table public.tenant_members (restaurant uuid not null, person uuid not null, level int not null)`,
    );
    const before = (await snapshot(product.superuser)).filter((line) => line.includes('public.tenant_members'));
    await paste(product.owner, MIGRATION);
    await query(
      product.owner,
      `create or replace function widget_private.my_tenants(min_role text default 'viewer') returns setof uuid
       language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 10 as $$
       begin
         return query select m.restaurant from public.tenant_members m where m.person = (select auth.uid());
       end $$`,
    );
    const adapted = await snapshot(product.superuser);
    await paste(product.owner, MIGRATION);
    expect(await snapshot(product.superuser)).toEqual(adapted);
    expect(adapted.filter((line) => line.includes('public.tenant_members'))).toEqual(before);
    expect(await namesSeenByStaff(product)).toEqual(['ada@example.com']);
    expect(await wrongChecks(product.owner)).toEqual([]);
  });

  it('tells how far it is with many tenants', async () => {
    await query(
      product.owner,
      `insert into public.tenants (name, slug) select 'T', 't-' || n from generate_series(1, 10000) as n`,
    );
    const told: (string | undefined)[] = [];
    await withClient(product.owner, async (client) => {
      client.on('notice', ({ severity, message }) => void (severity === 'INFO' && told.push(message)));
      await client.query(await readScript(MIGRATION));
    });
    expect(told).toEqual(['Widgets are there for 10000 restaurants.']);
    expect(await wrongChecks(product.owner)).toEqual([]);
  });
});

describe.skipIf(!hasTool('psql'))('psql with ON_ERROR_STOP', () => {
  const psql = (name: string): ReturnType<typeof run> =>
    run(toolPath('psql'), ['-X', '-v', 'ON_ERROR_STOP=1', '-f', scriptPath(name), product.owner]);
  const run = promisify(execFile);

  it('runs the file, twice, and the checks', async () => {
    await psql(MIGRATION);
    await psql(MIGRATION);
    expect(await wrongChecks(product.owner)).toEqual([]);
    const { stdout } = await psql(VERIFY);
    expect(stdout).toMatch(/config_count +\| +analytics_count +\| +tenant_count/);
  });

  it('stops with the name of a foreign table', async () => {
    await query(product.owner, 'create table public.widget_settings (id int)');
    await expect(psql(MIGRATION)).rejects.toThrow('public.widget_settings');
  });
});
