import type { OffsetStretch } from '@blunari/schema/insights';
import type { HourOfWeekCounts } from '@blunari/schema/insights/answers';
import { z } from 'zod';
import type { InsightScope, Reader } from './scope.ts';

const rowsSchema = z.array(
  z.object({ hourOfWeek: z.number(), views: z.number(), interactions: z.number(), conversions: z.number() }),
);

/** What was counted in each hour of the week, by a clock that is so far from UTC in each of some adjacent stretches of time. */
export async function readHoursOfWeek(
  tx: Reader,
  { tenantId, widgetIds }: InsightScope,
  stretches: readonly OffsetStretch[],
): Promise<readonly HourOfWeekCounts[]> {
  const [first, last] = [stretches[0], stretches.at(-1)];
  if (!first || !last) return [];
  const begins = stretches.map(({ fromMs }) => new Date(fromMs).toISOString());
  const offsets = stretches.map(({ offsetMinutes }) => offsetMinutes);
  // 1970 began on a Thursday, three days after Monday.
  const rows = await tx.$queryRaw`
    with clock as materialized (
      select ${begins}::text[]::timestamptz[] as begins, ${offsets}::integer[] as offsets
    )
    select mod(
        floor((date_part('epoch', b.bucket) / 60 + c.offsets[width_bucket(b.bucket, c.begins)]) / 60)::bigint + 72, 168
      )::float8 as "hourOfWeek",
      sum(b.views)::float8 as views, sum(b.interactions)::float8 as interactions, sum(b.conversions)::float8 as conversions
    from public.widget_analytics_buckets b
    cross join clock c
    where b.tenant_id = ${tenantId}::uuid and b.widget_id = any (${widgetIds}::uuid[])
      and b.bucket >= ${new Date(first.fromMs).toISOString()}::timestamptz
      and b.bucket < ${new Date(last.toMs).toISOString()}::timestamptz
    group by 1`;
  return rowsSchema.parse(rows);
}
