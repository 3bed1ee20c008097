import { Prisma } from '../../generated/prisma/client.ts';

/** The four quarters of a row `b` of widget_analytics_buckets, or of sums over such rows: minute, views, interactions, conversions. */
export const quartersOfHour = Prisma.sql`(values
  (0, b.views_00, b.interactions_00, b.conversions_00), (15, b.views_15, b.interactions_15, b.conversions_15),
  (30, b.views_30, b.interactions_30, b.conversions_30), (45, b.views_45, b.interactions_45, b.conversions_45)
)`;
