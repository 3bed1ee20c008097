import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeEach, expect, inject, it } from 'vitest';
import { migrate } from '../src/migrate/migrate.ts';
import { readStatus } from '../src/migrate/read-status.ts';
import { withClient } from '../src/server/with-client.ts';
import { untilAwaited } from './support/lock-watch.ts';
import { createProduct, type Product } from './support/product.ts';
import { query } from './support/query.ts';
import { MIGRATION, paste } from './support/script.ts';

const { superuserUrl, passwords } = inject('blunariTestServer');
const products: Product[] = [];
let product: Product;

/** Shorter than the waits below, and than nothing else that a migration does in one statement. */
const patienceMs = 500;
const settings = [
  'statement_timeout',
  'lock_timeout',
  'idle_in_transaction_session_timeout',
  'transaction_timeout',
] as const;

beforeEach(async () => {
  product = await createProduct(superuserUrl, passwords);
  products.push(product);
  for (const setting of settings) {
    await query(product.superuser, `alter database ${product.name} set ${setting} = '${patienceMs}ms'`);
  }
});
afterAll(async () => {
  for (const each of products) await each.drop();
});

/** Runs `action` while another migrator is at work for longer than the database is patient. */
async function behindAnother(action: () => Promise<unknown>): Promise<void> {
  await withClient(product.owner, async (other) => {
    for (const setting of settings) await other.query(`set ${setting} = 0`);
    await other.query('select pg_advisory_lock(7261350042)');
    const waiting = action();
    // Handled below, and meanwhile no unhandled rejection.
    waiting.catch(() => undefined);
    await expect
      .poll(() => query(product.owner, `select from pg_locks where locktype = 'advisory' and not granted`), {
        timeout: 20_000,
      })
      .toHaveLength(1);
    await delay(2 * patienceMs);
    await other.query('select pg_advisory_unlock(7261350042)');
    await waiting;
  });
}

it('a migrator waits for its turn on a database that is impatient', async () => {
  await behindAnother(() => migrate(product.owner));
  expect((await readStatus(product.owner)).wrong).toEqual([]);
});

it('so does the file that is pasted, and keeps the patience for locks', async () => {
  await behindAnother(() => paste(product.owner, MIGRATION));
  expect((await readStatus(product.owner)).wrong).toEqual([]);
});

it.each([
  ['the migrator', () => migrate(product.owner)],
  ['the file that is pasted', () => paste(product.owner, MIGRATION)],
] as const)('a step of %s takes as long as it takes', async (_, run) => {
  await withClient(product.owner, async (writer) => {
    for (const setting of settings) await writer.query(`set ${setting} = 0`);
    await writer.query('begin; lock table public.tenants in row exclusive mode');
    const running = run();
    running.catch(() => undefined);
    await untilAwaited(product.superuser, 'public.tenants');
    await delay(2 * patienceMs);
    await writer.query('commit');
    await running;
  });
  expect((await readStatus(product.owner)).wrong).toEqual([]);
});

it.each([
  ['the migrator', () => migrate(product.owner)],
  ['the status', () => readStatus(product.owner)],
] as const)('%s takes as long for the checks as these take', async (_, run) => {
  await migrate(product.owner);
  await query(product.superuser, `alter database ${product.name} reset lock_timeout`);
  await withClient(product.owner, async (holder) => {
    for (const setting of settings) await holder.query(`set ${setting} = 0`);
    await holder.query('begin; lock table public.widget_analytics in access exclusive mode');
    const running = run();
    running.catch(() => undefined);
    await untilAwaited(product.superuser, 'public.widget_analytics');
    await delay(2 * patienceMs);
    await holder.query('commit');
    await running;
  });
});

it('a lock of a step is given up when the database says so', async () => {
  await migrate(product.owner);
  await withClient(product.superuser, async (holder) => {
    for (const setting of settings) await holder.query(`set ${setting} = 0`);
    await holder.query('begin; lock table public.widget_bookings in access exclusive mode');
    await expect(paste(product.owner, MIGRATION)).rejects.toThrow('lock timeout');
  });
});

it('rows are held to a check after a vacuum that takes longer than the database is patient', async () => {
  await paste(product.owner, MIGRATION);
  await query(
    product.owner,
    `alter table public.widget_settings drop constraint widget_settings_currency_check;
     alter table public.widget_settings add constraint widget_settings_currency_check
       check (currency ~ '^[A-Z]{3}$') not valid`,
  );
  await withClient(product.owner, async (vacuum) => {
    for (const setting of settings) await vacuum.query(`set ${setting} = 0`);
    await vacuum.query('begin; lock table public.widget_settings in share update exclusive mode');
    const pasted = paste(product.owner, MIGRATION);
    pasted.catch(() => undefined);
    await untilAwaited(product.superuser, 'public.widget_settings');
    await delay(2 * patienceMs);
    await vacuum.query('commit');
    await pasted;
  });
  expect((await readStatus(product.owner)).wrong).toEqual([]);
});
