import { randomUUID } from 'node:crypto';
import { tenantRoles, type TenantRole } from '@blunari/schema/roles';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addGuests, type AddedGuests } from './support/add-guests.ts';
import { outcomeOf } from './support/call-outcome.ts';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { procedures } from './support/procedures.ts';
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
function guestsOf({ id }: TestTenant): AddedGuests {
  const added = guests.get(id);
  if (!added) throw new Error('this restaurant has no guests');
  return added;
}

describe.each(procedures)('$name', ({ least, call }) => {
  it.each(tenantRoles)(`answers a %s as the table of roles says`, async (role) => {
    const isAllowed = tenantRoles.indexOf(role) >= tenantRoles.indexOf(least);
    expect(await outcomeOf(call(await clientFor(role), mine, guestsOf(mine)))).toBe(isAllowed ? 'ok' : 'forbidden');
  });

  it('knows nothing of another restaurant, for its owner either', async () => {
    expect(await outcomeOf(call(await clientFor('owner'), theirs, guestsOf(theirs)))).toBe('not_found');
  });

  it('wants a person: no token, no API key, no stranger', async () => {
    const anonymous = await test.staff({ url: '/trpc/me.get' });
    expect(anonymous.statusCode).toBe(401);
    const withKey = await test.staff({
      url: '/trpc/me.get',
      headers: { authorization: `Bearer ${test.keys.serviceRoleKey}` },
    });
    expect(withKey.statusCode).toBe(401);
    expect(await outcomeOf(call(await test.clientOf(randomUUID()), mine, guestsOf(mine)))).toBe('not_found');
  });

  it('does not believe a role that a token claims for itself', async () => {
    const forged = await test.clientOf(mine.members.viewer, { app_metadata: { platform_admin: true, role: 'owner' } });
    expect(await outcomeOf(call(forged, mine, guestsOf(mine)))).toBe(least === 'viewer' ? 'ok' : 'forbidden');
    expect(await outcomeOf(call(forged, theirs, guestsOf(theirs)))).toBe('not_found');
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
