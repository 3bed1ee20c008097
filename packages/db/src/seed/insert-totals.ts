import { addDays } from '@blunari/schema/calendar';
import type { ClientBase } from 'pg';
import { demoCounts, type DemoAudience } from './demo-dimensions.ts';
import type { DemoDay } from '@blunari/schema/demo';
import { instantOf } from './wall-time.ts';

interface DemoWidget {
  readonly id: string;
  readonly tenantId: string;
  readonly type: 'booking' | 'catering';
}

/** Writes what was counted on some days; `days` ends with today. */
export async function insertTotals(
  client: ClientBase,
  widget: DemoWidget,
  days: readonly DemoDay[],
  audience: DemoAudience,
  timeZone: string,
): Promise<void> {
  const rows = days.flatMap((day) =>
    demoCounts(day, audience, widget.type).map((row) => ({
      localDate: day.localDate,
      ...(row.dimension === 'total' ? { lastViewAt: day.lastViewAt } : {}),
      ...row,
    })),
  );
  await client.query(
    `insert into public.widget_analytics_daily
       (tenant_id, widget_id, local_date, dimension, value, version, views, interactions, conversions, sessions,
        converted_sessions, covers, value_minor, last_view_at)
     select $1::uuid, $2::uuid, d."localDate", d.dimension, d.value,
       case d.dimension when 'total' then nextval('widget_private.insights_version') else 0 end, d.views,
       d.interactions, d.conversions, d.sessions, d."convertedSessions", d.covers, d."valueMinor", d."lastViewAt"
     from jsonb_to_recordset($3::jsonb) as d (
       "localDate" date, dimension text, value text, views int, interactions int, conversions int, sessions int,
       "convertedSessions" int, covers bigint, "valueMinor" bigint, "lastViewAt" timestamptz
     )
     order by d."localDate", d.dimension, d.value`,
    [widget.tenantId, widget.id, JSON.stringify(rows)],
  );
  const today = days.at(-1);
  if (!today) return;
  // There are no events to count these days again from.
  await client.query(
    `insert into widget_private.insight_horizons (tenant_id, raw_since) values ($1::uuid, $2::timestamptz)
     on conflict (tenant_id) do nothing`,
    [widget.tenantId, instantOf(addDays(today.localDate, 1), '00:00', timeZone)],
  );
}
