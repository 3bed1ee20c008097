import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDatabase } from '../src/client.ts';
import { eraseGuest } from '../src/queries/guests/erase-guest.ts';
import { withClient } from '../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildBooking } from './support/inputs.ts';
import { untilAwaited } from './support/lock-watch.ts';
import { query } from './support/query.ts';
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
