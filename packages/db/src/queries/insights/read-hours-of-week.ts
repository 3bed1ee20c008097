import type { OffsetStretch } from '@blunari/schema/insights';
import type { HourOfWeekCounts } from '@blunari/schema/insights/answers';
import { z } from 'zod';
import { quartersOfHour } from './quarters-of-hour.ts';
import type { InsightScope, Reader } from './scope.ts';

const rowsSchema = z.array(
  z.object({ hourOfWeek: z.number(), views: z.number(), interactions: z.number(), conversions: z.number() }),
);

/** What was counted in each hour of the week, by a clock that is so far from UTC in each stretch of time. */
export async function readHoursOfWeek(
  tx: Reader,
  { tenantId, widgetIds }: InsightScope,
  stretches: readonly OffsetStretch[],
): Promise<readonly HourOfWeekCounts[]> {
  const instants = (of: (stretch: OffsetStretch) => number) =>
    stretches.map((each) => new Date(of(each)).toISOString());
  // 1970 began on a Thursday, three days after Monday. Stretch by stretch, so that an index is read from end to end of each.
  // An hour that a stretch begins or ends in counts by itself, and in part; all others are summed whole.
  const rows = await tx.$queryRaw`
    select ((b.minute + q.minute) / 60 % 168)::float8 as "hourOfWeek", sum(q.views)::float8 as views,
      sum(q.interactions)::float8 as interactions, sum(q.conversions)::float8 as conversions
    from (
      select s.begins, s.ends, s.offset_minutes, s.begins - interval '1 hour' as before_first, s.ends - interval '1 hour' as last
      from unnest(
        ${instants(({ fromMs }) => fromMs)}::text[]::timestamptz[], ${instants(({ toMs }) => toMs)}::text[]::timestamptz[],
        ${stretches.map(({ offsetMinutes }) => offsetMinutes)}::integer[]
      ) as s (begins, ends, offset_minutes)
    ) as s
    cross join lateral (
      select date_part('epoch', b.bucket)::bigint / 60 % 10080 + 4320 + s.offset_minutes as minute,
        case when b.bucket < s.begins or b.bucket > s.last then b.bucket end as part,
        sum(b.views_00) as views_00, sum(b.views_15) as views_15,
        sum(b.views_30) as views_30, sum(b.views_45) as views_45,
        sum(b.interactions_00) as interactions_00, sum(b.interactions_15) as interactions_15,
        sum(b.interactions_30) as interactions_30, sum(b.interactions_45) as interactions_45,
        sum(b.conversions_00) as conversions_00, sum(b.conversions_15) as conversions_15,
        sum(b.conversions_30) as conversions_30, sum(b.conversions_45) as conversions_45
      from public.widget_analytics_buckets b
      where b.tenant_id = ${tenantId}::uuid and b.widget_id = any (${widgetIds}::uuid[])
        and b.bucket > s.before_first and b.bucket < s.ends
      group by 1, 2
    ) as b
    cross join lateral ${quartersOfHour} as q (minute, views, interactions, conversions)
    where b.part is null
      or b.part + make_interval(mins => q.minute) >= s.begins and b.part + make_interval(mins => q.minute) < s.ends
    group by 1`;
  return rowsSchema.parse(rows);
}
