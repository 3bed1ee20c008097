import { addDays } from '@blunari/schema/calendar';
import { demoDayRows, demoQuarters, demoWishes, type DemoAudience, type DemoDay } from '@blunari/schema/demo';
import type { ClientBase } from 'pg';
import { instantOf, wallTimeIn } from './wall-time.ts';

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
  { audience, timeZone, now }: { readonly audience: DemoAudience; readonly timeZone: string; readonly now: Date },
): Promise<void> {
  await insertDays(client, widget, days, audience);
  await insertQuarters(client, widget, days, timeZone, now);
  if (widget.type === 'booking') await insertWishes(client, widget, days);
  const today = days.at(-1);
  if (!today) return;
  // There are no events to count these days again from.
  await client.query(
    `insert into widget_private.insight_horizons (tenant_id, raw_since) values ($1::uuid, $2::timestamptz)
     on conflict (tenant_id) do nothing`,
    [widget.tenantId, instantOf(addDays(today.localDate, 1), '00:00', timeZone)],
  );
}

async function insertDays(
  client: ClientBase,
  widget: DemoWidget,
  days: readonly DemoDay[],
  audience: DemoAudience,
): Promise<void> {
  const rows = days.flatMap((day) =>
    demoDayRows(day, widget.type, audience).map((row) => ({
      ...row,
      localDate: day.localDate,
      lastViewAt: row.dimension === 'total' ? day.lastViewAt : null,
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
}

async function insertQuarters(
  client: ClientBase,
  widget: DemoWidget,
  days: readonly DemoDay[],
  timeZone: string,
  now: Date,
): Promise<void> {
  const rows = days.flatMap((day) => demoQuarters(day, wallTimeIn(timeZone), now));
  await client.query(
    `insert into public.widget_analytics_buckets (tenant_id, widget_id, bucket, views, interactions, conversions)
     select $1::uuid, $2::uuid, q."startsAt", sum(q.views), sum(q.interactions), sum(q.conversions)
     from jsonb_to_recordset($3::jsonb) as q ("startsAt" timestamptz, views int, interactions int, conversions int)
     -- A quarter hour that clocks skip is the one after it.
     group by q."startsAt"
     order by q."startsAt"`,
    [widget.tenantId, widget.id, JSON.stringify(rows)],
  );
}

async function insertWishes(client: ClientBase, widget: DemoWidget, days: readonly DemoDay[]): Promise<void> {
  const rows = days.flatMap((day) => demoWishes(day).map((wish) => ({ ...wish, localDate: day.localDate })));
  await client.query(
    `insert into public.widget_turned_away
       (tenant_id, widget_id, local_date, wanted_date, wanted_time, party_size, rule, sessions)
     select $1::uuid, $2::uuid, w."localDate", w."wantedDate", w."wantedTime", w."partySize", w.rule, w.sessions
     from jsonb_to_recordset($3::jsonb) as w (
       "localDate" date, "wantedDate" date, "wantedTime" text, "partySize" int, rule text, sessions int
     )
     order by w."localDate", w."wantedDate", w."wantedTime", w."partySize"`,
    [widget.tenantId, widget.id, JSON.stringify(rows)],
  );
}
