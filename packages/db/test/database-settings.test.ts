import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type Database } from '../src/client.ts';
import { rebuildRollups } from '../src/jobs/rebuild-rollups.ts';
import { migrate } from '../src/migrate/migrate.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildBooking, buildEvent, visit } from './support/inputs.ts';
import { query } from './support/query.ts';
import { wrongChecks } from './support/script.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  // Whatever a product has set for its own database.
  for (const setting of [
    `datestyle = 'SQL, DMY'`,
    `default_transaction_isolation = 'repeatable read'`,
    'quote_all_identifiers = on',
    `intervalstyle = 'sql_standard'`,
  ]) {
    await query(test.urls.superuser, `alter database ${test.name} set ${setting}`);
  }
  database = createDatabase({ url: test.urls.api, poolSize: 10 });
  tenant = await createTenant(test.urls.owner, 'UTC');
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

it('a database of settings of its own is migrated, and its checks are ok', async () => {
  expect(await wrongChecks(test.urls.owner)).toEqual([]);
  expect((await migrate(test.urls.owner)).applied).toEqual([]);
});

it('there guests book and look at the same time, and totals are counted again', async () => {
  const answers = await Promise.all(
    [0, 1, 2, 3, 4, 5].flatMap(() => [
      database.visitor.createBooking(tenant.booking.key, buildBooking({ partySize: 1 })),
      database.visitor.recordEvents(tenant.booking.key, { events: [buildEvent()], visit }),
    ]),
  );
  expect(answers.filter((answer) => !answer.ok)).toEqual([]);
  await query(test.urls.owner, 'select widget_private.rebuild_rollups(null, null)');
  expect(await rebuildRollups(test.urls.owner)).toBe(1);
});
