import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Result } from '@blunari/schema/result';
import { buildCateringConfig } from '@blunari/schema/testing';
import { createDatabase, type Database } from '../src/client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildBooking, buildEvent, buildRequest, visit } from './support/inputs.ts';
import { query } from './support/query.ts';
import { changesByFunction, createBusyTenant, directWrites, jobs } from './support/tenant-changes.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

const emergency = `DROP TABLE IF EXISTS public.widget_analytics; DROP TABLE IF EXISTS public.widget_configurations;`;
let test: TestDatabase;
let database: Database;
let tenant: TestTenant;
/** Ends the writers, also of a test that ran out of time: without a database they would write on and never wait. */
let over: AbortController;

beforeEach(async () => {
  over = new AbortController();
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api, poolSize: 12 });
  tenant = await createTenant(test.urls.owner);
  await query(test.urls.owner, 'update public.widget_configurations set config = $2::jsonb where id = $1', [
    tenant.catering.id,
    JSON.stringify(buildCateringConfig()),
  ]);
});
afterEach(async () => {
  over.abort();
  await database.close();
  await test.drop();
});

const actions: Readonly<Record<string, () => Promise<Result<unknown>>>> = {
  'an event': () => database.visitor.recordEvents(tenant.booking.key, { events: [buildEvent()], visit }),
  'a booking': () => database.visitor.createBooking(tenant.booking.key, buildBooking({ partySize: 1 })),
  'a request': () => database.visitor.createRequest(tenant.catering.key, buildRequest()),
};

it('the two statements win while visitors come and go, and visitors are told that the widgets are off', async () => {
  const { signal } = over;
  const states: string[] = [];
  const visitors = Object.values(actions).flatMap((act) =>
    Array.from({ length: 4 }, async () => {
      while (!signal.aborted) {
        const answer = await act();
        states.push(answer.ok ? 'ok' : answer.error.code);
      }
    }),
  );
  while (states.length < 40) await database.visitor.flushDueTicks();
  await query(test.urls.owner, emergency).finally(() => over.abort());
  await Promise.all(visitors);
  expect(await Promise.all(Object.values(actions).map(async (act) => (await act()).ok))).toEqual([false, false, false]);
  expect(states.filter((state) => !['ok', 'unavailable', 'slot_taken'].includes(state))).toEqual([]);
});

it('they win while staff, guests and jobs write all that they can, and none of these meet in a circle', async () => {
  const where = { owner: test.urls.owner, database };
  const busy = await createBusyTenant(where);
  const { signal } = over;
  const answers: string[] = [];
  const writers = Object.values({ ...changesByFunction, ...directWrites, ...jobs }).map(async (change) => {
    while (!signal.aborted) {
      // A job that waited for a table fails, and its next run goes on without.
      answers.push(await change(where, busy).catch(() => 'failed'));
    }
  });
  while (answers.length < 100) await delay(5);
  await query(test.urls.owner, emergency).finally(() => over.abort());
  await Promise.all(writers);
  await database.close();
  database = createDatabase({ url: test.urls.api });
  const deadlocks = 'select deadlocks::integer from pg_stat_database where datname = current_database()';
  expect(await query(test.urls.superuser, deadlocks)).toEqual([{ deadlocks: 0 }]);
});
