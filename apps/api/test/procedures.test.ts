import { randomBytes, randomUUID } from 'node:crypto';
import { addDays } from '@blunari/schema/calendar';
import { uuidv7 } from '@blunari/schema/identifiers';
import { tenantRoles, type TenantRole } from '@blunari/schema/roles';
import { buildBookingConfig, buildCateringConfig } from '@blunari/schema/testing';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addGuests, type AddedGuests } from './support/add-guests.ts';
import { outcomeOf } from './support/call-outcome.ts';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

// A Tuesday, 11:00 in Rome; the database's own clock is the real one, so only what reads ours is asked here.
let test: TestApp;
let mine: TestTenant;
let theirs: TestTenant;
/** By restaurant. */
const guests = new Map<string, AddedGuests>();

beforeAll(async () => {
  test = await startTestApp();
  mine = await createTenant(test.urls.owner);
  theirs = await createTenant(test.urls.owner);
  guests.set(mine.id, await addGuests(test.urls.owner, mine.id));
  guests.set(theirs.id, await addGuests(test.urls.owner, theirs.id));
});
afterAll(() => test.close());

const clientFor = (role: TenantRole) => test.clientOf(mine.members[role]);
type ApiClient = Awaited<ReturnType<typeof clientFor>>;

const config = () => JSON.parse(JSON.stringify(buildBookingConfig()));
const preview = (widgetId: string) => ({ widgetId, config: config(), partySize: 2, from: today(), days: 3 });
const today = (): string => new Date().toISOString().slice(0, 10);

function guestsOf({ id }: TestTenant): AddedGuests {
  const added = guests.get(id);
  if (!added) throw new Error('this restaurant has no guests');
  return added;
}

const buildView = () => ({
  id: uuidv7(Date.now(), (bytes) => new Uint8Array(randomBytes(bytes.length))),
  type: 'view',
  sessionId: randomUUID(),
});

/** Every procedure that takes a tenant or a widget, with the least role that may call it. */
const procedures: readonly {
  readonly name: string;
  readonly least: TenantRole;
  readonly call: (client: ApiClient, tenant: TestTenant) => Promise<unknown>;
}[] = [
  { name: 'widgets.list', least: 'viewer', call: (client, { id }) => client.widgets.list.query({ tenantId: id }) },
  {
    name: 'widgets.changedSince',
    least: 'viewer',
    call: (client, { id }) => client.widgets.changedSince.query({ tenantId: id }),
  },
  {
    name: 'widgets.get',
    least: 'viewer',
    call: (client, { booking }) => client.widgets.get.query({ widgetId: booking.id }),
  },
  {
    name: 'widgets.history',
    least: 'viewer',
    call: (client, { booking }) => client.widgets.history.query({ widgetId: booking.id, limit: 5 }),
  },
  {
    name: 'widgets.previewAvailability',
    least: 'viewer',
    call: (client, { booking }) => client.widgets.previewAvailability.mutate(preview(booking.id)),
  },
  {
    name: 'widgets.save',
    least: 'editor',
    call: (client, { booking }) =>
      client.widgets.save.mutate({ widgetId: booking.id, baseVersion: 1, patch: { appearance: { radius: 4 } } }),
  },
  {
    name: 'widgets.setActive',
    least: 'admin',
    call: async (client, { catering }) => {
      await client.widgets.setActive.mutate({ widgetId: catering.id, isActive: false });
      await client.widgets.setActive.mutate({ widgetId: catering.id, isActive: true });
    },
  },
  {
    name: 'bookings.list',
    least: 'viewer',
    call: (client, { id }) => client.bookings.list.query({ tenantId: id, from: today(), days: 7 }),
  },
  {
    name: 'bookings.get',
    least: 'viewer',
    call: (client, tenant) => client.bookings.get.query({ bookingId: guestsOf(tenant).bookingId }),
  },
  {
    name: 'bookings.changedSince',
    least: 'viewer',
    call: (client, { id }) => client.bookings.changedSince.query({ tenantId: id }),
  },
  {
    name: 'requests.list',
    least: 'viewer',
    call: (client, { id }) => client.requests.list.query({ tenantId: id, limit: 10 }),
  },
  {
    name: 'requests.get',
    least: 'viewer',
    call: (client, tenant) => client.requests.get.query({ requestId: guestsOf(tenant).requestId }),
  },
  {
    name: 'requests.changedSince',
    least: 'viewer',
    call: (client, { id }) => client.requests.changedSince.query({ tenantId: id }),
  },
  { name: 'insights.today', least: 'viewer', call: (client, { id }) => client.insights.today.query({ tenantId: id }) },
  {
    name: 'insights.onDay',
    least: 'viewer',
    call: (client, { id }) => client.insights.onDay.query({ tenantId: id, localDate: '2026-01-01' }),
  },
  { name: 'settings.get', least: 'viewer', call: (client, { id }) => client.settings.get.query({ tenantId: id }) },
];

describe.each(procedures)('$name', ({ least, call }) => {
  it.each(tenantRoles)(`answers a %s as the table of roles says`, async (role) => {
    const isAllowed = tenantRoles.indexOf(role) >= tenantRoles.indexOf(least);
    expect(await outcomeOf(call(await clientFor(role), mine))).toBe(isAllowed ? 'ok' : 'forbidden');
  });

  it('knows nothing of another restaurant, for its owner either', async () => {
    expect(await outcomeOf(call(await clientFor('owner'), theirs))).toBe('not_found');
  });

  it('wants a person: no token, no API key, no stranger', async () => {
    const anonymous = await test.staff({ url: '/trpc/me.get' });
    expect(anonymous.statusCode).toBe(401);
    const withKey = await test.staff({
      url: '/trpc/me.get',
      headers: { authorization: `Bearer ${test.keys.serviceRoleKey}` },
    });
    expect(withKey.statusCode).toBe(401);
    expect(await outcomeOf(call(await test.clientOf(randomUUID()), mine))).toBe('not_found');
  });

  it('does not believe a role that a token claims for itself', async () => {
    const forged = await test.clientOf(mine.members.viewer, { app_metadata: { platform_admin: true, role: 'owner' } });
    expect(await outcomeOf(call(forged, mine))).toBe(least === 'viewer' ? 'ok' : 'forbidden');
    expect(await outcomeOf(call(forged, theirs))).toBe('not_found');
  });
});

describe('me.get', () => {
  it('says who is signed in and where they work', async () => {
    const client = await test.clientOf(mine.members.editor, {
      email: 'elena@example.com',
      user_metadata: { full_name: 'Elena Ricci' },
    });
    expect(await client.me.get.query()).toEqual({
      userId: mine.members.editor,
      email: 'elena@example.com',
      name: 'Elena Ricci',
      isPlatformAdmin: false,
      tenants: [{ id: mine.id, name: 'Da Test', slug: `t-${mine.id}`, role: 'editor' }],
    });
  });

  it('tells a platform admin by the part of the token that people cannot write', async () => {
    const userId = randomUUID();
    const admin = await test.clientOf(userId, { app_metadata: { platform_admin: true } });
    const pretender = await test.clientOf(userId, { user_metadata: { platform_admin: true } });
    expect((await admin.me.get.query()).isPlatformAdmin).toBe(true);
    expect((await pretender.me.get.query()).isPlatformAdmin).toBe(false);
  });
});

async function dismiss(userId: string): Promise<void> {
  const client = new Client({ connectionString: test.urls.owner });
  await client.connect();
  await client.query('delete from public.tenant_members where user_id = $1', [userId]);
  await client.end();
}

describe('saving and history', () => {
  it('saves, merges, reports conflicts and remembers who did it', async () => {
    const tenant = await createTenant(test.urls.owner);
    const client = await test.clientOf(tenant.members.editor, { user_metadata: { full_name: 'Test editor' } });
    const widgetId = tenant.booking.id;
    const base = await client.widgets.get.query({ widgetId });
    const save = (patch: Record<string, Record<string, number>>) =>
      client.widgets.save.mutate({ widgetId, baseVersion: base.version, patch });
    const first = await save({ party: { max: 12 } });
    expect(first).toMatchObject({ status: 'saved', row: { version: base.version + 1 } });
    const second = await save({ party: { max: 14 }, appearance: { radius: 3 } });
    expect(second).toMatchObject({
      status: 'conflict',
      row: { version: base.version + 2, config: { party: { max: 12 }, appearance: { radius: 3 } } },
      conflicts: [{ path: ['party', 'max'], base: 8, mine: 14, theirs: 12 }],
    });
    expect(await outcomeOf(save({ party: { min: 20 } }))).toBe('invalid_input');
    const [newest] = await client.widgets.history.query({ widgetId, limit: 1 });
    expect(newest).toMatchObject({
      version: base.version + 2,
      patch: { appearance: { radius: 3 } },
      before: { party: { max: 12 }, appearance: { radius: 10 } },
      changedBy: tenant.members.editor,
      changedByName: 'Test editor',
    });
    const viewer = await test.clientOf(tenant.members.viewer);
    const [seenByOthers, , madeByOwner] = await viewer.widgets.history.query({ widgetId, limit: 3 });
    expect(seenByOthers).toMatchObject({ changedBy: tenant.members.editor, changedByName: 'Test editor' });
    expect(madeByOwner).toMatchObject({ changedBy: null, changedByName: null });
    await dismiss(tenant.members.editor);
    const [madeByFormer] = await viewer.widgets.history.query({ widgetId, limit: 1 });
    expect(madeByFormer).toMatchObject({ changedBy: tenant.members.editor, changedByName: 'A former colleague' });
  });

  it('answers what changed since an instant, and only that', async () => {
    const tenant = await createTenant(test.urls.owner);
    const client = await test.clientOf(tenant.members.owner);
    const saved = await client.widgets.save.mutate({
      widgetId: tenant.booking.id,
      baseVersion: 2,
      patch: { rules: { leadMinutes: 5 } },
    });
    const changed = await client.widgets.changedSince.query({ tenantId: tenant.id, since: saved.row.updatedAt });
    expect(changed.map(({ id }) => id)).toEqual([tenant.booking.id]);
  });

  it('refuses a save that is too deep, too large or not an object without failing itself', async () => {
    const client = await clientFor('editor');
    const token = (patch: unknown) =>
      outcomeOf(client.widgets.save.mutate({ widgetId: mine.booking.id, baseVersion: 1, patch: Object(patch) }));
    const deep = JSON.parse(`${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`);
    expect(await token(deep)).toBe('invalid_input');
    expect(await token({ texts: { intro: { en: 'x'.repeat(70_000) } } })).toBe('invalid_input');
    expect(await token({ texts: { intro: { en: 'x'.repeat(600_000) } } })).toBe('too_large');
    expect(await token([1, 2])).toBe('invalid_input');
    expect(await token({ texts: { intro: { en: 'a\u0000b' } } })).toBe('invalid_input');
    // A key that nothing reads: it changes neither the widget nor this process.
    expect(await token(JSON.parse('{"__proto__": {"polluted": true}}'))).toBe('ok');
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });
});

describe('the preview of times', () => {
  it('follows settings that are not saved', async () => {
    const client = await clientFor('viewer');
    const from = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
    const ask = async (changes: object) =>
      client.widgets.previewAvailability.mutate({
        ...preview(mine.booking.id),
        config: { ...config(), ...changes },
        from,
        days: 7,
      });
    const open = (await ask({})).days.filter((day) => day.status === 'open');
    expect(open.length).toBe(6);
    const closure = { away: { order: 0, from, to: '2099-01-01', reason: {} } };
    const closed = await ask({ schedule: { ...config().schedule, closures: closure } });
    expect(closed.days.every((day) => day.status === 'closed')).toBe(true);
    expect(await outcomeOf(ask({ party: { min: 9, max: 2, default: 1 } }))).toBe('invalid_input');
  });
});

describe("today's totals", () => {
  it('are zero, then what visitors did', async () => {
    const tenant = await createTenant(test.urls.owner, {
      catering: { menu: JSON.parse(JSON.stringify(buildCateringConfig().menu)) },
    });
    const client = await test.clientOf(tenant.members.viewer);
    const read = async () => (await client.insights.today.query({ tenantId: tenant.id }))[0];
    expect(await read()).toMatchObject({ id: tenant.booking.id, version: 0, views: 0 });
    const stored = await test.visit({
      method: 'POST',
      url: `/w/${tenant.booking.key}/i`,
      payload: { pageUrl: '', referrer: '', events: [buildView(), buildView()] },
    });
    expect(stored.statusCode).toBe(202);
    const totals = await read();
    expect(totals).toMatchObject({ views: 2, interactions: 0, conversions: 0, sessions: 2, convertedSessions: 0 });
    expect(totals?.lastViewAt).toBeDefined();
    const localDate = totals?.localDate ?? '';
    const onDay = (day: string) => client.insights.onDay.query({ tenantId: tenant.id, localDate: day });
    expect((await onDay(localDate))[0]).toEqual(totals);
    expect((await onDay(addDays(localDate, -7)))[0]).toMatchObject({ views: 0, sessions: 0 });
  });
});

describe('a failing call', () => {
  it('tells no stranger where our code lies', async () => {
    const answer = await test.staff({ url: '/trpc/widgets.get?input=%7B' });
    expect(answer.body).not.toMatch(/\.ts|node_modules|at .*\(/);
    expect(answer.json()).toMatchObject({ error: { data: { appError: { code: expect.any(String) } } } });
    const unknown = await test.staff({ url: '/trpc/no.such' });
    expect(unknown.json()).toMatchObject({ error: { data: { appError: { code: 'not_found' } } } });
  });
});
