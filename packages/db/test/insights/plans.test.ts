import type { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withClient } from '../../src/server/with-client.ts';
import { createTestDatabase, type TestDatabase } from '../../src/testing/postgres.ts';
import { buildEvent, visit } from '../support/inputs.ts';
import { query } from '../support/query.ts';

let test: TestDatabase;
let keys: readonly string[];

/** 50 restaurants with 100 days, and a table of each kind that no statement of a batch may read through. */
const fill = `
  insert into public.tenants (name, slug) select 'R', 'r-' || n from generate_series(1, 50) n;
  update public.widget_settings set time_zone = 'UTC';
  update public.widget_configurations set is_active = true;
  insert into public.widget_analytics_daily
    (tenant_id, widget_id, local_date, dimension, value, version, views, last_view_at)
    select w.tenant_id, w.id, current_date - day, dimension, '', 1, 1, now() - day * interval '1 day'
    from public.widget_configurations w, generate_series(0, 99) day, unnest(widget_private.insight_dimensions()) dimension;
  insert into public.widget_analytics_buckets (tenant_id, widget_id, bucket, views_00)
    select w.tenant_id, w.id, date_bin('1 hour', now(), '2000-01-01Z') - n * interval '1 hour', 1
    from public.widget_configurations w, generate_series(0, 299) n;
  insert into public.widget_analytics (id, widget_id, tenant_id, event_type, "timestamp", session_id)
    select gen_random_uuid(), w.id, w.tenant_id, 'view', now() - n * interval '10 minutes', gen_random_uuid()
    from public.widget_configurations w, generate_series(1, 300) n;
  insert into widget_private.insight_sessions
    (tenant_id, widget_id, session_id, first_at, first_id, local_date, traits, converted)
    select a.tenant_id, a.widget_id, a.session_id, a."timestamp", a.id, a."timestamp"::date,
      array_fill(''::text, array[8]), false
    from public.widget_analytics a;
  analyze`;

beforeAll(async () => {
  test = await createTestDatabase();
  await query(test.urls.owner, fill);
  const rows = await query(test.urls.owner, 'select public_key as key from public.widget_configurations');
  keys = rows.map((row) => String(row['key']));
}, 120_000);

afterAll(() => test.drop());

/** Plans with what they really met, of all statements that a call comes to. */
async function plansOf(call: (client: Client) => Promise<unknown>): Promise<string> {
  const plans: string[] = [];
  await withClient(test.urls.superuser, async (client) => {
    client.on('notice', ({ message }) => plans.push(message ?? ''));
    await client.query(
      `load 'auto_explain'; set auto_explain.log_min_duration = 0; set auto_explain.log_analyze = on;
       set auto_explain.log_nested_statements = on; set auto_explain.log_level = 'notice'; set role postgres`,
    );
    // Six times, as a session of the API keeps a plan for all calls from then on.
    for (let turn = 0; turn < 7; turn += 1) {
      plans.length = 0;
      await call(client);
    }
  });
  return plans.join('\n');
}

it('500 events of 100 widgets are stored by way of indexes, and nothing is compared with everything', async () => {
  const plans = await plansOf((client) => {
    const batches = keys.map((key) => ({ key, visit, events: Array.from({ length: 5 }, () => buildEvent()) }));
    return client.query('select widget_private.record_batches($1::jsonb)', [JSON.stringify(batches)]);
  });
  expect(plans).toContain('Insert on widget_analytics');
  expect(plans).toContain('Update on widget_analytics_daily');
  expect(plans).not.toMatch(
    /Seq Scan on (widget_analytics|widget_analytics_daily|widget_analytics_buckets|insight_sessions)\b/,
  );
  const removed = [...plans.matchAll(/Rows Removed by Join Filter: (?<count>\d+)/g)];
  expect(removed.filter(({ groups }) => Number(groups?.['count']) > 1000)).toEqual([]);
});

it('totals that are told know the last view by the newest day, however many days are kept', async () => {
  const plans = await plansOf((client) =>
    client.query(
      `select widget_private.totals_message(w.tenant_id, w.id, current_date)
       from public.widget_configurations w where w.public_key = $1`,
      [keys[0]],
    ),
  );
  const rows = [...plans.matchAll(/on widget_analytics_daily seen .*rows=(?<met>\d+)/g)].map(
    ({ groups }) => groups?.['met'],
  );
  expect(new Set(rows)).toEqual(new Set(['1']));
});
