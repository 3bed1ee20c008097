import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withClient } from '../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { query } from './support/query.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let mine: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  mine = await createTenant(test.urls.owner);
});

afterAll(() => test.drop());

describe('the service role', () => {
  it('can update every table that it was granted, whatever the triggers look up', async () => {
    const rows = await query(
      test.urls.owner,
      `select relname::text as name from pg_class
       where relnamespace = 'public'::regnamespace and has_table_privilege('service_role', oid, 'update')`,
    );
    const names = rows.map((row) => String(row['name']));
    expect(names).toEqual(expect.arrayContaining(['widget_configurations', 'widget_settings']));
    for (const name of names) {
      const key = name === 'tenants' ? 'id' : 'tenant_id';
      const count = await asService(`update public.${name} set ${key} = ${key} where ${key} = '${mine.id}'`);
      expect({ name, count }).toEqual({ name, count: expect.toSatisfy((touched) => Number(touched) > 0) });
    }
  });

  it('can pause a widget, put it live and change its config', async () => {
    const where = `where id = '${mine.booking.id}'`;
    expect(
      await asService(
        `update public.widget_configurations set is_active = false ${where}`,
        `update public.widget_configurations set is_active = true ${where}`,
        `update public.widget_configurations set config = jsonb_set(config, '{party,max}', '10') ${where}`,
      ),
    ).toBe(1);
  });
});

/** How many rows the last statement touches as the service role, as PostgREST logs in; rolled back. */
function asService(...statements: readonly string[]): Promise<number | null> {
  return withClient(test.urls.authenticator, async (service) => {
    await service.query('begin; set local role service_role');
    let touched: number | null = null;
    for (const sql of statements) touched = (await service.query(sql)).rowCount;
    await service.query('rollback');
    return touched;
  });
}
