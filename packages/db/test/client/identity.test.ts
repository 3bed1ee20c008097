import { afterAll, beforeAll, expect, it } from 'vitest';
import { IdentityPool } from '../../src/identity-pool.ts';
import type { Identity } from '../../src/identity.ts';
import { createDatabase, type Database } from '../../src/client.ts';
import { toAppError } from '../../src/errors.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { query } from '../support/query.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenants: readonly [TestTenant, TestTenant];

beforeAll(async () => {
  test = await createTestDatabase();
  tenants = [await createTenant(test.urls.owner), await createTenant(test.urls.owner)];
  database = createDatabase({ url: test.urls.api, poolSize: 2, connectionWaitMs: 60_000 });
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

it('begins no transaction without an identity', async () => {
  const pool = new IdentityPool({ connectionString: test.urls.api, max: 1 });
  const client = await pool.connect();
  await expect(client.query({ text: 'BEGIN' })).rejects.toThrow('needs an identity');
  client.release();
  await pool.end();
});

it('gives an injected reset of the role nothing: the login role reads no table', async () => {
  const stolen = database.as(tenants[0].viewer, async (tx) => {
    await tx.$executeRawUnsafe('reset role');
    return tx.tenant.findMany();
  });
  await expect(stolen).rejects.toSatisfy((error) => toAppError(error).code === 'forbidden');
  const raised = database.as(tenants[0].viewer, (tx) => tx.$executeRawUnsafe('set local role service_role'));
  await expect(raised).rejects.toSatisfy((error) => toAppError(error).code === 'forbidden');
});

it('keeps SQL inside claims as text', async () => {
  const claims = {
    ...tenants[0].viewer.claims,
    sub: tenants[0].viewer.claims.sub,
    name: `'; reset role; --\\`,
  };
  const rows = await database.as({ role: 'authenticated', claims }, (tx) => tx.tenant.findMany());
  expect(rows.map((row) => row.id)).toEqual([tenants[0].id]);
});

it('refuses claims with a NUL character and an identity without a user', async () => {
  const claims = { sub: tenants[0].viewer.claims.sub, name: '\0' };
  await expect(database.as({ role: 'authenticated', claims }, (tx) => tx.tenant.findMany())).rejects.toThrow('NUL');
  const nobody = { role: 'authenticated', claims: { sub: '' } } as const;
  await expect(database.as(nobody, (tx) => tx.tenant.findMany())).rejects.toThrow('UUID');
});

it('does not call a commit a success when Postgres rolled back', async () => {
  const swallowed = database.as(tenants[0].editor, async (tx) => {
    await tx.$executeRaw`select 1 / 0`.catch(() => undefined);
    return 'done';
  });
  await expect(swallowed).rejects.toThrow();
});

const codeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'done',
    (error: unknown) => toAppError(error).code,
  );

it('names a refusal that a model query met as well as one of raw SQL', async () => {
  const [{ booking, editor, viewer, admin, id }] = tenants;
  const pause = (identity: Identity) =>
    database.as(identity, (tx) =>
      tx.widgetConfiguration.update({ where: { id: booking.id }, data: { isActive: false } }),
    );
  expect(await codeOf(pause(editor))).toBe('forbidden');
  expect(await codeOf(pause(viewer))).toBe('not_found');
  expect(await codeOf(pause(admin))).toBe('done');
  await query(test.urls.owner, 'update public.widget_configurations set is_active = false where tenant_id = $1', [id]);
  await query(test.urls.owner, `update public.widget_settings set time_zone = '' where tenant_id = $1`, [id]);
  const activate = database.as(admin, (tx) =>
    tx.widgetConfiguration.update({ where: { id: booking.id }, data: { isActive: true } }),
  );
  await expect(activate).rejects.toSatisfy((error) => {
    expect(toAppError(error)).toEqual({
      code: 'invalid_input',
      message: "Choose the restaurant's time zone before going live.",
    });
    return true;
  });
});

it('is unavailable, and says so in time, when nobody listens', async () => {
  const nowhere = createDatabase({ url: 'postgres://blunari_api:x@127.0.0.1:1/none' });
  const answer = await nowhere.visitor.widget('wk_00000000000000000000');
  expect(answer).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  const asked = nowhere.as(tenants[0].viewer, (tx) => tx.tenant.findMany());
  await expect(asked).rejects.toSatisfy((error) => toAppError(error).code === 'unavailable');
  await nowhere.close();
});

it('is unavailable, not broken, when every connection stays busy', async () => {
  const small = createDatabase({ url: test.urls.api, poolSize: 1, connectionWaitMs: 500 });
  const slow = small.as(tenants[0].viewer, (tx) => tx.$executeRaw`select pg_sleep(2)`);
  const waiting = small.as(tenants[0].viewer, (tx) => tx.tenant.findMany());
  await expect(waiting).rejects.toSatisfy((error) => toAppError(error).code === 'unavailable');
  await slow;
  await small.close();
});
