import { Prisma } from '../../generated/prisma/client.ts';

/** Sums over rows `d` of widget_analytics_daily, named as in `insightNumbersSchema`; exact up to 2^53. */
export const daySums = Prisma.sql`
  coalesce(sum(d.views), 0)::float8 as views,
  coalesce(sum(d.interactions), 0)::float8 as interactions,
  coalesce(sum(d.conversions), 0)::float8 as conversions,
  coalesce(sum(d.sessions), 0)::float8 as sessions,
  coalesce(sum(d.converted_sessions), 0)::float8 as "convertedSessions",
  coalesce(sum(d.covers), 0)::float8 as covers,
  coalesce(sum(d.value_minor), 0)::float8 as "valueMinor"`;
