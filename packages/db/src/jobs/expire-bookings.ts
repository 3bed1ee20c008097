import { z } from 'zod';
import { withJob } from './with-job.ts';

const batchSize = 100;

const countSchema = z.tuple([z.object({ count: z.int() })]);

/**
 * Closes pending bookings that nobody answered before their time, as the owner of the tables, and frees their tables;
 * dashboards hear of each. Answers how many. `signal` ends the run after the batch under way.
 */
export async function expireBookings(
  ownerUrl: string,
  options: { readonly signal?: AbortSignal } = {},
): Promise<number> {
  return withJob(ownerUrl, async (transaction) => {
    let total = 0;
    let count: number;
    do {
      const { rows } = await transaction((client) =>
        client.query('select widget_private.expire_bookings($1::integer) as count', [batchSize]),
      );
      count = countSchema.parse(rows)[0].count;
      total += count;
    } while (count === batchSize && options.signal?.aborted !== true);
    return total;
  });
}
