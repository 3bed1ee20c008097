import { insightNumbersSchema, insightLimits, type InsightDimension, type Period } from '@blunari/schema/insights';
import { z } from 'zod';
import { daySums } from './day-sums.ts';
import type { InsightScope, Reader } from './scope.ts';

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

/**
 * The values of a dimension with the most sessions, first the most, and all others as one; then the same values in the
 * period compared with, where there is one.
 */
export async function readBreakdown(
  tx: Reader,
  { tenantId, widgetIds }: InsightScope,
  { period, compared }: { readonly period: Period; readonly compared: Period | null },
  dimension: InsightDimension,
): Promise<readonly CountedValue[]> {
  const rows = await tx.$queryRaw`
    with counted as materialized (
      select asked.is_compared, d.value, sum(d.views) as views, sum(d.interactions) as interactions,
        sum(d.conversions) as conversions, sum(d.sessions) as sessions, sum(d.converted_sessions) as converted_sessions,
        sum(d.covers) as covers, sum(d.value_minor) as value_minor
      from (values
        (false, ${period.from}::date, ${period.to}::date),
        (true, ${compared?.from ?? null}::date, ${compared?.to ?? null}::date)
      ) as asked (is_compared, since, until)
      join public.widget_analytics_daily d on d.local_date between asked.since and asked.until
      where d.tenant_id = ${tenantId}::uuid and d.widget_id = any (${widgetIds}::uuid[])
        and d.dimension = ${dimension}::text
      group by asked.is_compared, d.value
      -- Left behind where sessions turned out to have begun elsewhere.
      having sum(d.views) + sum(d.interactions) + sum(d.conversions) + sum(d.sessions) > 0
    ), ranked as (
      select c.value, row_number() over (order by c.sessions desc, c.conversions desc, c.views desc, c.value) as place
      from counted c
      where not c.is_compared
    )
    select d.is_compared as "isCompared", r.value, count(*)::float8 as "values", ${daySums}
    from counted d
    left join ranked r on r.value = d.value and r.place <= ${insightLimits.maxValues}
    group by d.is_compared, r.value, r.place
    order by d.is_compared, r.place nulls last`;
  return rowsSchema.parse(rows);
}
