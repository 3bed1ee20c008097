import { Client, escapeLiteral } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Identity } from '../src/identity.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { query } from './support/query.ts';
import { createTenant, createUser, join, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let mine: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  mine = await createTenant(test.urls.owner);
});
afterAll(() => test.drop());

const done = 'done';
const rowsSchema = z.array(z.object({ answer: z.unknown() }));

/** Calls a function in somebody's name and keeps what it did. Answers its jsonb, `done`, or the sentence it refuses with. */
async function call(identity: Identity, text: string, apiUrl = test.urls.api): Promise<unknown> {
  const client = new Client({ connectionString: apiUrl });
  await client.connect();
  try {
    await client.query(`begin; set local role authenticated;
      select set_config('request.jwt.claims', ${escapeLiteral(JSON.stringify(identity.claims))}, true)`);
    const { rows } = await client.query(`select widget_private.${text} as answer`);
    await client.query('commit');
    return rowsSchema.parse(rows)[0]?.answer || done;
  } catch (error) {
    return z.object({ message: z.string() }).parse(error).message;
  } finally {
    await client.end();
  }
}

const rolesAt = (tenantId: string): Promise<Record<string, unknown>[]> =>
  query(test.urls.owner, 'select user_id::text as id, role from public.tenant_members where tenant_id = $1', [
    tenantId,
  ]);

const emailOf = (person: { readonly claims: { readonly sub: string } }): string => `${person.claims.sub}@example.com`;

const invitationSchema = z.object({
  id: z.uuid(),
  token: z.string().regex(/^[0-9a-f]{64}$/),
  expiresAt: z.iso.datetime(),
});

async function invite(email: string, role: string): Promise<z.infer<typeof invitationSchema>> {
  return invitationSchema.parse(await call(mine.owner, `invite_member('${mine.id}', '${email}', '${role}')`));
}

async function createConfirmed(): ReturnType<typeof createUser> {
  const person = await createUser(test.urls.owner);
  await query(test.urls.owner, 'update auth.users set email_confirmed_at = now() where id = $1', [person.claims.sub]);
  return person;
}

const notOpen = 'This invitation is not open for you. Ask for a new one.';
const lastOwner = 'A restaurant keeps at least one owner. Make somebody else an owner first.';
const notAllowed = 'Only an owner or, up to admin, an admin can do this.';

describe('an invitation', () => {
  it('makes its invited, confirmed address a member, once', async () => {
    const nina = await createConfirmed();
    const { token } = await invite(`  ${emailOf(nina).toUpperCase()} `, 'editor');
    expect(await call(nina, `accept_invitation('${token}')`)).toEqual({ tenantId: mine.id, role: 'editor' });
    expect(await rolesAt(mine.id)).toContainEqual({ id: nina.claims.sub, role: 'editor' });
    expect(await call(nina, `accept_invitation('${token}')`)).toBe(notOpen);
  });

  it('is open to nobody else, nor to an address that was never confirmed', async () => {
    const nina = await createUser(test.urls.owner);
    const thief = await createConfirmed();
    const { token } = await invite(emailOf(nina), 'owner');
    expect(await call(thief, `accept_invitation('${token}')`)).toBe(notOpen);
    expect(await call(nina, `accept_invitation('${token}')`)).toBe(notOpen);
    expect(await rolesAt(mine.id)).toHaveLength(4);
  });

  it('ends when it is taken back, replaced or too old', async () => {
    const nina = await createConfirmed();
    const first = await invite(emailOf(nina), 'viewer');
    const second = await invite(emailOf(nina), 'viewer');
    expect(await call(nina, `accept_invitation('${first.token}')`)).toBe(notOpen);
    expect(await call(mine.admin, `revoke_invitation('${second.id}')`)).toBe(done);
    expect(await call(nina, `accept_invitation('${second.token}')`)).toBe(notOpen);
    const third = await invite(emailOf(nina), 'viewer');
    await query(test.urls.owner, `update public.widget_invitations set expires_at = now() where id = '${third.id}'`);
    expect(await call(nina, `accept_invitation('${third.token}')`)).toBe(notOpen);
  });

  it('of an owner is not taken away by an admin who invites the same address', async () => {
    const nina = await createConfirmed();
    const { token } = await invite(emailOf(nina), 'owner');
    expect(await call(mine.admin, `invite_member('${mine.id}', '${emailOf(nina)}', 'viewer')`)).toBe(notAllowed);
    expect(await call(nina, `accept_invitation('${token}')`)).toEqual({ tenantId: mine.id, role: 'owner' });
  });

  it.each([
    ['an admin who was removed', 'admin', 'editor', `delete from public.tenant_members`],
    ['an admin who may no longer invite', 'admin', 'viewer', `update public.tenant_members set role = 'editor'`],
    ['an owner who became an admin', 'owner', 'owner', `update public.tenant_members set role = 'admin'`],
  ])('of %s is worth nothing', async (_, was, role, change) => {
    const nina = await createConfirmed();
    const maker = `where user_id = '${mine.admin.claims.sub}'`;
    await query(test.urls.owner, `update public.tenant_members set role = '${was}' ${maker}`);
    const invited = await call(mine.admin, `invite_member('${mine.id}', '${emailOf(nina)}', '${role}')`);
    const { token } = invitationSchema.parse(invited);
    await query(test.urls.owner, `${change} ${maker}`);
    expect(await call(nina, `accept_invitation('${token}')`)).toBe(notOpen);
    await query(
      test.urls.owner,
      `delete from public.tenant_members ${maker};
      insert into public.tenant_members (tenant_id, user_id, role) values ('${mine.id}', '${mine.admin.claims.sub}', '${was}')`,
    );
    expect(await call(nina, `accept_invitation('${token}')`)).toEqual({ tenantId: mine.id, role });
  });

  it('is taken back, for all to see, with the role of who made it', async () => {
    const made = await call(mine.admin, `invite_member('${mine.id}', 'nina@example.com', 'viewer')`);
    const { id } = invitationSchema.parse(made);
    expect(await call(mine.owner, `remove_member('${mine.id}', '${mine.admin.claims.sub}')`)).toBe(done);
    const stored = `select revoked_at is not null as is_over,
      (select count(*)::int from public.widget_audit a where a.action = 'member.uninvited' and a.subject = i.id::text) as told
      from public.widget_invitations i where i.id = $1`;
    expect(await query(test.urls.owner, stored, [id])).toEqual([{ is_over: true, told: 1 }]);
  });

  it('never weakens a role that somebody has', async () => {
    await query(test.urls.owner, 'update auth.users set email_confirmed_at = now() where id = $1', [
      mine.admin.claims.sub,
    ]);
    const { token } = await invite(emailOf(mine.admin), 'viewer');
    expect(await call(mine.admin, `accept_invitation('${token}')`)).toEqual({ tenantId: mine.id, role: 'admin' });
  });

  it('keeps no secret in the database, and there are at most 100 open ones', async () => {
    const { id, token } = await invite('nina@example.com', 'viewer');
    const rows = await query(
      test.urls.owner,
      `select i::text as row from public.widget_invitations i where id = '${id}'`,
    );
    expect(JSON.stringify(rows)).not.toContain(token);
    await query(
      test.urls.owner,
      `insert into public.widget_invitations (tenant_id, email, role, token_hash)
       select '${mine.id}', n || '@example.com', 'viewer', '${mine.id}' || n from generate_series(1, 99) n`,
    );
    expect(await call(mine.owner, `invite_member('${mine.id}', 'last@example.com', 'viewer')`)).toBe(
      'There are 100 open invitations. Take some back first.',
    );
  });

  it.each(['', 'nina', 'nina@', '@example.com', 'a b@example.com', `${'x'.repeat(250)}@example.com`])(
    'to "%s" is refused',
    async (email) => {
      expect(await call(mine.owner, `invite_member('${mine.id}', '${email}', 'viewer')`)).toBe(
        'This is not an e-mail address.',
      );
    },
  );
});

describe('a role', () => {
  it('is given and taken by admins up to admin and by owners up to owner', async () => {
    const viewer = mine.viewer.claims.sub;
    const owner = mine.owner.claims.sub;
    const set = (who: Identity, id: string, role: string): Promise<unknown> =>
      call(who, `set_member_role('${mine.id}', '${id}', '${role}')`);
    expect(await set(mine.editor, viewer, 'editor')).toBe(notAllowed);
    expect(await set(mine.admin, mine.admin.claims.sub, 'owner')).toBe(notAllowed);
    expect(await set(mine.admin, owner, 'viewer')).toBe(notAllowed);
    expect(await set(mine.admin, viewer, 'admin')).toBe(done);
    expect(await set(mine.owner, viewer, 'owner')).toBe(done);
    expect(await set(mine.owner, viewer, 'king')).toBe('A role is viewer, editor, admin or owner.');
    expect(await rolesAt(mine.id)).toContainEqual({ id: viewer, role: 'owner' });
    const audit = await query(
      test.urls.owner,
      `select action, before ->> 'role' as was, after ->> 'role' as is from public.widget_audit
       where tenant_id = '${mine.id}' order by done_at`,
    );
    expect(audit).toEqual([
      { action: 'member.changed', was: 'viewer', is: 'admin' },
      { action: 'member.changed', was: 'admin', is: 'owner' },
    ]);
  });

  it("of another restaurant is nobody else's to give", async () => {
    const other = await createTenant(test.urls.owner);
    expect(await call(other.owner, `set_member_role('${mine.id}', '${mine.viewer.claims.sub}', 'admin')`)).toBe(
      'There is no such restaurant.',
    );
    expect(await call(other.owner, `remove_member('${mine.id}', '${mine.viewer.claims.sub}')`)).toBe(
      'There is no such restaurant.',
    );
  });
});

describe('the last owner', () => {
  it('stays an owner, whoever asks', async () => {
    const id = mine.owner.claims.sub;
    expect(await call(mine.owner, `remove_member('${mine.id}', '${id}')`)).toBe(lastOwner);
    expect(await call(mine.owner, `set_member_role('${mine.id}', '${id}', 'admin')`)).toBe(lastOwner);
    await expect(query(test.urls.owner, `delete from auth.users where id = '${id}'`)).rejects.toThrow(lastOwner);
    await expect(
      query(test.urls.owner, `update public.tenant_members set role = 'viewer' where user_id = '${id}'`),
    ).rejects.toThrow(lastOwner);
  });

  it('is one of two who leave at once', async () => {
    for (let round = 0; round < 10; round += 1) {
      const tenant = await createTenant(test.urls.owner);
      const second = await createUser(test.urls.owner);
      await join(test.urls.owner, tenant.id, second, 'owner');
      const leaving = [tenant.owner, second].map((owner) =>
        call(owner, `remove_member('${tenant.id}', '${owner.claims.sub}')`),
      );
      expect(new Set(await Promise.all(leaving))).toEqual(new Set([lastOwner, done]));
    }
  });

  it('goes with the restaurant', async () => {
    await query(test.urls.owner, `delete from public.tenants where id = '${mine.id}'`);
    expect(await rolesAt(mine.id)).toEqual([]);
  });
});

it('lets anybody leave but the last owner', async () => {
  expect(await call(mine.viewer, `remove_member('${mine.id}', '${mine.viewer.claims.sub}')`)).toBe(done);
  expect(await rolesAt(mine.id)).toHaveLength(3);
});

it("touches no table of members that is the product's own", async () => {
  const theirs = await createTestDatabase();
  const tenant = await createTenant(theirs.urls.owner);
  await query(theirs.urls.owner, 'comment on table public.tenant_members is null');
  const refused = 'Members are managed by the product itself.';
  for (const text of [
    `remove_member('${tenant.id}', '${tenant.viewer.claims.sub}')`,
    `set_member_role('${tenant.id}', '${tenant.viewer.claims.sub}', 'admin')`,
    `invite_member('${tenant.id}', 'nina@example.com', 'viewer')`,
    `accept_invitation('x')`,
  ]) {
    expect(await call(tenant.owner, text, theirs.urls.api)).toBe(refused);
    expect(await call(tenant.viewer, text, theirs.urls.api)).toBe(refused);
  }
  await theirs.drop();
});
