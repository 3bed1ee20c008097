import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Identity } from '../src/identity.ts';
import { createDatabase, type Database } from '../src/client.ts';
import { memberNames } from '../src/queries/members/member-names.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { query } from './support/query.ts';
import { createTenant, createUser, join, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let database: Database;
let mine: TestTenant;
let other: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api });
  mine = await createTenant(test.urls.owner);
  other = await createTenant(test.urls.owner);
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

const namesSeenBy = (identity: Identity, tenant = mine): Promise<ReadonlyMap<string, string>> =>
  database.as(identity, (tx) => memberNames(tx, tenant.id));

describe('the names of colleagues', () => {
  it('are told to each role in its own restaurant, and to nobody of another', async () => {
    const everybody = ['owner', 'admin', 'editor', 'viewer'] as const;
    const ids = everybody.map((role) => mine[role].claims.sub);
    for (const role of everybody) {
      expect([...(await namesSeenBy(mine[role])).keys()].toSorted()).toEqual(ids.toSorted());
      expect(await namesSeenBy(other[role])).toEqual(new Map());
    }
  });

  it('are not told to visitors, people who work nowhere, platform staff and forged claims', async () => {
    await expect(namesSeenBy({ role: 'anon', claims: {} })).rejects.toThrow(/permission denied/);
    await expect(
      query(test.urls.api, 'select * from widget_private.member_names($1::uuid)', [mine.id]),
    ).rejects.toMatchObject({ code: '42501' });
    const nobody = await createUser(test.urls.owner);
    const platformAdmin = { ...nobody, claims: { ...nobody.claims, app_metadata: { platform_admin: true } } };
    const forged = { ...nobody, claims: { ...nobody.claims, tenant_id: mine.id } };
    for (const identity of [nobody, platformAdmin, forged]) {
      expect(await namesSeenBy(identity)).toEqual(new Map());
    }
  });

  it.each([
    ['the full name', '{"full_name": "Elena Ricci", "name": "Elena"}', 'Elena Ricci'],
    ['the name', '{"full_name": "", "name": "Elena"}', 'Elena'],
    ['no object in place of a name, but the e-mail address', '{"full_name": {"a": 1}, "name": 7}', 'elena@example.com'],
    ['the e-mail address of who has no name', null, 'elena@example.com'],
    ['a name that is far too long, cut', JSON.stringify({ name: 'x'.repeat(5000) }), 'x'.repeat(120)],
  ])('are %s', async (_what, metadata, name) => {
    const userId = mine.editor.claims.sub;
    await query(
      test.urls.superuser,
      `update auth.users set raw_user_meta_data = $2::jsonb, email = 'elena@example.com' where id = $1`,
      [userId, metadata],
    );
    expect((await namesSeenBy(mine.viewer)).get(userId)).toBe(name);
  });

  it('are those of people who work there now', async () => {
    const person = await createUser(test.urls.owner);
    await join(test.urls.owner, other.id, person, 'editor');
    expect((await namesSeenBy(other.viewer, other)).has(person.claims.sub)).toBe(true);
    await query(test.urls.owner, 'delete from public.tenant_members where user_id = $1', [person.claims.sub]);
    expect((await namesSeenBy(other.viewer, other)).has(person.claims.sub)).toBe(false);
    expect(await namesSeenBy(person, other)).toEqual(new Map());
  });
});
