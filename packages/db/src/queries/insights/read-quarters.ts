import type { QuarterCounts } from '@blunari/schema/insights/answers';
import { z } from 'zod';
import { quartersOfHour } from './quarters-of-hour.ts';
import type { InsightScope, Reader } from './scope.ts';

const rowsSchema = z.array(
  z.object({ atMs: z.number(), views: z.number(), interactions: z.number(), conversions: z.number() }),
);

/** What was counted in each quarter hour from one instant (Unix ms) to another, without it; in order, empty ones left out. */
export async function readQuarters(
  tx: Reader,
  { tenantId, widgetIds }: InsightScope,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): Promise<readonly QuarterCounts[]> {
  const [from, to] = [new Date(fromMs).toISOString(), new Date(toMs).toISOString()];
  const rows = await tx.$queryRaw`
    select extract(epoch from q.at)::float8 * 1000 as "atMs", sum(q.views)::float8 as views,
      sum(q.interactions)::float8 as interactions, sum(q.conversions)::float8 as conversions
    from (
      select b.bucket + make_interval(mins => q.minute) as at, q.views, q.interactions, q.conversions
      from public.widget_analytics_buckets b
      cross join lateral ${quartersOfHour} as q (minute, views, interactions, conversions)
      where b.tenant_id = ${tenantId}::uuid and b.widget_id = any (${widgetIds}::uuid[])
        and b.bucket > ${from}::timestamptz - interval '1 hour' and b.bucket < ${to}::timestamptz
    ) as q
    where q.at >= ${from}::timestamptz and q.at < ${to}::timestamptz
    group by q.at
    having sum(q.views) + sum(q.interactions) + sum(q.conversions) > 0
    order by q.at`;
  return rowsSchema.parse(rows);
}
