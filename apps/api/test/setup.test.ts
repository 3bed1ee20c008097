import { type ApiLook, readMigrationScript } from '@blunari/db/readiness';
import { withClient } from '@blunari/db/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SetupDeps } from '../src/readiness/setup-deps.ts';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

const stranger = '0199f0a0-0000-7000-8000-0000000000ff';
const migrated: ApiLook = { kind: 'migrated', serverVersion: '17.2', isOfThisRelease: true };
const before = { isMigrated: null, hasTenants: true, tableCount: 0, expectedTableCount: 30 };
const world: { found: ApiLook; lookBefore: SetupDeps['lookBefore'] } = {
  found: migrated,
  lookBefore: async () => before,
};
let app: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  app = await startTestApp({
    setup: { look: async () => world.found, lookBefore: () => world.lookBefore(), readMigrationScript },
  });
  tenant = await createTenant(app.urls.owner);
});
afterAll(() => app.close());

async function readinessFor(userId: string, claims: Record<string, unknown> = {}) {
  return (await app.clientOf(userId, claims)).setup.readiness.query();
}

const forbidden = { data: { appError: { code: 'forbidden' } } };

describe('how ready the database is', () => {
  it('is told to anybody signed in before the migration, and nothing of tenants with it', async () => {
    world.found = { kind: 'not_migrated', serverVersion: '17.2' };
    expect(await readinessFor(stranger)).toEqual({
      state: 'not_migrated',
      serverVersion: '17.2',
      before: { ...before, isMigrated: false },
    });
    world.found = { kind: 'unreachable', reason: 'ECONNREFUSED' };
    expect(await readinessFor(stranger)).toEqual({ state: 'unreachable', reason: 'ECONNREFUSED' });
  });

  it.each([
    [true, 'login_refused'],
    [null, 'login_refused'],
    [false, 'not_migrated'],
  ])('tells a role without password from a missing migration where it can: %s', async (isMigrated, state) => {
    world.found = { kind: 'login_refused' };
    world.lookBefore = async () => ({ ...before, isMigrated });
    expect(await readinessFor(stranger)).toMatchObject({ state, before: { isMigrated } });
  });

  it('takes a database that answers nobody for one that is away', async () => {
    world.found = { kind: 'login_refused' };
    world.lookBefore = () => Promise.reject(new Error('away'));
    expect(await readinessFor(stranger)).toMatchObject({ state: 'unreachable' });
  });

  it('is told to admins alone once the database is migrated', async () => {
    world.found = migrated;
    const answer = await readinessFor(tenant.members.admin);
    expect(answer).toMatchObject({ state: 'ready', wrong: [], wrongCount: 0, counts: { tenants: 1, configs: 2 } });
    expect(await readinessFor(stranger, { app_metadata: { platform_admin: true } })).toEqual(answer);
    await expect(readinessFor(tenant.members.editor)).rejects.toMatchObject(forbidden);
    await expect(readinessFor(stranger)).rejects.toMatchObject(forbidden);
  });

  it.each([
    ['my_tenants', `drop function widget_private.my_tenants(text) cascade`],
    ['is_platform_admin', `drop function widget_private.is_platform_admin() cascade`],
    ['the schema', `revoke usage on schema widget_private from authenticated`],
  ])('shows what is broken also where that is what tells admins: %s', async (_what, breakIt) => {
    world.found = migrated;
    const broken = await startTestApp({
      setup: { look: async () => world.found, lookBefore: () => world.lookBefore(), readMigrationScript },
    });
    await withClient(broken.urls.owner, (owner) => owner.query(breakIt));
    const platform = await broken.clientOf(stranger, { app_metadata: { platform_admin: true } });
    expect(await platform.setup.readiness.query()).toMatchObject({ state: 'checks_fail', counts: { tenants: 0 } });
    const anybody = await (await broken.clientOf(stranger)).setup.readiness.query();
    expect(anybody).toMatchObject({ state: 'checks_fail', counts: null });
    await broken.close();
  });

  it('names the product’s own function that fails, where nothing else is wrong', async () => {
    const broken = await startTestApp({
      setup: { look: async () => migrated, lookBefore: () => world.lookBefore(), readMigrationScript },
    });
    await withClient(broken.urls.owner, (owner) =>
      owner.query(`create or replace function widget_private.my_tenants(min_role text default 'viewer')
        returns setof uuid language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 10
        as 'begin return query select s.id from public.staff s; end'`),
    );
    const failing = { subject: 'widget_private.my_tenants(text)', result: 'fails when it is asked' };
    const anybody = await broken.clientOf(stranger);
    const platform = await broken.clientOf(stranger, { app_metadata: { platform_admin: true } });
    for (const client of [anybody, platform]) {
      const answer = await client.setup.readiness.query();
      expect(answer).toMatchObject({ state: 'checks_fail', wrongCount: 1, wrong: [failing] });
    }
    await withClient(broken.urls.owner, (owner) => owner.query('drop index public.widget_bookings_starts_at_idx'));
    expect(await platform.setup.readiness.query()).toMatchObject({ wrong: [{ check: 'index' }, failing] });
    await broken.close();
  });

  it('tells strangers no count of restaurants, not even in what fails', async () => {
    const broken = await startTestApp({
      setup: { look: async () => migrated, lookBefore: () => world.lookBefore(), readMigrationScript },
    });
    await createTenant(broken.urls.owner);
    await withClient(broken.urls.owner, async (owner) => {
      await owner.query(`delete from public.widget_settings`);
      await owner.query(`drop function widget_private.my_tenants(text) cascade`);
    });
    const countsTo = async (claims: Record<string, unknown>) => {
      const answer = await (await broken.clientOf(stranger, claims)).setup.readiness.query();
      return 'wrong' in answer && answer.wrong.filter(({ check }) => check === 'settings_count');
    };
    expect(await countsTo({ app_metadata: { platform_admin: true } })).toMatchObject([{ subject: '0' }]);
    expect(await countsTo({})).toMatchObject([{ subject: '', result: 'is not tenant_count' }]);
    await broken.close();
  });

  it('is not Ready with the migration of another release', async () => {
    world.found = { ...migrated, isOfThisRelease: false };
    expect(await readinessFor(tenant.members.owner)).toMatchObject({
      state: 'checks_fail',
      wrongCount: 1,
      wrong: [{ check: 'migration', mend: expect.stringContaining('widget-management-migration.sql') }],
    });
  });

  it('names the check that fails and the SQL that mends it', async () => {
    world.found = migrated;
    await withClient(app.urls.owner, async (owner) => {
      await owner.query('drop index public.widget_bookings_starts_at_idx');
      const answer = await readinessFor(tenant.members.owner);
      if (answer.state !== 'checks_fail') throw new Error(answer.state);
      expect(answer.wrong).toMatchObject([
        { check: 'index', subject: expect.stringContaining('starts_at_idx'), result: 'is missing' },
      ]);
      await owner.query(answer.wrong[0]?.mend ?? '');
      expect(await readinessFor(tenant.members.owner)).toMatchObject({ state: 'ready' });
    });
  });

  it('comes with the migration as one file', async () => {
    const script = await (await app.clientOf(stranger)).setup.migrationScript.query();
    expect(script.fileName).toBe('widget-management-migration.sql');
    expect(script.sql).toContain('create table if not exists public.widget_configurations');
  });
});

describe('a test of the installation', () => {
  it('begins, goes on and ends for admins, and not for others', async () => {
    const client = await app.clientOf(tenant.members.admin);
    const run = await client.testRuns.begin.mutate();
    expect(await client.widgets.list.query({ tenantId: run.tenantId })).toHaveLength(2);
    expect(await client.testRuns.keep.mutate({ tenantId: run.tenantId })).toBe(true);
    const editor = await app.clientOf(tenant.members.editor);
    expect(await editor.testRuns.keep.mutate({ tenantId: run.tenantId })).toBe(false);
    await expect(editor.testRuns.begin.mutate()).rejects.toMatchObject(forbidden);
    await client.testRuns.end.mutate({ tenantId: run.tenantId });
    expect(await client.testRuns.keep.mutate({ tenantId: run.tenantId })).toBe(false);
  });

  it('makes nobody an admin who is none any more', async () => {
    world.found = migrated;
    const { members } = await createTenant(app.urls.owner);
    const client = await app.clientOf(members.admin);
    const { tenantId } = await client.testRuns.begin.mutate();
    await withClient(app.urls.owner, (owner) =>
      owner.query(`update public.tenant_members set role = 'viewer' where user_id = $1 and tenant_id <> $2`, [
        members.admin,
        tenantId,
      ]),
    );
    await expect(client.setup.readiness.query()).rejects.toMatchObject(forbidden);
    await expect(client.testRuns.begin.mutate()).rejects.toMatchObject(forbidden);
    await client.testRuns.end.mutate({ tenantId });
  });
});

describe('visitors of a test', () => {
  it('look, touch and book in its restaurant, and are counted there', async () => {
    const client = await app.clientOf(tenant.members.owner);
    const { tenantId } = await client.testRuns.begin.mutate();
    expect(await client.testRuns.readConfig.query({ tenantId })).toEqual({ version: expect.any(Number) });
    const done = await client.testRuns.simulateVisits.mutate({ tenantId, views: 20, interactions: 5, conversions: 2 });
    expect(done).toEqual({ eventCount: 25, bookedCount: 2, fullCount: 0 });
    const booking = (await client.widgets.list.query({ tenantId })).find(({ type }) => type === 'booking');
    const totals = await client.insights.today.query({ tenantId });
    expect(totals.find(({ id }) => id === booking?.id)).toMatchObject({ views: 20, interactions: 5, conversions: 2 });
    await client.testRuns.end.mutate({ tenantId });
  });

  it("are let into no restaurant but that of the caller's own test, not even their own", async () => {
    const owner = await app.clientOf(tenant.members.owner);
    const { tenantId, otherTenantId } = await owner.testRuns.begin.mutate();
    const admin = await app.clientOf(tenant.members.admin);
    const visits = { views: 1, interactions: 0, conversions: 1 };
    const missing = { data: { appError: { code: 'not_found' } } };
    for (const [client, id] of [
      [owner, tenant.id],
      [owner, otherTenantId],
      [admin, tenantId],
    ] as const) {
      await expect(client.testRuns.simulateVisits.mutate({ tenantId: id, ...visits })).rejects.toMatchObject(missing);
      await expect(client.testRuns.readConfig.query({ tenantId: id })).rejects.toMatchObject(missing);
    }
    await owner.testRuns.end.mutate({ tenantId });
  });
});

describe('an installation without the test page', () => {
  it('has none of its procedures, and tells the dashboard so', async () => {
    const other = await startTestApp();
    const client = await other.clientOf(stranger);
    const absent = { data: { httpStatus: 404 } };
    await expect(client.setup.readiness.query()).rejects.toMatchObject(absent);
    await expect(client.setup.migrationScript.query()).rejects.toMatchObject(absent);
    await expect(client.testRuns.begin.mutate()).rejects.toMatchObject(absent);
    await expect(client.testRuns.keep.mutate({ tenantId: stranger })).rejects.toMatchObject(absent);
    await expect(client.testRuns.end.mutate({ tenantId: stranger })).rejects.toMatchObject(absent);
    expect((await other.staff({ url: '/dashboard/runtime.json' })).json()).toMatchObject({ hasTestPage: false });
    await other.close();
  });
});
