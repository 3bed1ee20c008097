import { insightNumbersSchema, insightLimits, type InsightDimension } from '@blunari/schema/insights';
import { z } from 'zod';
import type { Tx } from '../../client.ts';
import { daySums } from './day-sums.ts';
import type { InsightScope } from './scope.ts';

const rowsSchema = z.array(
  insightNumbersSchema.extend({
    isCompared: z.boolean(),
    /** Null: all further values. */
    value: z.string().nullable(),
    values: z.number(),
  }),
);

/** A value, or all further ones as one, in the period or in the one it is compared with. */
export type CountedValue = z.infer<typeof rowsSchema>[number];

/** The values of a dimension with the most sessions, first the most, and all others as one; then the same values of the compared days. */
export async function readBreakdown(
  tx: Tx,
  { tenantId, widgetIds }: InsightScope,
  days: readonly string[],
  comparedDays: readonly string[],
  dimension: InsightDimension,
): Promise<readonly CountedValue[]> {
  const rows = await tx.$queryRaw`
    with days as materialized (
      select d.value, d.local_date = any (${days}::text[]::date[]) as is_now,
        d.local_date = any (${comparedDays}::text[]::date[]) as is_compared, d.views, d.interactions, d.conversions,
        d.sessions, d.converted_sessions, d.covers, d.value_minor
      from public.widget_analytics_daily d
      where d.tenant_id = ${tenantId}::uuid and d.widget_id = any (${widgetIds}::uuid[])
        and d.local_date = any (${[...new Set([...days, ...comparedDays])]}::text[]::date[])
        and d.dimension = ${dimension}::text
        -- Left behind where a session turned out to have begun elsewhere.
        and (d.views, d.interactions, d.conversions, d.sessions, d.converted_sessions) <> (0, 0, 0, 0, 0)
    ), ranked as (
      select d.value, row_number() over (
        order by sum(d.sessions) desc, sum(d.conversions) desc, sum(d.views) desc, d.value
      ) as place
      from days d
      where d.is_now
      group by d.value
    )
    select period.is_compared as "isCompared", r.value, count(distinct d.value)::float8 as "values", ${daySums}
    from (values (false), (true)) as period (is_compared)
    join days d on case when period.is_compared then d.is_compared else d.is_now end
    left join ranked r on r.value = d.value and r.place <= ${insightLimits.maxValues}
    group by period.is_compared, r.value, r.place
    order by period.is_compared, r.place nulls last`;
  return rowsSchema.parse(rows);
}
