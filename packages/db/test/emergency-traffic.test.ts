import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Result } from '@blunari/schema/result';
import { buildCateringConfig } from '@blunari/schema/testing';
import { createDatabase, type Database } from '../src/client.ts';
import { migrate } from '../src/migrate/migrate.ts';
import { withClient } from '../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildBooking, buildEvent, buildRequest, visit } from './support/inputs.ts';
import { query } from './support/query.ts';
import { wrongChecks } from './support/script.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

const emergency = `DROP TABLE IF EXISTS public.widget_analytics; DROP TABLE IF EXISTS public.widget_configurations;`;
let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeEach(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api, poolSize: 12 });
  tenant = await createTenant(test.urls.owner);
  await query(test.urls.owner, 'update public.widget_configurations set config = $2::jsonb where id = $1', [
    tenant.catering.id,
    JSON.stringify(buildCateringConfig()),
  ]);
});
afterEach(async () => {
  await database.close();
  await test.drop();
});

const actions: Readonly<Record<string, () => Promise<Result<unknown>>>> = {
  'an event': () => database.visitor.recordEvents(tenant.booking.key, { events: [buildEvent()], visit }),
  'a booking': () => database.visitor.createBooking(tenant.booking.key, buildBooking({ partySize: 1 })),
  'a request': () => database.visitor.createRequest(tenant.catering.key, buildRequest()),
};

/** Resolves once somebody waits for a lock that the statement is about. */
async function untilWaiting(statement: string): Promise<void> {
  const waits = `select 1 from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query ilike '%${statement}%'`;
  while ((await query(test.urls.owner, waits)).length === 0);
}

it.each(Object.entries(actions))('the two statements and %s that is half done both finish', async (_, act) => {
  await withClient(test.urls.owner, async (holder) => {
    await holder.query('begin');
    await holder.query('select widget_private.lock_insights($1)', [tenant.id]);
    const acting = act();
    await untilWaiting('widget_private.');
    const removing = query(test.urls.owner, emergency);
    await untilWaiting('drop table');
    await holder.query('commit');
    const [answer] = await Promise.all([acting, removing]);
    expect(answer).toMatchObject({ ok: true });
  });
  await migrate(test.urls.owner);
  expect(await wrongChecks(test.urls.owner)).toEqual([]);
});

it('the two statements win while visitors come and go, and visitors are told that the widgets are off', async () => {
  const states: string[] = [];
  const removed = new AbortController();
  const visitors = Object.values(actions).flatMap((act) =>
    Array.from({ length: 4 }, async () => {
      while (!removed.signal.aborted) {
        const answer = await act();
        states.push(answer.ok ? 'ok' : answer.error.code);
      }
    }),
  );
  while (states.length < 40) await database.visitor.flushDueTicks();
  await query(test.urls.owner, emergency).finally(() => removed.abort());
  await Promise.all(visitors);
  expect(await Promise.all(Object.values(actions).map(async (act) => (await act()).ok))).toEqual([false, false, false]);
  expect(states.filter((state) => !['ok', 'unavailable', 'slot_taken'].includes(state))).toEqual([]);
});
