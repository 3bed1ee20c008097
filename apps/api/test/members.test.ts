import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { outcomeOf } from './support/call-outcome.ts';
import { createTenant, type TestTenant } from './support/create-tenant.ts';
import { startTestApp, type TestApp } from './support/start-test-app.ts';

let test: TestApp;
let tenant: TestTenant;

beforeAll(async () => {
  test = await startTestApp();
});
beforeEach(async () => {
  tenant = await createTenant(test.urls.owner);
});
afterAll(() => test.close());

/** Somebody who can sign in and works nowhere. */
async function createPerson(): Promise<{ readonly id: string; readonly email: string }> {
  const id = randomUUID();
  const email = `nina-${id}@example.com`;
  const client = new Client({ connectionString: test.urls.owner });
  await client.connect();
  await client.query('insert into auth.users (id, email, email_confirmed_at) values ($1, $2, now())', [id, email]);
  await client.end();
  return { id, email };
}

describe('an invited person', () => {
  it('joins with the secret of the invitation, is listed, changed and removed', async () => {
    const admin = await test.clientOf(tenant.members.admin);
    const nina = await createPerson();
    const { token } = await admin.members.invite.mutate({ tenantId: tenant.id, email: nina.email, role: 'viewer' });
    expect(await admin.members.invitations.query({ tenantId: tenant.id })).toMatchObject([
      { email: nina.email, role: 'viewer' },
    ]);
    const client = await test.clientOf(nina.id);
    expect(await client.members.acceptInvitation.mutate({ token })).toEqual({ tenantId: tenant.id, role: 'viewer' });
    expect(await admin.members.invitations.query({ tenantId: tenant.id })).toEqual([]);
    await admin.members.setRole.mutate({ tenantId: tenant.id, userId: nina.id, role: 'editor' });
    expect((await admin.members.list.query({ tenantId: tenant.id })).map(({ name, role }) => [name, role])).toEqual([
      ['Test owner', 'owner'],
      ['Test admin', 'admin'],
      [nina.email, 'editor'],
      ['Test editor', 'editor'],
      ['Test viewer', 'viewer'],
    ]);
    await admin.members.remove.mutate({ tenantId: tenant.id, userId: nina.id });
    expect(await outcomeOf(client.members.list.query({ tenantId: tenant.id }))).toBe('not_found');
  });

  it('is told one thing of any secret that does not open', async () => {
    const owner = await test.clientOf(tenant.members.owner);
    const nina = await createPerson();
    const { id, token } = await owner.members.invite.mutate({ tenantId: tenant.id, email: nina.email, role: 'owner' });
    const thief = await test.clientOf((await createPerson()).id);
    expect(await outcomeOf(thief.members.acceptInvitation.mutate({ token }))).toBe('not_found');
    await owner.members.revokeInvitation.mutate({ invitationId: id });
    const client = await test.clientOf(nina.id);
    expect(await outcomeOf(client.members.acceptInvitation.mutate({ token }))).toBe('not_found');
    expect(await outcomeOf(client.members.acceptInvitation.mutate({ token: '0'.repeat(64) }))).toBe('not_found');
    expect(await outcomeOf(client.members.acceptInvitation.mutate({ token: `x' or 1=1` }))).toBe('invalid_input');
  });
});

describe('a role', () => {
  it('of an owner is neither given nor taken by an admin, and the last owner stays', async () => {
    const admin = await test.clientOf(tenant.members.admin);
    const owner = await test.clientOf(tenant.members.owner);
    const { id: tenantId, members } = tenant;
    expect(await outcomeOf(admin.members.invite.mutate({ tenantId, email: 'nina@example.com', role: 'owner' }))).toBe(
      'forbidden',
    );
    expect(await outcomeOf(admin.members.remove.mutate({ tenantId, userId: members.owner }))).toBe('forbidden');
    expect(await outcomeOf(owner.members.remove.mutate({ tenantId, userId: members.owner }))).toBe('invalid_input');
  });
});
