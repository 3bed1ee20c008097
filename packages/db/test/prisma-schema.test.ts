import { afterAll, beforeAll, expect, it } from 'vitest';
import { createDatabase, type Database, type Tx } from '../src/client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  tenant = await createTenant(test.urls.owner);
  database = createDatabase({ url: test.urls.api });
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const reads: Readonly<Record<string, (tx: Tx) => Promise<readonly object[]>>> = {
  tenant: (tx) => tx.tenant.findMany({ include: { settings: true, members: true, widgets: true } }),
  configVersion: (tx) => tx.widgetConfigVersion.findMany(),
  event: (tx) => tx.widgetAnalyticsEvent.findMany(),
  bucket: (tx) => tx.widgetAnalyticsBucket.findMany(),
  day: (tx) => tx.widgetAnalyticsDay.findMany(),
  booking: (tx) => tx.widgetBooking.findMany({ include: { events: true } }),
  slot: (tx) => tx.widgetBookingSlot.findMany(),
  request: (tx) => tx.widgetCateringRequest.findMany(),
};

it.each(Object.entries(reads))('the model of %s reads every column that it names', async (_, read) => {
  await expect(database.as(tenant.viewer, read)).resolves.toBeInstanceOf(Array);
});
