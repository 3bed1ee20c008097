import { z } from 'zod';
import { withClient } from '../server/with-client.ts';

const countSchema = z.tuple([z.object({ count: z.int() })]);

/**
 * How many batches of visits the database refused after they had been put aside for a job; the server's log names each
 * when it happens. They stay in widget_private.waiting_insights for 30 days, and this call removes older ones.
 */
export async function countRefusedInsights(ownerUrl: string): Promise<number> {
  return withClient(ownerUrl, async (client) => {
    const { rows } = await client.query('select widget_private.refused_insights() as count');
    return countSchema.parse(rows)[0].count;
  });
}
