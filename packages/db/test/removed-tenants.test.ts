import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../src/client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { query } from './support/query.ts';
import {
  changesByFunction,
  createBusyTenant,
  directWrites,
  jobs,
  tokenInUse,
  type BusyTenant,
  type TenantChange,
} from './support/tenant-changes.ts';

let test: TestDatabase;
let database: Database;
let remover: Client;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api, poolSize: 8, connectionWaitMs: 60_000 });
  remover = new Client({ connectionString: test.urls.owner });
  await remover.connect();
});
afterEach(() => remover.query('rollback'));
afterAll(async () => {
  await remover.end();
  // With its connections closed, what they met has been counted.
  await database.close();
  const deadlocks = 'select deadlocks::integer from pg_stat_database where datname = current_database()';
  expect(await query(test.urls.superuser, deadlocks)).toEqual([{ deadlocks: 0 }]);
  await test.drop();
});

const where = () => ({ owner: test.urls.owner, database });

const everything = { ...changesByFunction, ...jobs, ...directWrites, 'a token in use': tokenInUse };

/** Comes back when somebody waits for the connection of `remover`, or the change is over. */
async function untilWaiting(change: Promise<string>): Promise<void> {
  const over = new AbortController();
  void change.finally(() => over.abort());
  const { rows } = await remover.query('select pg_backend_pid() as pid');
  const waiting = 'select from pg_stat_activity where $1::integer = any (pg_blocking_pids(pid))';
  while (!over.signal.aborted && (await query(test.urls.superuser, waiting, [rows[0].pid])).length === 0)
    await delay(5);
}

/** As a product that looks at a restaurant before it removes it. */
async function removeDuring(tenant: BusyTenant, change: TenantChange): Promise<string> {
  await remover.query('begin');
  await remover.query('select from public.tenants where id = $1 for update', [tenant.id]);
  const answer = change(where(), tenant);
  await untilWaiting(answer);
  await remover.query('delete from public.tenants where id = $1', [tenant.id]);
  await remover.query('commit');
  return answer;
}

const traces = (tenantId: string) =>
  query(
    test.urls.owner,
    `select 'restaurant' as what from public.tenants where id = $1
     union all select 'settings' from public.widget_settings where tenant_id = $1
     union all select 'widget' from public.widget_configurations where tenant_id = $1
     union all select 'version' from public.widget_config_versions where tenant_id = $1
     union all select 'booking' from public.widget_bookings where tenant_id = $1
     union all select 'slot' from public.widget_booking_slots where tenant_id = $1
     union all select 'request' from public.widget_catering_requests where tenant_id = $1
     union all select 'invitation' from public.widget_invitations where tenant_id = $1
     union all select 'token' from public.widget_api_tokens where tenant_id = $1
     union all select 'visit' from public.widget_analytics where tenant_id = $1
     union all select 'total' from public.widget_analytics_daily where tenant_id = $1
     union all select 'member' from public.tenant_members where tenant_id = $1
     union all select 'visit to be counted' from widget_private.waiting_insights where tenant_id = $1
     union all select 'stored visit to be counted' from widget_private.uncounted_visits where tenant_id = $1
     union all select 'rebuild' from widget_private.rollup_rebuilds where tenant_id = $1`,
    [tenantId],
  );

describe('a restaurant that is being removed', () => {
  it.each(Object.entries(changesByFunction))('is gone for %s, which is told so', async (name, change) => {
    const tenant = await createBusyTenant(where());
    // Visits wait for nobody: they are put aside, and go with the next that are counted.
    expect(await removeDuring(tenant, change)).toBe(name === 'a visit' ? 'done' : 'not_found');
    await database.visitor.flushDueTicks();
    expect(await traces(tenant.id)).toEqual([]);
  });

  it.each(Object.entries(jobs))('is passed over by a job: %s', async (_, change) => {
    const tenant = await createBusyTenant(where());
    expect(await removeDuring(tenant, change)).toBe('done');
    expect(await traces(tenant.id)).toEqual([]);
  });

  it.each(Object.entries(directWrites))('goes before what is written directly: %s', async (_, change) => {
    const tenant = await createBusyTenant(where());
    expect(await removeDuring(tenant, change)).toMatch(/done|unavailable/);
    expect(await traces(tenant.id)).toEqual([]);
  });

  it('opens nothing for its token that is in use at the moment', async () => {
    const { id, apiToken } = await createBusyTenant(where());
    await remover.query('begin');
    await remover.query('delete from public.tenants where id = $1', [id]);
    const opened = database.visitor.useApiToken(apiToken.digest).then((answer) => JSON.stringify(answer));
    await untilWaiting(opened);
    await remover.query('commit');
    expect(await opened).toBe(JSON.stringify({ ok: true, value: null }));
  });

  it('goes whenever it is asked to while all that is written of it is written, and nobody waits in a circle', async () => {
    for (let round = 0; round < 20; round += 1) {
      const tenant = await createBusyTenant(where());
      const answers = Object.values(everything).map((change) => change(where(), tenant));
      await delay(round);
      await remover.query('delete from public.tenants where id = $1', [tenant.id]);
      await Promise.all(answers);
      // Visits that were put aside go with the next that are counted.
      await database.visitor.flushDueTicks();
      expect(await traces(tenant.id)).toEqual([]);
    }
  }, 120_000);
});

describe('a restaurant that somebody writes for', () => {
  it.each(Object.entries(everything))('is removed once that is over: %s', async (_, change) => {
    const tenant = await createBusyTenant(where());
    // Holds up the change after its first rows, and so with all that it has locked by then.
    await remover.query('begin');
    await remover.query('select from public.widget_bookings where tenant_id = $1 for update', [tenant.id]);
    await remover.query('select from public.widget_settings where tenant_id = $1 for update', [tenant.id]);
    await remover.query('select from public.widget_analytics_daily where tenant_id = $1 for update', [tenant.id]);
    const answer = change(where(), tenant);
    await untilWaiting(answer);
    const removal = query(test.urls.owner, 'delete from public.tenants where id = $1', [tenant.id]);
    await delay(20);
    await remover.query('commit');
    await removal;
    await answer;
    await database.visitor.flushDueTicks();
    expect(await traces(tenant.id)).toEqual([]);
  });
});
