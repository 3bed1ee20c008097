import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../src/client.ts';
import { rebuildRollups } from '../src/jobs/rebuild-rollups.ts';
import { migrate } from '../src/migrate/migrate.ts';
import { saveWidget } from '../src/queries/widgets/save-widget.ts';
import { withClient } from '../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../src/testing/postgres.ts';
import { buildBooking, buildEvent, buildRequest, visit } from './support/inputs.ts';
import { addTenant } from './support/product.ts';
import { query } from './support/query.ts';
import { buildCateringConfig } from '@blunari/schema/testing';
import { MIGRATION, paste, wrongChecks } from './support/script.ts';
import { sure } from './support/stored-widget.ts';
import { createTenant, type TestTenant } from './support/tenant.ts';

const emergency = `DROP TABLE IF EXISTS public.widget_analytics; DROP TABLE IF EXISTS public.widget_configurations;`;
const opened: { readonly test: TestDatabase; readonly database: Database }[] = [];
let test: TestDatabase;
let database: Database;
let tenant: TestTenant;

beforeEach(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api });
  opened.push({ test, database });
  tenant = await createTenant(test.urls.owner);
});
afterAll(async () => {
  for (const each of opened) {
    await each.database.close();
    await each.test.drop();
  }
});

const owner = (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  query(test.urls.owner, sql, values);

/** Locks of this database that somebody waits for. */
const waitingFor = (kind: 'advisory' | 'relation'): string =>
  `select from pg_locks where locktype = '${kind}' and not granted
     and database = (select oid from pg_database where datname = current_database())`;

/** All of every widget but when it was last written. */
const widgets = async (): Promise<unknown[]> =>
  (await owner(`select to_jsonb(w) - 'updated_at' as widget from public.widget_configurations w order by w.id`)).map(
    (row) => row['widget'],
  );

async function save(baseVersion: number, max: number): Promise<number> {
  const edit = { widgetId: tenant.booking.id, baseVersion, patch: { party: { max } } };
  const outcome = sure(await database.as(tenant.editor, (tx) => saveWidget(tx, edit)));
  if (outcome.status !== 'saved') throw new Error(outcome.status);
  return outcome.row.version;
}

it.each([
  ['events', () => database.visitor.recordEvents(tenant.booking.key, { events: [buildEvent()], visit })],
  ['a booking', () => database.visitor.createBooking(tenant.booking.key, buildBooking())],
  ['a request', () => database.visitor.createRequest(tenant.catering.key, buildRequest())],
  ['what waits to be counted', () => database.visitor.flushDueTicks()],
])('deadlocks with no visitor who brings %s', async (_, call) => {
  await owner(
    `insert into widget_private.waiting_insights (tenant_id, widget_id, events, visit) values ($1, $2, $3, '{}')`,
    [tenant.id, tenant.booking.id, JSON.stringify([{ ...buildEvent(), at: new Date().toISOString() }])],
  );
  await owner('update public.widget_configurations set config = $2 where id = $1', [
    tenant.catering.id,
    JSON.stringify(buildCateringConfig()),
  ]);
  await withClient(test.urls.owner, async (counting) => {
    await counting.query('begin');
    await counting.query('select widget_private.lock_insights($1)', [tenant.id]);
    const called = Promise.resolve(call());
    await expect.poll(() => owner(waitingFor('advisory'))).toHaveLength(1);
    const removed = owner(emergency);
    await expect.poll(() => owner(waitingFor('relation'))).toHaveLength(1);
    await counting.query('commit');
    expect(await called).toMatchObject({ ok: true });
    await removed;
  });
});

describe('migrating after the emergency rollback of two statements', () => {
  it.each([
    ['the migrator', () => migrate(test.urls.owner)],
    ['the file', () => paste(test.urls.owner, MIGRATION)],
  ])('by %s, brings every widget back as it was last, drafts and keys too', async (_, restore) => {
    expect([await save(2, 10), await save(3, 12)]).toEqual([3, 4]);
    const untouched = await addTenant(test.urls.owner);
    await owner(
      `update public.widget_configurations set is_active = false where id = '${tenant.catering.id}';
       update public.widget_configurations set publish_mode = 'draft', draft = jsonb_set(config, '{party,max}', '20')
         where id = '${tenant.booking.id}'`,
    );
    const before = await widgets();
    await owner(emergency);
    const late = await addTenant(test.urls.owner);
    await restore();
    await restore();

    expect(await wrongChecks(test.urls.owner)).toEqual([]);
    const isLate = `tenant_id = '${late}'`;
    expect(await owner(`select version, is_active from public.widget_configurations where ${isLate}`)).toEqual([
      { version: 1, is_active: false },
      { version: 1, is_active: false },
    ]);
    await owner(`delete from public.tenants where id = '${late}'`);
    expect(before).toHaveLength(4);
    expect(before).toContainEqual(expect.objectContaining({ tenant_id: untouched, version: 1 }));
    expect(await widgets()).toEqual(before);
  });

  it('lets an embedded widget go on under its key, and versions count on from the last', async () => {
    await save(2, 10);
    await owner(emergency);
    await migrate(test.urls.owner);
    expect(await database.visitor.widget(tenant.booking.key)).toMatchObject({
      ok: true,
      value: { id: tenant.booking.id, isActive: true, version: 3, config: { party: { max: 10 } } },
    });
    expect(await database.visitor.createBooking(tenant.booking.key, buildBooking())).toMatchObject({ ok: true });
    expect(await save(3, 11)).toBe(4);
    const history = await owner(
      `select version, is_active, config -> 'party' ->> 'max' as max from public.widget_config_versions
       where widget_id = $1 order by version`,
      [tenant.booking.id],
    );
    expect(history).toEqual([
      { version: 1, is_active: false, max: '8' },
      { version: 2, is_active: true, max: '8' },
      { version: 3, is_active: true, max: '10' },
      { version: 4, is_active: true, max: '11' },
    ]);
  });

  it('does so each time', async () => {
    for (const version of [2, 3, 4]) {
      await save(version, version);
      const before = await widgets();
      await owner(emergency);
      await migrate(test.urls.owner);
      expect(await widgets()).toEqual(before);
    }
  });

  it('brings back no restaurant that went, and nothing live where the time zone is gone', async () => {
    const gone = await createTenant(test.urls.owner);
    await owner(emergency);
    await owner(
      `delete from public.tenants where id = '${gone.id}';
       update public.widget_settings set time_zone = '' where tenant_id = '${tenant.id}'`,
    );
    await migrate(test.urls.owner);
    expect(await wrongChecks(test.urls.owner)).toEqual([]);
    expect(await owner('select tenant_id::text as id, is_active, version from public.widget_configurations')).toEqual([
      { id: tenant.id, is_active: false, version: 2 },
      { id: tenant.id, is_active: false, version: 2 },
    ]);
  });

  it('knows the key that a widget was given last, and settings that it was made with', async () => {
    const key = `wk_${'k'.repeat(20)}`;
    await owner(
      `update public.widget_configurations set public_key = '${key}' where id = '${tenant.catering.id}';
       delete from public.widget_configurations where id = '${tenant.booking.id}';
       insert into public.widget_configurations (tenant_id, widget_type, config, version)
         values ('${tenant.id}', 'booking', '{"schemaVersion": 1, "party": {"max": 3}}', 7)`,
    );
    const before = await widgets();
    expect(before).toContainEqual(expect.objectContaining({ public_key: key }));
    await owner(emergency);
    await migrate(test.urls.owner);
    expect(await widgets()).toEqual(before);
  });
});

it('leaves totals as they were, whose events are gone, when they are counted again', async () => {
  const totals = (): Promise<Record<string, unknown>[]> =>
    owner(`select to_jsonb(d) - 'version' as day from public.widget_analytics_daily d order by d::text collate "C"`);
  sure(await database.visitor.createBooking(tenant.booking.key, buildBooking()));
  // What retention had removed long ago must not count as the last removal.
  await owner(
    `insert into widget_private.insight_horizons values ('${tenant.id}', now() - interval '1 year');
     ${emergency}`,
  );
  await migrate(test.urls.owner);
  sure(await database.visitor.createBooking(tenant.booking.key, buildBooking()));
  const before = await totals();
  expect(before).toContainEqual({ day: expect.objectContaining({ dimension: 'total', conversions: 2 }) });
  await owner('select widget_private.rebuild_rollups(null, null)');
  await rebuildRollups(test.urls.owner);
  expect(await totals()).toEqual(before);
});

it('brings back a single widget that was deleted by hand', async () => {
  await save(2, 10);
  const before = await widgets();
  await owner(`delete from public.widget_configurations where id = $1`, [tenant.booking.id]);
  await migrate(test.urls.owner);
  expect(await widgets()).toEqual(before);
});
