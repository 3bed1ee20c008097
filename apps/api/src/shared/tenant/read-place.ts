import type { Tx } from '@blunari/db';
import { parseStoredPlace, type Place } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';

/**
 * The restaurant, if the caller works there. Every tenant has its settings row and row security hides others', so this
 * also tells an empty list of one's own from another tenant's.
 */
export async function readPlace(tx: Tx, tenantId: string): Promise<Result<Place>> {
  const settings = await tx.widgetSettings.findUnique({ where: { tenantId } });
  if (settings) return ok(parseStoredPlace(settings));
  return err(appError('not_found', 'There is no such restaurant, or you do not work there.'));
}
