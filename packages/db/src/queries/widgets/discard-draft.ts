import type { DiscardDraft, DiscardOutcome } from '@blunari/schema/api';
import { ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';
import { lockWidget } from './lock-widget.ts';
import { toWidgetRow } from './widget-row.ts';
import { writeWidget } from './write-widget.ts';

/**
 * Throws the draft away that the caller has seen; one that changed since stays. What is live stays as it is.
 * Fails with not_found, forbidden (a viewer).
 */
export async function discardDraft(tx: Tx, { widgetId, draftVersion }: DiscardDraft): Promise<Result<DiscardOutcome>> {
  const locked = await lockWidget(tx, widgetId);
  if (!locked.ok) return locked;
  if (locked.value.draftVersion !== draftVersion) return ok({ status: 'changed', row: toWidgetRow(locked.value) });
  const row = await writeWidget(tx, locked.value, locked.value.draft ? { draft: null } : null);
  return ok({ status: 'discarded', row });
}
