import { afterAll, beforeAll, expect, it } from 'vitest';
import { publicSections } from '@blunari/schema/config';
import { createDatabase, type Database } from '../src/client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { query } from './support/query.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeAll(async () => {
  test = await createTestDatabase();
  tenant = await createTenant(test.urls.owner);
  database = createDatabase({ url: test.urls.api });
});

afterAll(async () => {
  await database.close();
  await test.drop();
});

it('shows the public sections, the place and where the widget may be embedded', async () => {
  await query(
    test.urls.owner,
    `update public.widget_settings set allowed_origins = '{https://lucia.example.com}' where tenant_id = $1`,
    [tenant.id],
  );
  const widget = await database.visitor.widget(tenant.booking.key);
  expect(widget).toMatchObject({
    ok: true,
    value: {
      id: tenant.booking.id,
      tenantId: tenant.id,
      type: 'booking',
      version: 2,
      isActive: true,
      place: { name: 'Test', timeZone: 'Europe/Rome', currency: 'EUR' },
      allowedOrigins: ['https://lucia.example.com'],
    },
  });
  const sections = Object.keys(widget.ok ? (widget.value?.config ?? {}) : {});
  expect(sections.toSorted()).toEqual([...publicSections.booking].map(String).toSorted());
});

it('keeps the settings of a paused widget to itself, and gives a place without a zone the clock of UTC', async () => {
  await query(test.urls.owner, 'update public.widget_configurations set is_active = false where tenant_id = $1', [
    tenant.id,
  ]);
  await query(test.urls.owner, `update public.widget_settings set time_zone = '' where tenant_id = $1`, [tenant.id]);
  const widget = await database.visitor.widget(tenant.catering.key);
  expect(widget).toMatchObject({ ok: true, value: { isActive: false, place: { timeZone: 'UTC' } } });
  expect(widget.ok && widget.value && 'config' in widget.value).toBe(false);
});

it('shows a place with values that only a tool could have written, without those', async () => {
  await query(
    test.urls.owner,
    `alter table public.widget_settings disable trigger user;
     update public.widget_settings
     set default_locale = 'Italiano', locales = '{it,Deutsch}', email = 'nobody', time_zone = 'Mars/Olympus'
     where tenant_id = '${tenant.id}';
     alter table public.widget_settings enable trigger user`,
  );
  expect(await database.visitor.widget(tenant.booking.key)).toMatchObject({
    ok: true,
    value: { place: { name: 'Test', email: '', timeZone: 'UTC', locales: ['it'], defaultLocale: 'it' } },
  });
});

it('knows nothing by a wrong key', async () => {
  for (const key of ['wk_00000000000000000000', '', "' or true --"]) {
    expect(await database.visitor.widget(key)).toEqual({ ok: true, value: null });
  }
});
