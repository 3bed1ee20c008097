import { z } from 'zod';
import type { Tx } from '../../client.ts';

const answerSchema = z.tuple([z.object({ until: z.date() })]);

/**
 * Somebody looks at a restaurant's totals: `insights.tick` is told as they change, until the moment that this answers, 90 s
 * from now. What is read after it in the same transaction, or later, misses nothing that is told of. Fails with not_found
 * for who does not work there.
 */
export async function watchInsights(tx: Tx, tenantId: string): Promise<Date> {
  const rows = await tx.$queryRaw`select widget_private.watch_insights(tenant => ${tenantId}::uuid) as until`;
  return answerSchema.parse(rows)[0].until;
}
