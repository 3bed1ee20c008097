import type { PublishDraft, PublishOutcome } from '@blunari/schema/api';
import { parseConfig } from '@blunari/schema/config';
import type { JsonObject } from '@blunari/schema/config/merge-patch';
import { rebaseDraft, type DraftOn } from '@blunari/schema/config/rebase-draft';
import type { MergeOutcome } from '@blunari/schema/config/three-way-merge';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';
import { lockWidget } from './lock-widget.ts';
import { toWidgetRow } from './widget-row.ts';
import { writeWidget } from './write-widget.ts';

/**
 * Makes the draft live as one save, merged with what went live since it was begun. All of it or nothing: where both
 * changed a field, the answer is the conflicts, and the caller asks again with a choice for each.
 * Fails with not_found, forbidden (a viewer), invalid_input (no draft, the merged whole is not valid, an unknown base).
 */
export async function publishDraft(
  tx: Tx,
  { widgetId, draftVersion, choices }: PublishDraft,
): Promise<Result<PublishOutcome>> {
  const found = await lockWidget(tx, widgetId, choices?.baseVersion);
  if (!found.ok) return found;
  const locked = found.value;
  if (locked.draftVersion !== draftVersion) {
    return ok({ status: 'changed', row: toWidgetRow(locked), conflicts: [] });
  }
  if (!locked.draft) return err(appError('invalid_input', 'There is no draft to publish.'));
  if (!locked.draftBase || (choices && !locked.configAsked)) {
    return err(appError('invalid_input', 'This draft or choice is based on an unknown version. Please reload.'));
  }
  const draft = { draft: locked.draft, base: locked.draftBase };
  const { merged, conflicts } =
    choices && locked.configAsked
      ? rebaseChosen(draft, { onto: locked.configAsked, choices: choices.patch }, locked.config)
      : rebaseDraft(draft, locked.config);
  if (conflicts.length > 0) return ok({ status: 'conflict', row: toWidgetRow(locked), conflicts });
  const checked = parseConfig(locked.widgetType, merged);
  if (!checked.ok) return checked;
  return ok({ status: 'published', row: await writeWidget(tx, locked, { config: merged, draft: null }), conflicts });
}

/** Choices hold against the version they were made on: a field that changed live once more is asked about once more. */
function rebaseChosen(
  draft: DraftOn,
  chosen: { readonly onto: JsonObject; readonly choices: JsonObject },
  live: JsonObject,
): MergeOutcome {
  const { merged, conflicts } = rebaseDraft(draft, chosen.onto, chosen.choices);
  return conflicts.length > 0 ? { merged, conflicts } : rebaseDraft({ draft: merged, base: chosen.onto }, live);
}
