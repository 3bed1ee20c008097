import { afterAll, beforeAll, expect, it } from 'vitest';
import { withClient } from '../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { query } from './support/query.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  tenant = await createTenant(test.urls.owner);
});
afterAll(() => test.drop());

const set = (assignment: string): Promise<unknown> =>
  query(test.urls.owner, `update public.widget_settings set ${assignment} where tenant_id = $1`, [tenant.id]);

it.each([
  'Nowhere/Bad',
  'Factory',
  'posix/Europe/Rome',
  'right/UTC',
  'localtime',
  'berlin/foo3',
  'EST5EDT4',
  'UTC+3',
  '-3',
  'nan',
  'europe/rome',
  'CEST',
  'interval',
  'Europe/Rome; drop table x',
])('take no time zone named %s', async (zone) => {
  await expect(set(`time_zone = '${zone}'`)).rejects.toMatchObject({
    code: expect.stringMatching(/^(WB006|23514)$/),
  });
});

it('take every time zone that the server knows, and leave the zone of the session alone', async () => {
  await withClient(test.urls.owner, async (client) => {
    await client.query(`set time zone 'Asia/Tokyo'`);
    const { rows } = await client.query(
      `select name from pg_timezone_names where name !~ '^(Factory|localtime|posixrules|(posix|right)/.*)$'`,
    );
    expect(rows.length).toBeGreaterThan(400);
    for (const { name } of rows)
      await client.query('update public.widget_settings set time_zone = $2 where tenant_id = $1', [tenant.id, name]);
    expect((await client.query('show timezone')).rows).toEqual([{ TimeZone: 'Asia/Tokyo' }]);
  });
});

it.each([
  `default_locale = repeat('x', 36)`,
  `locales = array[repeat('x', 500)]`,
  `locales = array['en', null]`,
  `allowed_origins = array[repeat('x', 10000)]`,
  `allowed_origins = array[null]::text[]`,
  `insights = 'sometimes'`,
])('take no text without an end or a beginning: %s', async (assignment) => {
  await expect(set(assignment)).rejects.toMatchObject({ code: '23514' });
});

it('take what a restaurant has', async () => {
  await set(
    `time_zone = 'America/New_York', default_locale = 'zh-Hant-TW', locales = array['en', 'it', 'zh-Hant-TW'],
     allowed_origins = array['https://lucia.example.com', 'https://www.lucia.example.com:8443']`,
  );
});
