import { insightNumbersSchema, type InsightNumbers, type Period } from '@blunari/schema/insights';
import { z } from 'zod';
import { dayArray } from './day-array.ts';
import { countedFrom } from './day-sums.ts';
import type { DimensionValue, InsightScope, Reader } from './scope.ts';

const rowsSchema = z.array(insightNumbersSchema.extend({ day: z.string() }));

/** What was counted on each of some local days, by day; days without anything are left out. */
export async function readDays(
  tx: Reader,
  { tenantId, widgetIds }: InsightScope,
  period: Period,
  counted: DimensionValue,
): Promise<ReadonlyMap<string, InsightNumbers>> {
  const from = countedFrom(counted);
  const rows = await tx.$queryRaw`
    select d.local_date::text as day, ${from.sums}
    from public.widget_analytics_daily d
    where d.tenant_id = ${tenantId}::uuid and d.widget_id = any (${widgetIds}::uuid[])
      and d.local_date = any (${dayArray(period)}) and ${from.rows}
    group by d.local_date`;
  return new Map(rowsSchema.parse(rows).map(({ day, ...numbers }) => [day, numbers]));
}
