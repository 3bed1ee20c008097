import { z } from 'zod';
import { withJob } from './with-job.ts';

const countSchema = z.tuple([z.object({ count: z.int() })]);

/**
 * How many batches of visits the database refused after they had been put aside for a job; the server's log names each
 * when it happens. They stay in widget_private.waiting_insights for 30 days, and this call removes older ones.
 */
export async function countRefusedInsights(ownerUrl: string): Promise<number> {
  return withJob(ownerUrl, async (transaction) => {
    const { rows } = await transaction((client) => client.query('select widget_private.refused_insights() as count'));
    return countSchema.parse(rows)[0].count;
  });
}
