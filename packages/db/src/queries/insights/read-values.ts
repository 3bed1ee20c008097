import { insightNumbersSchema, type InsightNumbers, type Period } from '@blunari/schema/insights';
import { z } from 'zod';
import { dayArray } from './day-array.ts';
import { daySums } from './day-sums.ts';
import type { InsightScope, Reader } from './scope.ts';

const rowsSchema = z.array(insightNumbersSchema.extend({ value: z.string() }));

/** What was counted on some local days under each value of a dimension that has few: steps, stretches of days ahead, or `any`. */
export async function readValues(
  tx: Reader,
  { tenantId, widgetIds }: InsightScope,
  period: Period,
  dimension: 'funnel' | 'lead' | 'turned_away',
): Promise<ReadonlyMap<string, InsightNumbers>> {
  const rows = await tx.$queryRaw`
    select d.value, ${daySums}
    from public.widget_analytics_daily d
    where d.tenant_id = ${tenantId}::uuid and d.widget_id = any (${widgetIds}::uuid[])
      and d.local_date = any (${dayArray(period)}) and d.dimension = ${dimension}::text
    group by d.value`;
  return new Map(rowsSchema.parse(rows).map(({ value, ...numbers }) => [value, numbers]));
}
