import type { SetPublishMode, WidgetRow } from '@blunari/schema/api';
import { ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';
import { lockWidget } from './lock-widget.ts';
import { writeWidget } from './write-widget.ts';

/**
 * Says where the next saves go. A draft that is not published stays, in either mode, to be published or discarded.
 * Fails with not_found, forbidden (a viewer).
 */
export async function setPublishMode(tx: Tx, { widgetId, publishMode }: SetPublishMode): Promise<Result<WidgetRow>> {
  const locked = await lockWidget(tx, widgetId);
  if (!locked.ok) return locked;
  const isSet = locked.value.publishMode === publishMode;
  return ok(await writeWidget(tx, locked.value, isSet ? null : { publishMode }));
}
