import type { OffsetStretch } from '@blunari/schema/insights';
import type { HourOfWeekCounts } from '@blunari/schema/insights/answers';
import { z } from 'zod';
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
  const rows = await tx.$queryRaw`
    select h.hour::float8 as "hourOfWeek", sum(h.views)::float8 as views, sum(h.interactions)::float8 as interactions,
      sum(h.conversions)::float8 as conversions
    from unnest(
      ${instants(({ fromMs }) => fromMs)}::text[]::timestamptz[], ${instants(({ toMs }) => toMs)}::text[]::timestamptz[],
      ${stretches.map(({ offsetMinutes }) => offsetMinutes)}::integer[]
    ) as s (begins, ends, offset_minutes)
    cross join lateral (
      select ((date_part('epoch', b.bucket)::bigint / 60 + s.offset_minutes) / 60 + 72) % 168 as hour,
        sum(b.views) as views, sum(b.interactions) as interactions, sum(b.conversions) as conversions
      from public.widget_analytics_buckets b
      where b.tenant_id = ${tenantId}::uuid and b.widget_id = any (${widgetIds}::uuid[])
        and b.bucket >= s.begins and b.bucket < s.ends
      group by 1
    ) as h
    group by h.hour`;
  return rowsSchema.parse(rows);
}
