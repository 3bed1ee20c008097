import { afterAll, beforeAll, expect, it } from 'vitest';
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
