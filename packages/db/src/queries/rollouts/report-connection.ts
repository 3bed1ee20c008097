import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { ConnectionReport } from '@blunari/schema/rollout';
import { z } from 'zod';
import type { Tx } from '../../client.ts';

const rowsSchema = z.tuple([z.object({ outcome: z.enum(['counted', 'repeat', 'too_many']) })]);

/** Keeps how a screen's line did. Fails with rate_limited; throws not_found for who does not work there. */
export async function reportConnection(
  tx: Tx,
  { tenantId, ...report }: ConnectionReport,
): Promise<Result<{ readonly counted: boolean }>> {
  const rows = await tx.$queryRaw`
    select widget_private.report_connection(${tenantId}::uuid, ${JSON.stringify(report)}::jsonb) as outcome`;
  const [{ outcome }] = rowsSchema.parse(rows);
  if (outcome === 'too_many') {
    return err(appError('rate_limited', 'Enough was reported for this minute.', { retryAfterMs: 60_000 }));
  }
  return ok({ counted: outcome === 'counted' });
}
