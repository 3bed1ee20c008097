import type { SaveOutcome, SaveWidget } from '@blunari/schema/api';
import { parseConfig } from '@blunari/schema/config';
import { jsonEquals } from '@blunari/schema/config/merge-patch';
import { threeWayMerge } from '@blunari/schema/config/three-way-merge';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';
import { lockWidget, type LockedWidget } from './lock-widget.ts';
import { saveDraft, type Edits } from './save-draft.ts';
import { toWidgetRow } from './widget-row.ts';
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
  const base = save.seen ?? locked.value.configAsked;
  if (!base) return err(appError('invalid_input', 'These edits are based on an unknown version. Please reload.'));
  const edits = { base, patch: save.patch };
  return locked.value.publishMode === 'draft' ? saveDraft(tx, locked.value, edits) : saveLive(tx, locked.value, edits);
}

async function saveLive(tx: Tx, locked: LockedWidget, { base, patch }: Edits): Promise<Result<SaveOutcome>> {
  const { merged, conflicts } = threeWayMerge(base, patch, locked.config);
  const status = conflicts.length > 0 ? 'conflict' : 'saved';
  const answer = { status, conflicts } as const;
  if (jsonEquals(merged, locked.config)) return ok({ ...answer, row: toWidgetRow(locked) });
  const checked = parseConfig(locked.widgetType, merged);
  if (!checked.ok) return checked;
  return ok({ ...answer, row: await writeWidget(tx, locked, { config: merged }) });
}
