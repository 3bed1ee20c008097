import { Prisma } from '../../generated/prisma/client.ts';
import type { DimensionValue } from './scope.ts';

/** Sums over rows `d` of widget_analytics_daily, each times a factor, named as in `insightNumbersSchema`; exact up to 2^53. */
const sumsTimes = (factor: Prisma.Sql): Prisma.Sql => Prisma.sql`
  coalesce(sum(d.views * ${factor}), 0)::float8 as views,
  coalesce(sum(d.interactions * ${factor}), 0)::float8 as interactions,
  coalesce(sum(d.conversions * ${factor}), 0)::float8 as conversions,
  coalesce(sum(d.sessions * ${factor}), 0)::float8 as sessions,
  coalesce(sum(d.converted_sessions * ${factor}), 0)::float8 as "convertedSessions",
  coalesce(sum(d.covers * ${factor}), 0)::float8 as covers,
  coalesce(sum(d.value_minor * ${factor}), 0)::float8 as "valueMinor"`;

export const daySums = sumsTimes(Prisma.sql`1`);

/** Of rows of whole days and of all values of a dimension: what is of the unknown value, which has no rows. */
export const unknownSums = sumsTimes(Prisma.sql`case d.dimension when 'total' then 1 else -1 end`);

/** The rows `d` that a value is counted from, and the sums over them. */
export function countedFrom({ dimension, value }: DimensionValue): {
  readonly rows: Prisma.Sql;
  readonly sums: Prisma.Sql;
} {
  if (dimension !== 'total' && value === '') {
    return { rows: Prisma.sql`d.dimension in ('total', ${dimension}::text)`, sums: unknownSums };
  }
  return { rows: Prisma.sql`d.dimension = ${dimension}::text and d.value = ${value}::text`, sums: daySums };
}
