import type { ClientBase } from 'pg';
import type { DemoDay } from './demo-totals.ts';

export async function insertTotals(
  client: ClientBase,
  tenantId: string,
  widgetId: string,
  days: readonly DemoDay[],
): Promise<void> {
  await client.query(
    `insert into public.widget_analytics_daily
       (tenant_id, widget_id, local_date, version, views, interactions, conversions, sessions,
        converted_sessions, last_view_at)
     select $1::uuid, $2::uuid, d."localDate", nextval('widget_private.insights_version'), d.views, d.interactions,
       d.conversions, d.sessions, d.conversions, d."lastViewAt"
     from jsonb_to_recordset($3::jsonb) as d (
       "localDate" date, views int, interactions int, conversions int, sessions int, "lastViewAt" timestamptz
     )
     order by d."localDate"`,
    [tenantId, widgetId, JSON.stringify(days)],
  );
}
