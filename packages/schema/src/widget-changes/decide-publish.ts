import type { PublishDraft } from '../api/drafts.ts';
import type { JsonObject } from '../config/merge-patch.ts';
import { rebaseDraft, type DraftOn } from '../config/rebase-draft.ts';
import type { MergeOutcome } from '../config/three-way-merge.ts';
import { parseConfig } from '../config/widget-config.ts';
import { appError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import type { Decision, WidgetState } from './widget-state.ts';

/**
 * What publishing does: the draft becomes live as one save, merged with what went live since it was begun. All of it or
 * nothing: where both changed a field, the answer is the conflicts, and somebody chooses.
 * Fails with invalid_input (no draft, the merged whole is not valid, an unknown base).
 * @param state `configAsked` is that of the version that the choices were made against
 */
export function decidePublish(
  state: WidgetState,
  { draftVersion, choices }: Pick<PublishDraft, 'draftVersion' | 'choices'>,
): Result<Decision<'published' | 'conflict' | 'changed'>> {
  const { draft, draftBase, config, configAsked } = state;
  if (state.draftVersion !== draftVersion) return ok({ status: 'changed', conflicts: [], change: null });
  if (!draft) return err(appError('invalid_input', 'There is no draft to publish.'));
  if (!draftBase || (choices && !configAsked)) {
    return err(appError('invalid_input', 'This draft or choice is based on an unknown version. Please reload.'));
  }
  const begun = { draft: draft.config, base: draftBase };
  const { merged, conflicts } =
    choices && configAsked
      ? rebaseChosen(begun, { onto: configAsked, choices: choices.patch }, config)
      : rebaseDraft(begun, config);
  if (conflicts.length > 0) return ok({ status: 'conflict', conflicts, change: null });
  const checked = parseConfig(state.type, merged);
  return checked.ok ? ok({ status: 'published', conflicts, change: { config: merged, draft: null } }) : checked;
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
