import { applyRetention, rebuildRollups } from '@blunari/db/jobs';
import { seedLoad } from '@blunari/db/seed';
import { withClient } from '@blunari/db/server';
import { lintsOfUse, runSplinter } from '@blunari/db/testing/splinter';
import { buildCateringConfig } from '@blunari/schema/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTenant, type TestTenant } from '../support/create-tenant.ts';
import { startTestApp, type TestApp } from '../support/start-test-app.ts';
import { appRouter } from '../../src/trpc/root.ts';
import { useDashboard, visitWidgets } from './a-day-of-work.ts';
import { fillRestaurants } from './fill-restaurants.ts';

const { _def: router } = appRouter;
let test: TestApp;
const tenants: TestTenant[] = [];

beforeAll(async () => {
  test = await startTestApp({ limits: { reads: 10_000, orders: 1000, batches: 1000 } });
  await seedLoad(test.urls.owner, { tenantCount: 1000, eventCount: 100_000 }, () => undefined);
  for (let count = 0; count < 5; count += 1) {
    tenants.push(await createTenant(test.urls.owner, { catering: { menu: buildCateringConfig().menu } }));
  }
  await fillRestaurants(test.urls.owner);
}, 600_000);
afterAll(() => test.close());

it("Supabase's lints of use find nothing after a day of work: no index that nobody needs, no bloated table", async () => {
  const called = new Set<string>();
  for (const tenant of tenants) {
    await visitWidgets(test, tenant);
    for (const name of await useDashboard(test, tenant)) called.add(name);
    await test.db.visitor.flushDueTicks();
  }
  expect([...called].toSorted()).toEqual(Object.keys(router.procedures).toSorted());
  await rebuildRollups(test.urls.owner);
  await applyRetention(test.urls.owner);
  await leave(test.urls.owner, tenants.at(-1)?.id);
  expect(await findingsOfUse(test.urls)).toEqual([]);
}, 600_000);

/** A restaurant that goes takes its rows along, and staff of the platform take a switch away. */
async function leave(ownerUrl: string, tenantId: string | undefined): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query('delete from public.tenants where id = $1', [tenantId]);
    await client.query(`delete from public.widget_feature_flags where key = 'load_1'`);
  });
}

async function findingsOfUse(urls: TestApp['urls']): Promise<readonly string[]> {
  return withClient(urls.superuser, async (client) => {
    // A connection counts what it read for itself, and adds it to the sums when it ends.
    await client.query(
      `select pg_terminate_backend(pid, 10000) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await client.query('analyze; begin');
    const findings = await runSplinter(client);
    return findings.filter(({ rule }) => lintsOfUse.includes(rule)).map(({ subject }) => subject);
  });
}
