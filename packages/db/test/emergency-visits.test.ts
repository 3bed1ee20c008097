import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDatabase } from '../src/client.ts';
import { eraseGuest } from '../src/queries/guests/erase-guest.ts';
import { migrate } from '../src/migrate/index.ts';
import { withClient } from '../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildBooking, buildEvent, visit } from './support/inputs.ts';
import { untilAwaited } from './support/lock-watch.ts';
import { query } from './support/query.ts';
import { countAll } from './support/rush.ts';
import { createTenant } from './support/tenant.ts';

let test: TestDatabase;

beforeEach(async () => {
  test = await createTestDatabase();
});
afterEach(() => test.drop());

it('whoever waits for the visits while they are removed goes on without them', async () => {
  await withClient(test.urls.owner, async (remover) => {
    await remover.query('begin; drop table public.widget_analytics');
    const asked = query(test.urls.owner, 'select widget_private.lock_visits() as has_visits');
    await untilAwaited(test.urls.superuser, 'public.widget_analytics');
    await remover.query('commit');
    expect(await asked).toEqual([{ has_visits: false }]);
  });
});

it('a guest is erased from the visits that wait, also where those that were counted are removed', async () => {
  const database = createDatabase({ url: test.urls.api, poolSize: 2 });
  const tenant = await createTenant(test.urls.owner, 'UTC');
  await withClient(test.urls.owner, async (job) => {
    await job.query('begin');
    await job.query('select widget_private.begin_insight_job($1)', [tenant.id]);
    const booked = await database.visitor.createBooking(tenant.booking.key, buildBooking({ partySize: 1 }));
    expect(booked.ok).toBe(true);
    await job.query('commit');
  });
  await query(test.urls.owner, 'drop table public.widget_analytics; drop table public.widget_configurations');
  const erased = await database.as(tenant.admin, (tx) =>
    eraseGuest(tx, { tenantId: tenant.id, email: 'giulia@example.com' }),
  );
  await database.close();
  expect(erased).toMatchObject({ bookings: 1, visits: 0 });
  expect(await query(test.urls.owner, 'select visit from widget_private.waiting_insights')).toEqual([{ visit: {} }]);
});

it('a visit that was to be counted when the visits were removed counts once where it is sent again', async () => {
  const { owner, api } = test.urls;
  const database = createDatabase({ url: api, poolSize: 2 });
  const tenant = await createTenant(owner, 'UTC');
  const send = () =>
    database.visitor.recordBatches([{ key: tenant.booking.key, events: [event], visit }], { countLater: true });
  const event = buildEvent();
  await send();
  await query(owner, 'drop table public.widget_analytics');
  await migrate(owner);
  await send();
  await countAll(database);
  await database.close();
  const views = 'select views from public.widget_analytics_daily where tenant_id = $1 and dimension = $2';
  expect(await query(owner, views, [tenant.id, 'total'])).toEqual([{ views: 1 }]);
});
