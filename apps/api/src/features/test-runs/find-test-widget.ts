import { keepTestRun } from '@blunari/db';
import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';

type Asked = Parameters<typeof asCaller>[0];

/** The booking widget's key of a restaurant that is of the caller's own test; of any other, it is as if there were none. */
export function findTestWidget(ctx: Asked, tenantId: string): Promise<string> {
  return asCaller(ctx, async (tx) => {
    const kept = await keepTestRun(tx, tenantId);
    if (!kept.ok) return kept;
    const where = { tenantId, widgetType: 'booking' };
    const widget = kept.value ? await tx.widgetConfiguration.findFirst({ where }) : null;
    return widget ? ok(widget.publicKey) : err(appError('not_found', 'This test is over. Start it again.'));
  });
}
