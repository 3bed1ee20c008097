import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDatabase, type Database } from '../../src/client.ts';
import { readBreakdown } from '../../src/queries/insights/read-breakdown.ts';
import { readDays } from '../../src/queries/insights/read-days.ts';
import { readDropped } from '../../src/queries/insights/read-dropped.ts';
import { readHoursOfWeek } from '../../src/queries/insights/read-hours-of-week.ts';
import { readQuarters } from '../../src/queries/insights/read-quarters.ts';
import { readRecent } from '../../src/queries/insights/read-recent.ts';
import { readSettingsChanges } from '../../src/queries/insights/read-settings-changes.ts';
import { readTurnedAway } from '../../src/queries/insights/read-turned-away.ts';
import { readValues } from '../../src/queries/insights/read-values.ts';
import type { InsightScope, Reader } from '../../src/queries/insights/scope.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { accessesOf, type Access } from '../support/explain.ts';
import { query } from '../support/query.ts';
import { createTenant, type TestTenant } from '../support/tenant.ts';

let test: TestDatabase;
let database: Database;
let tenant: TestTenant;
let scope: InsightScope;

/** So many rows of each table that reading one whole costs more than any index: of 30 restaurants, 200 days and 8 pages. */
const filling = `
  insert into public.widget_analytics_daily (tenant_id, widget_id, local_date, dimension, value, version, views, sessions)
    select r.tenant, r.widget, day::date, d.dimension, d.value, 0, 3, 2
    from rooms r
    cross join generate_series('2026-01-01', '2026-07-19', interval '1 day') as day
    cross join (
      select 'total', '' union all select 'page', '/' || n from generate_series(1, 8) as n
      union all select 'lead', '1' union all select 'funnel', 'party'
    ) as d (dimension, value);
  insert into public.widget_analytics_buckets (tenant_id, widget_id, bucket, views_00)
    select r.tenant, r.widget, bucket, 1
    from rooms r cross join generate_series('2026-06-01Z'::timestamptz, '2026-07-19Z', interval '1 hour') as bucket;
  insert into public.widget_turned_away (tenant_id, widget_id, local_date, wanted_date, party_size, rule, sessions)
    select r.tenant, r.widget, day::date, day::date + 3, 4, 'full', 1
    from rooms r cross join generate_series('2026-01-01', '2026-07-19', interval '1 day') as day;
  insert into public.widget_dropped_visits (tenant_id, widget_id, local_date, reason, events)
    select r.tenant, r.widget, day::date, 'bot', 1
    from rooms r cross join generate_series('2026-01-01', '2026-07-19', interval '1 day') as day;
  insert into public.widget_config_versions (widget_id, version, tenant_id, config, patch, is_active, changed_at)
    select r.widget, n, r.tenant, '{}', '{}', true, '2026-07-19Z'::timestamptz - make_interval(hours => 5000 - n)
    from rooms r cross join generate_series(100, 300) as n;
  insert into public.widget_analytics (id, widget_id, tenant_id, event_type, "timestamp", session_id)
    select gen_random_uuid(), '$1', '$2', 'view', '2026-07-19Z'::timestamptz - make_interval(mins => n), gen_random_uuid()
    from generate_series(1, 40000) as n`;

beforeAll(async () => {
  test = await createTestDatabase();
  database = createDatabase({ url: test.urls.api });
  tenant = await createTenant(test.urls.owner, 'Europe/Rome');
  scope = { tenantId: tenant.id, widgetIds: [tenant.booking.id, tenant.catering.id] };
  await query(
    test.urls.owner,
    `insert into public.tenants (id, name, slug)
       select id, 'Other', 'other-' || id from (select gen_random_uuid() as id from generate_series(1, 29)) as made;
     create temporary table rooms as
       select w.tenant_id as tenant, w.id as widget from public.widget_configurations w;
     ${filling.replace('$1', tenant.booking.id).replace('$2', tenant.id)};
     analyze`,
  );
}, 120_000);

afterAll(async () => {
  await database.close();
  await test.drop();
});

const plan = (ask: (reader: Reader) => Promise<unknown>): Promise<readonly Access[]> =>
  database.as({ role: 'authenticated', claims: { sub: tenant.viewer.claims.sub } }, (tx) => accessesOf(tx, ask));

const month = { from: '2026-06-20', to: '2026-07-19' };
const monthBefore = { from: '2026-05-21', to: '2026-06-19' };
const bounds = { fromMs: Date.parse('2026-07-18T22:00Z'), toMs: Date.parse('2026-07-19T22:00Z') };
const total = { dimension: 'total', value: '' };

/** Tables that a question may read, what it must name of their keys, and how many rows its answer is made of. */
const questions: readonly {
  readonly name: string;
  readonly ask: (reader: Reader) => Promise<unknown>;
  readonly keys: Readonly<Record<string, readonly string[]>>;
  readonly rows: number;
}[] = [
  {
    name: 'days',
    ask: (reader) => readDays(reader, scope, month, total),
    keys: { widget_analytics_daily: ['tenant_id', 'widget_id', 'local_date', 'dimension', 'value'] },
    rows: 60,
  },
  {
    name: 'days of an unknown value',
    ask: (reader) => readDays(reader, scope, month, { dimension: 'page', value: '' }),
    keys: { widget_analytics_daily: ['tenant_id', 'widget_id', 'local_date', 'dimension'] },
    rows: 60 + 60 * 8,
  },
  {
    name: 'steps',
    ask: (reader) => readValues(reader, scope, month, 'funnel'),
    keys: { widget_analytics_daily: ['tenant_id', 'widget_id', 'local_date', 'dimension'] },
    rows: 60,
  },
  {
    name: 'a breakdown beside another month',
    ask: (reader) => readBreakdown(reader, scope, { period: month, compared: monthBefore }, 'page'),
    keys: { widget_analytics_daily: ['tenant_id', 'widget_id', 'local_date', 'dimension'] },
    rows: 2 * (60 + 60 * 8),
  },
  {
    name: 'quarter hours',
    ask: (reader) => readQuarters(reader, scope, bounds),
    keys: { widget_analytics_buckets: ['tenant_id', 'widget_id', 'bucket'] },
    rows: 2 * 25,
  },
  {
    name: 'hours of the week',
    ask: (reader) => readHoursOfWeek(reader, scope, [{ ...bounds, offsetMinutes: 120 }]),
    keys: { widget_analytics_buckets: ['tenant_id', 'widget_id', 'bucket'] },
    rows: 2 * 25,
  },
  {
    name: 'who was turned away',
    ask: (reader) => readTurnedAway(reader, scope, month),
    keys: { widget_turned_away: ['tenant_id', 'widget_id', 'local_date'] },
    rows: 60,
  },
  {
    name: 'what was left out',
    ask: (reader) => readDropped(reader, scope, month),
    keys: { widget_dropped_visits: ['tenant_id', 'widget_id', 'local_date'] },
    rows: 60,
  },
  {
    name: 'changes of settings',
    ask: (reader) => readSettingsChanges(reader, scope, bounds),
    keys: { widget_config_versions: ['tenant_id', 'changed_at'] },
    rows: 2 * 50,
  },
  {
    name: 'the last half hour',
    ask: (reader) => readRecent(reader, scope, Date.parse('2026-07-18T23:59Z')),
    keys: { widget_analytics: ['tenant_id', 'timestamp'] },
    rows: 31,
  },
];

describe('a question about visits', () => {
  it.each(questions)(
    'of $name reads its tables by their keys alone, and no more than it answers',
    async ({ ask, keys, rows }) => {
      const accesses = (await plan(ask)).filter(({ table }) => table.startsWith('widget_analytics') || table in keys);
      expect(new Set(accesses.map(({ table }) => table))).toEqual(new Set(Object.keys(keys)));
      for (const { table, by, condition } of accesses) {
        expect({ table, by }).toEqual({ table, by: expect.stringContaining('Index') });
        // The version before is looked up by its own key.
        const isLookup = condition.includes('version');
        for (const column of isLookup ? [] : (keys[table] ?? [])) expect(condition).toContain(column);
      }
      expect(accesses.reduce((sum, access) => sum + access.rows, 0)).toBeLessThanOrEqual(rows);
    },
  );
});
