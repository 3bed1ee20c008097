import { z } from 'zod';
import { query } from './query.ts';

const rowsSchema = z.array(z.record(z.string(), z.unknown()));
const rollupsSchema = z.object({ buckets: rowsSchema, days: rowsSchema, turnedAway: rowsSchema, sessions: rowsSchema });

const quarters = ['00', '15', '30', '45'] as const;

/** How many events of a type a row of widget_analytics_buckets has. */
const inHour = (type: string): string => quarters.map((minute) => `${type}_${minute}`).join(' + ');

/** How many events all rows of it have, in SQL. */
export const eventsInHours = `sum(${['views', 'interactions', 'conversions'].map(inHour).join(' + ')})`;

/** By the quarter hour, without empty ones. */
const quarterRows = `public.widget_analytics_buckets b cross join lateral (values
  ${quarters.map((minute) => `(${Number(minute)}, views_${minute}, interactions_${minute}, conversions_${minute})`).join(', ')}
) as q (minute, views, interactions, conversions)`;

function rowsOf(columns: string, table: string, condition = 'true'): string {
  return `(
    select coalesce(jsonb_agg(r order by r::text), '[]')
    from (select ${columns} from ${table} where tenant_id = $1 and ${condition}) r
  )`;
}

/** All that is counted of a restaurant's visits, but for the versions, which grow with every write. */
export type Rollups = z.infer<typeof rollupsSchema>;

export async function rollupsOf(ownerUrl: string, tenantId: string): Promise<Rollups> {
  const [row] = await query(
    ownerUrl,
    `select
       ${rowsOf(
         'widget_id, bucket, minute, views, interactions, conversions',
         quarterRows,
         'views + interactions + conversions > 0',
       )} as buckets,
       ${rowsOf(
         `widget_id, local_date, dimension, value, views, interactions, conversions, sessions, converted_sessions,
          covers, value_minor, last_view_at`,
         'public.widget_analytics_daily',
         // A session that moved away may leave a row of nothing.
         'views + interactions + conversions + sessions + converted_sessions > 0',
       )} as days,
       ${rowsOf(
         'widget_id, local_date, wanted_date, wanted_time, party_size, rule, sessions',
         'public.widget_turned_away',
         'sessions > 0',
       )} as "turnedAway",
       ${rowsOf(
         'widget_id, session_id, first_at, first_id, local_date, traits, reached, turned_away, converted',
         'widget_private.insight_sessions',
       )} as sessions`,
    [tenantId],
  );
  return rollupsSchema.parse(row);
}

const numbers = [
  'views',
  'interactions',
  'conversions',
  'sessions',
  'converted_sessions',
  'covers',
  'value_minor',
] as const;

/** Days and dimensions whose known values come to more than the whole day, or to less than nothing; must be none. */
export function daysThatDoNotAddUp(ownerUrl: string, tenantId: string): Promise<readonly Record<string, unknown>[]> {
  return query(
    ownerUrl,
    `select d.widget_id, d.local_date::text, d.dimension
     from public.widget_analytics_daily d
     left join public.widget_analytics_daily total on total.tenant_id = d.tenant_id and total.widget_id = d.widget_id
       and total.local_date = d.local_date and total.dimension = 'total'
     where d.tenant_id = $1 and d.dimension = any (widget_private.insight_dimensions())
     group by d.widget_id, d.local_date, d.dimension
     having (${numbers.map((name) => `sum(d.${name}) <= min(total.${name}) and min(d.${name}) >= 0`).join(' and ')}) is not true
       -- An unknown value has no row.
       or bool_or((d.value = '') <> (d.dimension = 'total'))`,
    [tenantId],
  );
}

/** Queues days of a restaurant to be counted again; null reaches as far as there are events. */
export async function askForRebuild(
  ownerUrl: string,
  tenantId: string,
  from: string | null = null,
  to: string | null = null,
): Promise<void> {
  await query(ownerUrl, 'select widget_private.rebuild_rollups($1::date, $2::date, $3::uuid)', [from, to, tenantId]);
}

/** What waits in that queue for a restaurant, with the day where a run goes on. */
export function waitingRebuilds(ownerUrl: string, tenantId: string): Promise<readonly Record<string, unknown>[]> {
  return query(ownerUrl, 'select next_day::text from widget_private.rollup_rebuilds where tenant_id = $1', [tenantId]);
}

/** Makes all that is counted of a restaurant's visits wrong. */
export async function spoilRollups(ownerUrl: string, tenantId: string): Promise<void> {
  await query(
    ownerUrl,
    `update public.widget_analytics_daily set views = views + 7, sessions = 0, covers = covers + 1 where tenant_id = '${tenantId}';
     update public.widget_analytics_buckets set views_00 = 0, views_30 = 5 where tenant_id = '${tenantId}';
     update widget_private.insight_sessions set converted = not converted, reached = '{nowhere}' where tenant_id = '${tenantId}'`,
  );
}
