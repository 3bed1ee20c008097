import { readFile } from 'node:fs/promises';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { migrate, rollback } from '@blunari/db/migrate';
import { withClient } from '@blunari/db/server';
import { startBenchServer, withServer } from './server/start-bench-server.ts';
import { watchWriter } from './watch-writer.ts';

/**
 * How long the migration of a running product takes, and how long a writer of its tenants waits at most meanwhile:
 * `node migration.ts [--tenants 100000]`. One server for all runs, safe against power cuts as in production.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { tenants: { type: 'string', default: '100000' } } });
  await withServer(startBenchServer(), async ({ owner }) => {
    await addProduct(owner, Number(values.tenants));
    await measureAll(owner);
  });
}

const file = new URL('../../supabase/widget-management-migration.sql', import.meta.url);

async function measureAll(ownerUrl: string): Promise<void> {
  const sql = await readFile(file, 'utf8');
  const paste = (): Promise<unknown> => withClient(ownerUrl, (client) => client.query(sql));
  for (let round = 1; round <= 3; round += 1) {
    await measure('one file', ownerUrl, paste);
    await measure('one file, second run', ownerUrl, paste);
    await measure('rollback', ownerUrl, () => rollback(ownerUrl));
    await measure('migrator', ownerUrl, () => migrate(ownerUrl));
    await rollback(ownerUrl);
  }
  await measure('one file, a transaction holds a row for 8 s', ownerUrl, () => besideHolder(ownerUrl, paste));
  await measure('rollback, a transaction holds a row for 8 s', ownerUrl, () =>
    besideHolder(ownerUrl, () => rollback(ownerUrl)),
  );
}

async function besideHolder(ownerUrl: string, work: () => Promise<unknown>): Promise<void> {
  await withClient(ownerUrl, async (holder) => {
    await holder.query(`begin; update public.tenants set plan = 'held' where slug = 'r-1'`);
    const released = holder.query('select pg_sleep(8)').then(() => holder.query('commit'));
    await work();
    await released;
  });
}

async function measure(name: string, ownerUrl: string, work: () => Promise<unknown>): Promise<void> {
  const stopWatching = await watchWriter(ownerUrl);
  const startedAtMs = performance.now();
  await work();
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  const { longestMs, writeCount } = await stopWatching();
  process.stdout.write(`${name}: ${seconds} s, longest wait of ${writeCount} writes ${longestMs.toFixed(0)} ms\n`);
}

/** A product of that many tenants. */
function addProduct(ownerUrl: string, tenantCount: number): Promise<unknown> {
  return withClient(ownerUrl, (client) =>
    client.query(`
      create table public.tenants (id uuid primary key default gen_random_uuid(), name text not null, slug text not null unique, plan text not null default 'free');
      insert into public.tenants (name, slug) select 'Restaurant ' || n, 'r-' || n from generate_series(1, ${tenantCount}) as n;
      analyze public.tenants`),
  );
}

await main();
