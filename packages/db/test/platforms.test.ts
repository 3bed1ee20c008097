import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '../src/migrate/migrate.ts';
import { readStatus } from '../src/migrate/read-status.ts';
import { startCluster, type Cluster } from './support/clusters.ts';
import { hasTool } from './support/optional-tools.ts';
import { addTenant, createProduct, type DefaultPrivileges, type Product } from './support/product.ts';
import { mendAll, wrongOf } from './support/mend.ts';
import { query } from './support/query.ts';
import { MIGRATION, paste, readScript, ROLLBACK, VERIFY, wrongChecks } from './support/script.ts';
import { snapshot } from './support/snapshot.ts';
import { dbPush, makeProject, removeProject } from './support/supabase-cli.ts';

/** What is of the widgets in a catalogue. */
async function ours({ superuser }: Product): Promise<readonly string[]> {
  return (await snapshot(superuser)).filter((line) => /\bwidget_/.test(line));
}

/** A catalogue but for the history, which each tool makes its own way. */
async function withoutHistory({ superuser }: Product): Promise<readonly string[]> {
  return (await snapshot(superuser)).filter((line) => !line.includes('supabase_migrations'));
}

const worlds = ['old', 'new'] as const satisfies readonly DefaultPrivileges[];

describe.each([
  { major: 17, isHere: true },
  { major: 15, isHere: hasTool('Postgres 15') },
] as const)('Postgres $major', ({ major, isHere }) => {
  let cluster: Cluster;

  beforeAll(async () => {
    if (isHere) cluster = await startCluster(major);
  });
  afterAll(async () => {
    if (isHere) await cluster.stop();
  });

  const newProduct = (privileges: DefaultPrivileges, tenantCount = 3): Promise<Product> =>
    createProduct(cluster.superuserUrl, undefined, { privileges, tenantCount });

  it.skipIf(!isHere).each(worlds)(
    'takes the one file with %s default privileges, and gives all back',
    async (world) => {
      const product = await newProduct(world);
      const before = await snapshot(product.superuser);
      await paste(product.owner, MIGRATION);
      await paste(product.owner, MIGRATION);
      expect(await wrongChecks(product.owner)).toEqual([]);
      await query(product.owner, await readScript(VERIFY));
      await paste(product.owner, ROLLBACK);
      // The role too: no other database of this cluster uses it.
      expect(await snapshot(product.superuser)).toEqual(before);
      await product.drop();
    },
  );

  it.skipIf(!isHere)('takes and gives back tenants of another role once postgres may act for it', async () => {
    const product = await newProduct('new');
    await query(
      product.superuser,
      `create role app_owner; grant usage on schema public to app_owner; alter table public.tenants owner to app_owner`,
    );
    await expect(paste(product.owner, MIGRATION)).rejects.toThrow('"grant app_owner to postgres;"');
    await query(product.superuser, 'grant app_owner to postgres');
    const before = await snapshot(product.superuser);
    await paste(product.owner, MIGRATION);
    await addTenant(product.owner);
    await query(product.owner, `delete from public.tenants where slug = 'r-1'`);
    expect(await wrongChecks(product.owner)).toEqual([]);
    await paste(product.owner, ROLLBACK);
    expect(await snapshot(product.superuser)).toEqual(before);
    await product.drop();
    await query(cluster.superuserUrl, 'drop role app_owner');
  });

  it.skipIf(!isHere)('stops before any change where row security hides restaurants from their owner', async () => {
    const product = await newProduct('new');
    await query(
      product.superuser,
      'alter table public.tenants force row level security; alter role postgres nobypassrls',
    );
    const before = await snapshot(product.superuser);
    await expect(paste(product.owner, MIGRATION)).rejects.toThrow('Row security hides restaurants in public.tenants');
    expect(await snapshot(product.superuser)).toEqual(before);
    await query(product.superuser, 'alter role postgres bypassrls');
    await product.drop();
  });

  it.skipIf(!isHere)('keeps the login role while another database of the cluster uses it', async () => {
    const [one, other] = [await newProduct('new'), await newProduct('new')];
    for (const product of [one, other]) await migrate(product.owner);
    const role = `select rolname::text as name from pg_roles where rolname = 'blunari_api'`;
    await paste(one.owner, ROLLBACK);
    expect(await query(one.owner, role)).toEqual([{ name: 'blunari_api' }]);
    expect(await wrongChecks(other.owner)).toEqual([]);
    await paste(other.owner, ROLLBACK);
    expect(await query(one.owner, role)).toEqual([]);
    for (const product of [one, other]) await product.drop();
  });

  it.skipIf(!isHere)('gives the same rights under old and new default privileges', async () => {
    const [old, recent] = [await newProduct('old'), await newProduct('new')];
    for (const product of [old, recent]) await migrate(product.owner);
    expect(await ours(old)).toEqual(await ours(recent));
    for (const product of [old, recent]) {
      await paste(product.owner, ROLLBACK);
      await product.drop();
    }
  });

  it.skipIf(!isHere)('names settings that the login role has lost or gained, and what gives them back', async () => {
    const product = await newProduct('new');
    await migrate(product.owner);
    await query(
      product.owner,
      `alter role blunari_api set statement_timeout = 0; alter role blunari_api reset lock_timeout;
       alter role blunari_api set search_path = "the product's", public;
       alter role blunari_api in database ${product.name} set default_transaction_isolation = serializable`,
    );
    const found = await wrongOf(product.owner);
    expect(found.map(({ check }) => check)).toEqual(['login settings']);
    await mendAll(product.owner, found);
    expect(await wrongOf(product.owner)).toEqual([]);
    await paste(product.owner, ROLLBACK);
    await product.drop();
  });

  it.skipIf(!isHere)(
    'names a login role that is gone, where nothing was ever installed too, and brings it back',
    async () => {
      const product = await newProduct('new');
      const lost = expect.objectContaining({ check: 'login role', result: 'is missing' });
      expect(await wrongOf(product.owner)).toContainEqual(lost);
      await migrate(product.owner);
      const before = await snapshot(product.superuser);
      await query(product.superuser, 'drop owned by blunari_api; drop role blunari_api');
      expect(await wrongOf(product.owner)).toContainEqual(lost);
      expect((await readStatus(product.owner)).wrong).toContainEqual(lost);
      expect((await migrate(product.owner)).skippedCount).toBe(0);
      expect(await snapshot(product.superuser)).toEqual(before);
      await paste(product.owner, ROLLBACK);
      await product.drop();
    },
  );

  it
    .skipIf(!isHere)
    .each([
      'alter role blunari_api bypassrls',
      'alter role blunari_api superuser createrole createdb replication',
      'grant service_role to blunari_api',
      'grant pg_read_all_data, supabase_auth_admin to blunari_api with admin option',
      'alter role blunari_api inherit; revoke anon from blunari_api; grant anon to blunari_api',
      'revoke authenticated from blunari_api granted by postgres',
    ])('names what a login role holds too much, before any change, and what mends it: %s', async (harm) => {
    const [product, other] = [await newProduct('new'), await newProduct('new')];
    await paste(product.owner, MIGRATION);
    await query(product.superuser, harm);
    const found = await wrongOf(product.superuser);
    expect(found.map(({ check }) => check)).toEqual(['login role']);
    if (!harm.startsWith('revoke')) {
      const before = await snapshot(other.superuser);
      await expect(paste(other.owner, MIGRATION)).rejects.toThrow(/The role blunari_api .*Nothing was changed/);
      expect(await snapshot(other.superuser)).toEqual(before);
    }
    await mendAll(product.superuser, found);
    await paste(other.owner, MIGRATION);
    for (const each of [product, other]) {
      expect(await wrongOf(each.owner)).toEqual([]);
      await paste(each.owner, ROLLBACK);
      await each.drop();
    }
  });

  describe.skipIf(!isHere || !hasTool('the Supabase CLI'))('the Supabase CLI', () => {
    it.each(worlds)(
      'pushes the migrations with %s default privileges',
      async (world) => {
        const [product, other] = [await newProduct(world), await newProduct(world)];
        const project = await makeProject();
        await dbPush(project, product.owner);
        await migrate(other.owner);
        expect(await withoutHistory(product)).toEqual(await withoutHistory(other));
        expect(await wrongChecks(product.owner)).toEqual([]);
        for (const each of [product, other]) {
          await paste(each.owner, ROLLBACK);
          await each.drop();
        }
        await removeProject(project);
      },
      120_000,
    );

    it('stops with the name of a foreign table, and leaves nothing but its own history', async () => {
      const product = await newProduct('new');
      await query(product.owner, 'create table public.widget_audit (id int)');
      const before = await snapshot(product.superuser);
      const project = await makeProject();
      await expect(dbPush(project, product.owner)).rejects.toThrow('public.widget_audit');
      expect(await withoutHistory(product)).toEqual(before);
      await product.drop();
      await removeProject(project);
    }, 120_000);

    it('goes on where the migrator stopped, and the migrator where it stopped', async () => {
      const product = await newProduct('new');
      const [some, all] = [await makeProject(4), await makeProject()];
      await dbPush(some, product.owner);
      expect((await readStatus(product.owner)).files.filter(({ isApplied }) => isApplied)).toHaveLength(4);
      const result = await migrate(product.owner);
      expect(result.skippedCount).toBe(4);
      expect(await dbPush(all, product.owner)).toContain('up to date');

      await paste(product.owner, ROLLBACK);
      await paste(product.owner, MIGRATION);
      expect(await dbPush(all, product.owner)).toContain('up to date');
      await query(
        product.owner,
        `delete from supabase_migrations.schema_migrations where name in ('links_to_tenants', 'verify')`,
      );
      expect(await dbPush(all, product.owner)).not.toContain('up to date');
      expect((await migrate(product.owner)).applied).toEqual([]);
      await paste(product.owner, ROLLBACK);
      await product.drop();
      for (const project of [some, all]) await removeProject(project);
    }, 120_000);
  });
});
