import type { QuarterCounts } from '@blunari/schema/insights/answers';
import { z } from 'zod';
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
  const rows = await tx.$queryRaw`
    select extract(epoch from b.bucket)::float8 * 1000 as "atMs", sum(b.views)::float8 as views,
      sum(b.interactions)::float8 as interactions, sum(b.conversions)::float8 as conversions
    from public.widget_analytics_buckets b
    where b.tenant_id = ${tenantId}::uuid and b.widget_id = any (${widgetIds}::uuid[])
      and b.bucket >= ${new Date(fromMs).toISOString()}::timestamptz
      and b.bucket < ${new Date(toMs).toISOString()}::timestamptz
    group by b.bucket
    order by b.bucket`;
  return rowsSchema.parse(rows);
}
