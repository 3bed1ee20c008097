import { randomUUID } from 'node:crypto';
import { tenantRoles, type TenantRole } from '@blunari/schema/roles';
import { buildBookingConfig } from '@blunari/schema/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addGuests, type AddedGuests } from './support/add-guests.ts';
import { outcomeOf } from './support/call-outcome.ts';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

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
const grant = (tenantId: string) => ({
  tenantId,
  area: 'main',
  localDate: today(),
  localTime: '19:30',
  minutes: 90,
  covers: 4,
  reason: 'A regular',
});
const today = (): string => new Date().toISOString().slice(0, 10);

function guestsOf({ id }: TestTenant): AddedGuests {
  const added = guests.get(id);
  if (!added) throw new Error('this restaurant has no guests');
  return added;
}

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
    name: 'widgets.setPublishMode',
    least: 'editor',
    call: (client, { booking }) => client.widgets.setPublishMode.mutate({ widgetId: booking.id, publishMode: 'live' }),
  },
  {
    name: 'widgets.publish',
    least: 'editor',
    call: (client, { booking }) => client.widgets.publish.mutate({ widgetId: booking.id, draftVersion: 99 }),
  },
  {
    name: 'widgets.discardDraft',
    least: 'editor',
    call: (client, { booking }) => client.widgets.discardDraft.mutate({ widgetId: booking.id, draftVersion: 99 }),
  },
  {
    name: 'widgets.restoreVersion',
    least: 'editor',
    call: (client, { booking }) => client.widgets.restoreVersion.mutate({ widgetId: booking.id, version: 1 }),
  },
  {
    name: 'widgets.compareVersions',
    least: 'viewer',
    call: (client, { booking }) => client.widgets.compareVersions.query({ widgetId: booking.id, from: 1, to: 2 }),
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
    name: 'bookings.overbooked',
    least: 'viewer',
    call: (client, { id }) => client.bookings.overbooked.query({ tenantId: id, from: today(), days: 7 }),
  },
  {
    name: 'bookings.changeStatus',
    least: 'editor',
    call: (client, tenant) =>
      client.bookings.changeStatus.mutate({ bookingId: guestsOf(tenant).bookingId, status: 'seated' }),
  },
  {
    name: 'bookings.move',
    least: 'editor',
    call: (client, tenant) => client.bookings.move.mutate({ bookingId: guestsOf(tenant).bookingId, partySize: 4 }),
  },
  {
    name: 'bookings.grantOver',
    least: 'editor',
    call: (client, { id }) => client.bookings.grantOver.mutate(grant(id)),
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
  {
    name: 'guests.export',
    least: 'editor',
    call: (client, { id }) => client.guests.export.mutate({ tenantId: id, email: 'nobody@example.com' }),
  },
  {
    name: 'guests.erase',
    least: 'admin',
    call: (client, { id }) => client.guests.erase.mutate({ tenantId: id, email: 'nobody@example.com' }),
  },
  { name: 'members.list', least: 'viewer', call: (client, { id }) => client.members.list.query({ tenantId: id }) },
  {
    name: 'members.invitations',
    least: 'admin',
    call: (client, { id }) => client.members.invitations.query({ tenantId: id }),
  },
  {
    name: 'members.invite',
    least: 'admin',
    call: (client, { id }) => client.members.invite.mutate({ tenantId: id, email: 'nina@example.com', role: 'editor' }),
  },
  {
    name: 'members.setRole',
    least: 'admin',
    call: (client, { id, members }) =>
      client.members.setRole.mutate({ tenantId: id, userId: members.viewer, role: 'viewer' }),
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

describe('a failing call', () => {
  it('tells no stranger where our code lies', async () => {
    const answer = await test.staff({ url: '/trpc/widgets.get?input=%7B' });
    expect(answer.body).not.toMatch(/\.ts|node_modules|at .*\(/);
    expect(answer.json()).toMatchObject({ error: { data: { appError: { code: expect.any(String) } } } });
    const unknown = await test.staff({ url: '/trpc/no.such' });
    expect(unknown.json()).toMatchObject({ error: { data: { appError: { code: 'not_found' } } } });
  });
});
