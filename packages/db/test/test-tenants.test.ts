import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testRunSchema, type TestRun } from '@blunari/schema/api';
import { sweepTestTenants } from '../src/jobs/index.ts';
import { ok } from '@blunari/schema/result';
import {
  beginTestRun,
  createDatabase,
  endTestRun,
  keepTestRun,
  myRestaurants,
  recordSaves,
  type Database,
  type Identity,
} from '../src/index.ts';
import { withClient } from '../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildEvent, visit } from './support/inputs.ts';
import { query } from './support/query.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let database: Database;
let real: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api });
  real = await createTenant(test.urls.owner);
});
afterAll(async () => {
  await database.close();
  await test.drop();
});

async function begin(identity: Identity = real.admin) {
  const run = await database.as(identity, beginTestRun);
  if (!run.ok) throw new Error(run.error.message);
  return testRunSchema.parse(run.value);
}

async function end({ tenantId }: TestRun, identity: Identity = real.admin) {
  await database.as(identity, (tx) => endTestRun(tx, tenantId));
}

/** Rows of a restaurant in every table that names one. */
async function rowsOf(tenantId: string): Promise<Record<string, number>> {
  const tables = await query(
    test.urls.owner,
    `select c.oid::regclass::text as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and a.attname = 'tenant_id' and not a.attisdropped
       and c.relnamespace in ('public'::regnamespace, 'widget_private'::regnamespace)`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await query(test.urls.owner, `select count(*)::int as n from ${String(name)} where tenant_id = $1`, [
      tenantId,
    ]);
    if (Number(row?.['n']) > 0) counts[String(name)] = Number(row?.['n']);
  }
  return counts;
}

const tenantCount = async (): Promise<unknown> =>
  (await query(test.urls.owner, 'select count(*)::int as n from public.tenants'))[0]?.['n'];

/** Where the restaurants of a test must not show. */
const look = async () => ({
  places: await database.as(real.admin, myRestaurants),
  shown: await query(
    test.urls.owner,
    `select count(*)::int as tenants from public.widget_feature_flags f, widget_private.flag_answers(f) a
     where f.key = 'widget_management_v2'`,
  ),
  counted: (await database.verify()).filter(({ check }) => /^(?:tenant|config|settings)_count$/.test(check)),
});

describe('restaurants of a test', () => {
  it('are two, and the tester works in the first alone', async () => {
    const run = await begin();
    const seen = await database.as(real.admin, (tx) =>
      tx.widgetConfiguration.findMany({ where: { tenantId: { in: [run.tenantId, run.otherTenantId] } } }),
    );
    expect(seen.map(({ tenantId, isActive }) => [tenantId, isActive])).toEqual([
      [run.tenantId, true],
      [run.tenantId, true],
    ]);
    await end(run);
  });

  it('leave nothing behind, whatever was done in them, and touch no other restaurant', async () => {
    const before = await rowsOf(real.id);
    const run = await begin();
    const [widget] = await query(
      test.urls.owner,
      `select public_key as key from public.widget_configurations where tenant_id = $1 and widget_type = 'booking'`,
      [run.tenantId],
    );
    const recorded = await database.visitor.recordEvents(String(widget?.['key']), { events: [buildEvent()], visit });
    expect(recorded.ok).toBe(true);
    await query(
      test.urls.owner,
      `insert into widget_private.waiting_insights (tenant_id, widget_id, events, visit) values ($1, $1, '[]', '{}')`,
      [run.tenantId],
    );
    expect(Object.keys(await rowsOf(run.tenantId)).length).toBeGreaterThan(5);
    await end(run);
    expect([await rowsOf(run.tenantId), await rowsOf(run.otherTenantId)]).toEqual([{}, {}]);
    expect(await rowsOf(real.id)).toEqual(before);
  });

  it('go when those who count their visits at that moment are done, and nobody waits in a circle', async () => {
    const run = await begin();
    await query(
      test.urls.owner,
      'insert into widget_private.uncounted_visits (tenant_id, local_date, events) values ($1, current_date, array[$1::uuid])',
      [run.tenantId],
    );
    await withClient(test.urls.owner, async (client) => {
      const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
      await client.query('begin');
      await client.query('select widget_private.lock_uncounted(100)');
      const ended = end(run);
      const waiting = 'select from pg_stat_activity where $1::integer = any (pg_blocking_pids(pid))';
      await expect.poll(() => query(test.urls.superuser, waiting, [rows[0]?.pid]), { timeout: 20_000 }).not.toEqual([]);
      await client.query('select widget_private.count_uncounted(array[$1::uuid], 10)', [run.tenantId]);
      await client.query('commit');
      await ended;
    });
    expect([await rowsOf(run.tenantId), await rowsOf(run.otherTenantId)]).toEqual([{}, {}]);
  });

  it('are a pair for each test of a person, whose end leaves the others; five at most, also when they begin at once', async () => {
    const countBefore = Number(await tenantCount());
    const [ended, ...others] = await Promise.all([begin(), begin(), begin(), begin(), begin()]);
    await expect(begin()).rejects.toThrow('Five tests of yours are under way');
    if (ended) await end(ended);
    const kept = await Promise.all(
      others.map(({ tenantId }) => database.as(real.admin, (tx) => keepTestRun(tx, tenantId))),
    );
    expect(kept).toEqual(others.map(() => ({ ok: true, value: true })));
    await Promise.all(others.map((run) => end(run)));
    expect(Number(await tenantCount())).toBe(countBefore);
  });

  it('are swept after ten minutes without use, and not before', async () => {
    const run = await begin();
    const age = (interval: string) =>
      query(test.urls.owner, `update widget_private.test_tenants set used_at = now() - $1::interval`, [interval]);
    await age('9 minutes');
    expect(await sweepTestTenants(test.urls.owner)).toBe(0);
    await age('11 minutes');
    await database.as(real.admin, (tx) => keepTestRun(tx, run.tenantId));
    expect(await sweepTestTenants(test.urls.owner)).toBe(0);
    await age('11 minutes');
    expect(await sweepTestTenants(test.urls.owner)).toBe(2);
    const over = await database.as(real.admin, (tx) => keepTestRun(tx, run.tenantId));
    expect(over).toEqual({ ok: true, value: false });
  });

  it('are no place where anybody works, no part of a roll-out, and counted nowhere', async () => {
    const before = await look();
    const run = await begin();
    expect(await look()).toEqual(before);
    await end(run);
  });

  it('keep how their saves went to themselves', async () => {
    const run = await begin();
    const [widget] = await query(
      test.urls.owner,
      `select id from public.widget_configurations where tenant_id = $1 and widget_type = 'booking'`,
      [run.tenantId],
    );
    const minute = new Date(Math.floor(Date.now() / 60_000) * 60_000).toISOString();
    const sum = { component: 'editor', minute, saves: 3, errors: 0, durations: {}, failures: {} } as const;
    const recorded = await database.as(real.admin, async (tx) =>
      ok(await recordSaves(tx, [{ widgetId: String(widget?.['id']), ...sum }])),
    );
    expect(recorded).toEqual(ok(0));
    await end(run);
  });

  it("are nobody else's to keep or to end", async () => {
    const run = await begin();
    const kept = await database.as(real.owner, (tx) => keepTestRun(tx, run.tenantId));
    await end(run, real.owner);
    expect([kept, Object.keys(await rowsOf(run.tenantId)).length > 0]).toEqual([{ ok: true, value: false }, true]);
    await expect(database.as(real.editor, beginTestRun)).rejects.toThrow('for admins');
    await end(run);
  });

  it('go one by one: one that the product keeps keeps no other', async () => {
    const run = await begin();
    await query(test.urls.owner, 'create table public.invoices (tenant_id uuid references public.tenants (id))');
    await query(test.urls.owner, 'insert into public.invoices values ($1)', [run.tenantId]);
    await end(run);
    expect([await rowsOf(run.otherTenantId), Object.keys(await rowsOf(run.tenantId)).length > 5]).toEqual([{}, true]);
    await query(test.urls.owner, 'drop table public.invoices');
    await end(run);
    expect(await rowsOf(run.tenantId)).toEqual({});
  });

  it('that the product keeps are no tests under way once ten minutes are over', async () => {
    const runs = await Promise.all([begin(), begin(), begin(), begin(), begin()]);
    await query(test.urls.owner, 'create table public.invoices (tenant_id uuid references public.tenants (id))');
    await query(test.urls.owner, 'insert into public.invoices select tenant_id from widget_private.test_tenants');
    await expect(begin()).rejects.toThrow('Five tests of yours are under way');
    await query(test.urls.owner, `update widget_private.test_tenants set used_at = now() - interval '11 minutes'`);
    await end(await begin());
    await query(test.urls.owner, 'drop table public.invoices');
    await Promise.all(runs.map((run) => end(run)));
  });

  it('are never one that was there before, whatever the product answers', async () => {
    const [own] = await query(
      test.urls.owner,
      `select pg_get_functiondef('widget_private.make_test_tenant(text,uuid)'::regprocedure) as sql`,
    );
    for (const answer of [`'${real.id}'`, 'null']) {
      await query(
        test.urls.owner,
        `create or replace function widget_private.make_test_tenant(restaurant_name text, tester uuid) returns uuid
         language sql as $$ select ${answer}::uuid $$`,
      );
      await expect(begin()).rejects.toThrow('it answers no restaurant of its own');
    }
    expect(await query(test.urls.owner, 'select from widget_private.test_tenants')).toEqual([]);
    await query(test.urls.owner, String(own?.['sql']));
    await end(await begin());
  });

  it('say what to adapt where the product takes no tenant with a name alone', async () => {
    await query(test.urls.owner, `alter table public.tenants add column plan text not null default 'free'`);
    await query(test.urls.owner, `alter table public.tenants alter column plan drop default`);
    await expect(database.as(real.admin, beginTestRun)).rejects.toThrow(/Adapt widget_private\.make_test_tenant/);
  });
});
