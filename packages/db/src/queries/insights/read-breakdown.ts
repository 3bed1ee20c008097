import { insightNumbersSchema, insightLimits, type InsightDimension, type Period } from '@blunari/schema/insights';
import { z } from 'zod';
import { Prisma } from '../../generated/prisma/client.ts';
import { dayArray } from './day-array.ts';
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

const noDays = Prisma.sql`'{}'::date[]`;

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
    with known as materialized (
      select asked.is_compared, d.*
      from (values (false, ${dayArray(period)}), (true, ${compared ? dayArray(compared) : noDays})) as asked (is_compared, days)
      -- Period by period: in one go, all that is counted of any day would be read.
      cross join lateral (
        select d.dimension, d.value, sum(d.views) as views, sum(d.interactions) as interactions,
          sum(d.conversions) as conversions, sum(d.sessions) as sessions, sum(d.converted_sessions) as converted_sessions,
          sum(d.covers) as covers, sum(d.value_minor) as value_minor
        from public.widget_analytics_daily d
        where d.tenant_id = ${tenantId}::uuid and d.widget_id = any (${widgetIds}::uuid[])
          and d.local_date = any (asked.days) and d.dimension in ('total', ${dimension}::text)
        group by d.dimension, d.value
      ) as d
    ), counted as materialized (
      select k.is_compared, c.value, sum(k.views * c.times) as views, sum(k.interactions * c.times) as interactions,
        sum(k.conversions * c.times) as conversions, sum(k.sessions * c.times) as sessions,
        sum(k.converted_sessions * c.times) as converted_sessions, sum(k.covers * c.times) as covers,
        sum(k.value_minor * c.times) as value_minor
      from known k
      -- The unknown value is the whole day without the known ones.
      cross join lateral (values (k.value, 1), ('', case k.dimension when 'total' then 0 else -1 end)) as c (value, times)
      group by k.is_compared, c.value
      -- Left behind where sessions turned out to have begun elsewhere.
      having sum(k.views * c.times) + sum(k.interactions * c.times) + sum(k.conversions * c.times)
        + sum(k.sessions * c.times) > 0
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
