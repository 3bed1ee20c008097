import { insightLimits, type InsightDimension, type InsightFilter, type Period } from '@blunari/schema/insights';
import { z } from 'zod';
import type { InsightScope, Reader } from './scope.ts';

const rowsSchema = z.array(
  z.object({
    isCompared: z.boolean(),
    /** Null: all further values. */
    value: z.string().nullable(),
    values: z.number(),
    sessions: z.number(),
    convertedSessions: z.number(),
  }),
);

export type CombinedValue = z.infer<typeof rowsSchema>[number];

/**
 * Sessions under a filter by their values of another dimension, as `readBreakdown` orders them. 30 days at most, also of
 * the period compared with. Throws invalid_input.
 */
export async function readCombinedValues(
  tx: Reader,
  { tenantId, widgetIds }: InsightScope,
  periods: { readonly period: Period; readonly compared: Period | null },
  filter: InsightFilter,
  dimension: InsightDimension,
): Promise<readonly CombinedValue[]> {
  const { period, compared } = periods;
  const rows = await tx.$queryRaw`
    with counted as materialized (
      select asked.is_compared, c.other_value as value, c.sessions, c.converted
      from (values
        (false, ${period.from}::date, ${period.to}::date), (true, ${compared?.from ?? null}::date, ${compared?.to ?? null}::date)
      ) as asked (is_compared, since, until)
      cross join lateral widget_private.combined_values(
        tenant => ${tenantId}::uuid, widgets => ${widgetIds}::uuid[], since => asked.since, until => asked.until,
        dimension => ${filter.dimension}::text, value => ${filter.value}::text, other_dimension => ${dimension}::text
      ) as c
      where asked.since is not null
    ), ranked as (
      select c.value, row_number() over (order by c.sessions desc, c.value) as place from counted c where not c.is_compared
    )
    select c.is_compared as "isCompared", r.value, count(*)::float8 as "values", sum(c.sessions)::float8 as sessions,
      sum(c.converted)::float8 as "convertedSessions"
    from counted c
    left join ranked r on r.value = c.value and r.place <= ${insightLimits.maxValues}
    group by c.is_compared, r.value, r.place
    order by c.is_compared, r.place nulls last`;
  return rowsSchema.parse(rows);
}
