import { expect, it } from 'vitest';
import { createDatabase } from '../../src/client.ts';
import { rebuildRollups } from '../../src/jobs/rebuild-rollups.ts';
import { createTestDatabase } from '../../src/testing/postgres.ts';
import { query } from '../support/query.ts';
import { deadlocksIn, rushWith, wrongSums } from '../support/rush.ts';
import { createTenant } from '../support/tenant.ts';

it('rush after rush, while totals are counted again, nobody waits in a circle and sums stay exact', async () => {
  const test = await createTestDatabase();
  // Two processes of the API.
  const databases = [1, 2].map(() => createDatabase({ url: test.urls.api, poolSize: 12, connectionWaitMs: 60_000 }));
  const tenants = await Promise.all(Array.from({ length: 6 }, () => createTenant(test.urls.owner, 'UTC')));
  for (let round = 0; round < 30; round += 1) {
    await query(test.urls.owner, 'select widget_private.rebuild_rollups(null, null, $1)', [tenants[round % 6]?.id]);
    await Promise.all([
      ...databases.map((database) => rushWith(database, round % 2 ? tenants : tenants.toReversed())),
      rebuildRollups(test.urls.owner, { maxEvents: 40 }),
    ]);
    while (
      Number((await query(test.urls.owner, 'select count(*) from widget_private.waiting_insights'))[0]?.['count'])
    ) {
      await databases[0]?.visitor.flushDueTicks();
    }
    expect(await wrongSums(test.urls.owner)).toEqual([]);
  }
  expect(await deadlocksIn(test.urls.superuser)).toBe(0);
  for (const database of databases) await database.close();
  await test.drop();
}, 600_000);
