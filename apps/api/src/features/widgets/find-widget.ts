import { toWidgetRow, type Tx } from '@blunari/db';
import type { WidgetRow } from '@blunari/schema/api';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';

/** One widget the caller may see. Another tenant's answers as one that does not exist. */
export async function findWidget(tx: Tx, widgetId: string): Promise<Result<WidgetRow>> {
  const stored = await tx.widgetConfiguration.findUnique({ where: { id: widgetId } });
  return stored ? ok(toWidgetRow(stored)) : err(appError('not_found', 'There is no such widget, or it is not yours.'));
}
