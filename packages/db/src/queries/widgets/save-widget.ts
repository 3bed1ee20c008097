import type { SaveOutcome, SaveWidget } from '@blunari/schema/api';
import { ok, type Result } from '@blunari/schema/result';
import { decideSave } from '@blunari/schema/widget-changes';
import type { Tx } from '../../client.ts';
import { lockWidget, stateOf } from './lock-widget.ts';
import { writeWidget } from './write-widget.ts';

/**
 * One save of a widget's settings in the caller's transaction: lock, three-way merge, check of the whole, update.
 * Where the widget is set to publish later, it goes to the draft, and nothing of it to visitors.
 * Fields that somebody else changed meanwhile come back as conflicts, the others are saved all the same.
 * Fails with not_found, forbidden (a viewer), invalid_input (the merged whole is not valid, or an unknown base).
 */
export async function saveWidget(tx: Tx, save: SaveWidget): Promise<Result<SaveOutcome>> {
  const locked = await lockWidget(tx, save.widgetId, save.baseVersion);
  if (!locked.ok) return locked;
  const decided = decideSave(stateOf(locked.value), save);
  if (!decided.ok) return decided;
  const { status, conflicts, change } = decided.value;
  return ok({ status, conflicts, row: await writeWidget(tx, locked.value, change) });
}
