import type { Period } from '@blunari/schema/insights';
import { Prisma } from '../../generated/prisma/client.ts';

/**
 * The days of a period as an array, made once. Days one by one, as keys have what is counted after the day: with a range
 * of days an index would be read with all that is counted on them.
 */
export function dayArray({ from, to }: Period): Prisma.Sql {
  return Prisma.sql`array(select day::date from generate_series(${from}::date, ${to}::date, interval '1 day') as day)`;
}
