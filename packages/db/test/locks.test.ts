import { afterAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { applyFile, runStatements } from '../src/migrate/apply-file.ts';
import { migrate } from '../src/migrate/migrate.ts';
import { readMigrationFiles } from '../src/migrate/migration-files.ts';
import { splitStatements } from '../src/migrate/split-statements.ts';
import { buildRollback } from '../src/rollback/rollback-sql.ts';
import { rollback } from '../src/rollback/rollback.ts';
import { withClient } from '../src/server/with-client.ts';
import { beginWatch, locksHeld, untilAwaited, watched } from './support/lock-watch.ts';
import { addTenant, createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';
import { MIGRATION, paste, wrongChecks } from './support/script.ts';
import { slowDown, waitsLeft } from './support/slow-statements.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const products: Product[] = [];
let product: Product;

beforeEach(async () => {
  product = await createProduct(superuserUrl, passwords, { tenantCount: 3 });
  products.push(product);
});
afterAll(async () => {
  for (const each of products) await each.drop();
});

/** Runs the migration, watched, as the migrator does. */
async function migrateWatched(url: string): Promise<void> {
  const files = await readMigrationFiles();
  await withClient(url, async (client) => {
    for (const file of files) await applyFile(client, watched(file), () => undefined);
  });
}

async function rollBackWatched(url: string): Promise<void> {
  const file = watched({ fileName: 'rollback', sql: await buildRollback(await readMigrationFiles()) });
  await withClient(url, (client) => runStatements(client, file.fileName, splitStatements(file.sql), () => undefined));
}

/** A lock that others may queue behind: for as long as it is awaited, and for what no number of rows makes longer. */
const short = { lockTimeout: '100ms', rowCount: 0 };

describe('locks that keep writers of the product waiting', () => {
  it('are three in the migration, each awaited for 100 ms at most, and held while no row is read or written', async () => {
    await beginWatch(product.owner);
    await migrateWatched(product.owner);
    expect(await locksHeld(product.owner)).toEqual([
      {
        file: expect.stringMatching(/_realtime\.sql$/),
        table: 'realtime.messages',
        mode: 'AccessExclusiveLock',
        ...short,
      },
      { file: expect.stringMatching(/_links_/), table: 'auth.users', mode: 'ShareRowExclusiveLock', ...short },
      { file: expect.stringMatching(/_links_/), table: 'tenants', mode: 'ShareRowExclusiveLock', ...short },
    ]);
  });

  it('are none when the migration runs again', async () => {
    await migrate(product.owner);
    await beginWatch(product.owner);
    await migrateWatched(product.owner);
    expect(await locksHeld(product.owner)).toEqual([]);
  });

  it('are three in the rollback, as short', async () => {
    await beginWatch(product.owner);
    await migrateWatched(product.owner);
    await query(product.owner, 'truncate watch.notes');
    await rollBackWatched(product.owner);
    // Of the 100 ms that all of a step have, what the last was left.
    const shared = { ...short, lockTimeout: expect.stringMatching(/^(?:100|\d{1,2})ms$/) };
    expect(await locksHeld(product.owner)).toEqual([
      { file: 'rollback', table: 'auth.users', mode: 'AccessExclusiveLock', ...shared },
      { file: 'rollback', table: 'tenants', mode: 'AccessExclusiveLock', ...shared },
      { file: 'rollback', table: 'realtime.messages', mode: 'AccessExclusiveLock', ...short },
    ]);
  });

  it('are awaited in the rollback for 100 ms in all, as whoever adds a restaurant asks for some of ours', async () => {
    await migrate(product.owner);
    await slowDown(product.superuser, ['DROP TRIGGER', 'ALTER TABLE']);
    await rollback(product.owner);
    const [, ...later] = await waitsLeft(product.superuser);
    expect(later.length).toBeGreaterThan(20);
    expect(new Set(later)).toEqual(new Set(['1ms']));
  });

  it.each([
    ['create index on public.tenants (plan)', 'ShareLock', '0', 3],
    [
      'alter table public.notes add foreign key (tenant) references public.tenants (id)',
      'ShareRowExclusiveLock',
      '0',
      6,
    ],
    [
      'alter table public.notes add foreign key (tenant) references public.tenants (id) not valid; update public.notes set tenant = tenant',
      'ShareRowExclusiveLock',
      '0',
      6,
    ],
    [`set local lock_timeout = '5s'; alter table public.tenants add column note text`, 'AccessExclusiveLock', '5s', 0],
  ])('are found where a migration takes them and does more than it may: %s', async (sql, mode, lockTimeout, least) => {
    await query(
      product.owner,
      'create schema later; create table later.notes as select id as tenant from public.tenants',
    );
    await beginWatch(product.owner);
    const file = watched({
      fileName: 'later',
      version: '20270101000000',
      name: 'later',
      sql: sql.replaceAll('public.notes', 'later.notes'),
    });
    await withClient(product.owner, (client) => applyFile(client, file, () => undefined));
    const [held] = await locksHeld(product.owner);
    expect(held).toMatchObject({ table: 'tenants', mode, lockTimeout });
    expect(held?.rowCount).toBeGreaterThanOrEqual(least);
  });
});

describe('a migration beside the work of the product', () => {
  it('waits for a long transaction on tenants, while later writers pass it', async () => {
    await withClient(product.owner, async (holder) => {
      await holder.query(`begin; update public.tenants set plan = 'paid' where slug = 'r-1'`);
      let isDone = false;
      const migrated = migrate(product.owner).then(() => (isDone = true));
      await untilAwaited(product.superuser, 'public.tenants');
      // Each would wait as long as the holder works, were the migrator's own wait without an end.
      for (let count = 0; count < 20; count += 1) await addTenant(product.owner);
      expect(isDone).toBe(false);
      await holder.query('commit');
      await migrated;
    });
    expect(await wrongChecks(product.owner)).toEqual([]);
  });

  it('is taken back beside a long transaction on tenants, while later writers pass', async () => {
    await migrate(product.owner);
    await withClient(product.owner, async (writer) => {
      await writer.query(`begin; update public.tenants set plan = 'paid' where slug = 'r-1'`);
      const rolled = rollback(product.owner);
      await untilAwaited(product.superuser, 'public.tenants');
      for (let count = 0; count < 20; count += 1) {
        await query(product.owner, `update public.tenants set plan = 'paid' where slug = 'r-2'`);
      }
      await writer.query('commit');
      await rolled;
    });
    expect(await query(product.owner, `select to_regnamespace('widget_private') as ours`)).toEqual([{ ours: null }]);
  });

  it('counts restaurants that come and go while it runs', async () => {
    const migrated = migrate(product.owner);
    const end = new AbortController();
    const ended = migrated.finally(() => end.abort());
    const ids: string[] = [];
    while (!end.signal.aborted) {
      ids.push(await addTenant(product.owner));
      if (ids.length % 3 === 0) await query(product.owner, 'delete from public.tenants where id = $1', [ids.at(-2)]);
    }
    await ended;
    expect(ids.length).toBeGreaterThan(5);
    expect(await wrongChecks(product.owner)).toEqual([]);
  });

  it('catches up with restaurants that came and went between back-fill and lock', async () => {
    await paste(product.owner, MIGRATION);
    // As the database is before the last but one migration has run.
    await query(
      product.owner,
      `drop trigger add_widget_defaults on public.tenants; delete from public.widget_configurations;
       alter table public.widget_configurations drop constraint widget_configurations_tenant_id_fkey`,
    );
    const links = (await readMigrationFiles()).find(({ name }) => name === 'links_to_tenants');
    const statements = splitStatements(links?.sql ?? '').map(({ text }) => text);
    const endOfFill = statements.findIndex((text) => text.endsWith('commit')) + 1;
    await query(product.owner, statements.slice(0, endOfFill).join(';'));
    await addTenant(product.owner);
    await query(product.owner, `delete from public.tenants where slug = 'r-1'`);
    await query(product.owner, statements.slice(endOfFill).join(';'));
    expect(await wrongChecks(product.owner)).toEqual([]);
  });

  it('lets the file and the migrator run at the same time', async () => {
    await Promise.all([paste(product.owner, MIGRATION), migrate(product.owner), paste(product.owner, MIGRATION)]);
    expect(await wrongChecks(product.owner)).toEqual([]);
  });
});

describe('definitions that an earlier release had otherwise', () => {
  beforeEach(async () => {
    await paste(product.owner, MIGRATION);
    await query(
      product.owner,
      `create or replace trigger add_widget_defaults after insert on public.tenants
         for each row when (new.id is not null) execute function widget_private.add_tenant_defaults();
       create or replace trigger give_way_to_removal before insert on public.tenants
         for each statement execute function widget_private.give_way();
       create or replace trigger announce_flag after update on public.widget_feature_flags
         for each row when (old.stage <> new.stage) execute function widget_private.announce_flag()`,
    );
  });

  it('are mended on tenants last, which nobody waits for while another table is in use', async () => {
    await withClient(product.owner, async (holder) => {
      await holder.query('begin; lock table public.widget_feature_flags in row exclusive mode');
      const pasted = paste(product.owner, MIGRATION);
      for (let count = 0; count < 10; count += 1) {
        await untilAwaited(product.superuser, 'public.widget_feature_flags');
        const held = `select from pg_locks
          where relation = 'public.tenants'::regclass and mode = 'AccessExclusiveLock' and granted`;
        expect(await query(product.superuser, held)).toEqual([]);
        await addTenant(product.owner);
      }
      await holder.query('commit');
      await pasted;
    });
    expect(await wrongChecks(product.owner)).toEqual([]);
  });

  it('are mended within 100 ms of waiting for all of them, as each keeps its lock', async () => {
    await slowDown(product.superuser, ['CREATE TRIGGER']);
    await paste(product.owner, MIGRATION);
    const [, ...later] = await waitsLeft(product.superuser);
    expect(later).toEqual(['1ms', '1ms']);
    expect(await wrongChecks(product.owner)).toEqual([]);
  });
});
