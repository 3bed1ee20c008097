import type { OffsetStretch } from '@blunari/schema/insights';
import type { HourOfWeekCounts } from '@blunari/schema/insights/answers';
import { z } from 'zod';
import type { Tx } from '../../client.ts';
import type { InsightScope } from './scope.ts';

const rowsSchema = z.array(
  z.object({ hourOfWeek: z.number(), views: z.number(), interactions: z.number(), conversions: z.number() }),
);

/** What was counted in each hour of the week, by a clock that is so far from UTC in each stretch of time. */
export async function readHoursOfWeek(
  tx: Tx,
  { tenantId, widgetIds }: InsightScope,
  stretches: readonly OffsetStretch[],
): Promise<readonly HourOfWeekCounts[]> {
  const instants = (of: (stretch: OffsetStretch) => number) =>
    stretches.map((each) => new Date(of(each)).toISOString());
  // 1970 began on a Thursday, three days after Monday.
  const rows = await tx.$queryRaw`
    select mod(floor((extract(epoch from b.bucket)::float8 / 60 + s.offset_minutes) / 60)::bigint + 72, 168)::float8
        as "hourOfWeek",
      sum(b.views)::float8 as views, sum(b.interactions)::float8 as interactions, sum(b.conversions)::float8 as conversions
    from unnest(
      ${instants(({ fromMs }) => fromMs)}::text[]::timestamptz[], ${instants(({ toMs }) => toMs)}::text[]::timestamptz[],
      ${stretches.map(({ offsetMinutes }) => offsetMinutes)}::integer[]
    ) as s (begins, ends, offset_minutes)
    join public.widget_analytics_buckets b on b.bucket >= s.begins and b.bucket < s.ends
    where b.tenant_id = ${tenantId}::uuid and b.widget_id = any (${widgetIds}::uuid[])
    group by 1`;
  return rowsSchema.parse(rows);
}
