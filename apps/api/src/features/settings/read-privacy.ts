import type { Tx } from '@blunari/db';
import { privacySchema, type Privacy } from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';

/** The restaurant's rules on visits, if the caller works there. */
export async function readPrivacy(tx: Tx, tenantId: string): Promise<Result<Privacy>> {
  const settings = await tx.widgetSettings.findUnique({
    where: { tenantId },
    select: { insights: true, eventDays: true },
  });
  if (settings) return ok(privacySchema.parse(settings));
  return err(appError('not_found', 'There is no such restaurant, or you do not work there.'));
}
