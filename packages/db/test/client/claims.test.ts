import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDatabase, type Database } from '../../src/client.ts';
import type { Identity } from '../../src/identity.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

let test: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  tenant = await createTenant(test.urls.owner);
  await createTenant(test.urls.owner);
});

afterAll(async () => {
  await test.drop();
});

const withClaims = (claims: Record<string, unknown>): Identity => ({
  role: 'authenticated',
  claims: { sub: tenant.viewer.claims.sub, ...claims },
});

function nested(depth: number): unknown {
  let value: unknown = 'bottom';
  for (let level = 0; level < depth; level += 1) value = { value };
  return value;
}

const rowSchema = z.tuple([z.object({ user: z.string(), claims: z.string(), sub: z.string().nullable() })]);

const hostile: readonly (readonly [string, Record<string, unknown>])[] = [
  ['quotes', { name: `'"''""'` }],
  ['backslashes', { name: String.raw`\' \\' \\\ \x27 \047`, [String.raw`\'key`]: '' }],
  ['the end of the statement', { name: `'); reset role; set role service_role; select ('` }],
  ['a comment', { name: `', true) -- /* */` }],
  ['dollar quotes and parameters', { name: `$$ $1 $tag$ ' $tag$` }],
  ['line ends', { name: `\r\n'\u2028;\n\\q` }],
  ['characters of four bytes and look-alike quotes', { name: '🍕 ’ʼ＇' }],
  ['another role', { role: 'service_role', app_metadata: { role: 'postgres' } }],
  ['names that objects have', { constructor: 1, toString: 'x', hasOwnProperty: null, valueOf: [] }],
  ['a megabyte', { name: `'\\`.repeat(500_000) }],
  ['great depth', { name: nested(1000) }],
];

/** Backslashes escape nothing in one of them, unless the literal says so. */
describe.each(['on', 'off'])('with standard_conforming_strings %s', (setting) => {
  let database: Database;

  beforeAll(() => {
    const url = new URL(test.urls.api);
    url.searchParams.set('options', `-c standard_conforming_strings=${setting}`);
    database = createDatabase({ url: url.href, poolSize: 1 });
    return database.close;
  });

  it.each(hostile)('claims with %s stay text, character by character', async (_, claims) => {
    const identity = withClaims(claims);
    await database.as(identity, async (tx) => {
      const rows = await tx.$queryRaw`
        select current_user::text as "user", current_setting('request.jwt.claims') as claims, auth.uid()::text as sub`;
      const [row] = rowSchema.parse(rows);
      expect(row).toMatchObject({ user: 'authenticated', sub: tenant.viewer.claims.sub });
      expect(row.claims === JSON.stringify(identity.claims)).toBe(true);
      expect((await tx.tenant.findMany()).map(({ id }) => id)).toEqual([tenant.id]);
    });
  });
});

describe('fails closed for claims', () => {
  let database: Database;

  beforeAll(() => {
    database = createDatabase({ url: test.urls.api, poolSize: 1 });
    return database.close;
  });

  const read = (identity: Identity): Promise<unknown> => database.as(identity, (tx) => tx.tenant.findMany());

  it('with a NUL character', async () => {
    await expect(read(withClaims({ name: '\0' }))).rejects.toThrow('NUL');
    await expect(read(withClaims({ '\0': 1 }))).rejects.toThrow('NUL');
  });

  it('with half a character, which is no JSON to Postgres', async () => {
    await expect(read(withClaims({ name: '\ud83c' }))).rejects.toThrow();
  });

  it('nested deeper than either side can read', async () => {
    await expect(read(withClaims({ name: nested(100_000) }))).rejects.toThrow();
  });

  it.each([[''], ['x'], [`' or true --`], [undefined]])('whose user is %j', async (sub) => {
    // @ts-expect-error a caller that has not parsed its token
    await expect(read({ role: 'authenticated', claims: { sub } })).rejects.toThrow(/UUID|string/);
  });

  it.each(['service_role', 'postgres', 'none', 'blunari_api', 'anon; reset role'])('of the role %s', async (role) => {
    // @ts-expect-error a role that is not on the list
    await expect(read({ role, claims: { sub: tenant.viewer.claims.sub } })).rejects.toThrow('Invalid');
  });
});
