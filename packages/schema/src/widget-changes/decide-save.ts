import type { SaveWidget } from '../api/widgets.ts';
import { jsonEquals, type JsonObject, type MergePatch } from '../config/merge-patch.ts';
import { rebaseDraft } from '../config/rebase-draft.ts';
import { threeWayMerge, type FieldConflict } from '../config/three-way-merge.ts';
import { parseConfig } from '../config/widget-config.ts';
import { appError } from '../errors.ts';
import { err, ok, type Result } from '../result.ts';
import type { Decision, Draft, WidgetState } from './widget-state.ts';

/** Edits and the settings they were made on. */
interface Edits {
  readonly base: JsonObject;
  readonly patch: MergePatch;
}

type SaveDecision = Decision<'saved' | 'conflict'>;

/**
 * What one save does: three-way merge, check of the whole. Where the widget is set to publish later, it goes to the
 * draft. Fields that somebody else changed meanwhile are conflicts; the others are saved all the same.
 * Fails with invalid_input (the merged whole is not valid, or an unknown base).
 * @param state `configAsked` is that of the save's `baseVersion`
 */
export function decideSave(state: WidgetState, save: Pick<SaveWidget, 'patch' | 'seen'>): Result<SaveDecision> {
  const base = save.seen ?? state.configAsked;
  if (!base) return err(appError('invalid_input', 'These edits are based on an unknown version. Please reload.'));
  const edits = { base, patch: save.patch };
  return state.publishMode === 'draft' ? decideDraft(state, edits) : decideLive(state, edits);
}

function decideLive({ type, config }: WidgetState, { base, patch }: Edits): Result<SaveDecision> {
  const { merged, conflicts } = threeWayMerge(base, patch, config);
  const status = statusOf(conflicts);
  if (jsonEquals(merged, config)) return ok({ status, conflicts, change: null });
  const checked = parseConfig(type, merged);
  return checked.ok ? ok({ status, conflicts, change: { config: merged } }) : checked;
}

/**
 * The first save begins a draft. A draft that something went live past is carried over where that conflicts with nothing
 * in it and makes a valid whole; publishing tells otherwise.
 */
function decideDraft(state: WidgetState, edits: Edits): Result<SaveDecision> {
  const carried = carriedOver(state);
  const first = carried ? mergeInto(carried, state, edits) : undefined;
  const fresh = { config: state.config, baseVersion: state.version };
  const result = first?.ok ? first : mergeInto(state.draft ?? fresh, state, edits);
  if (!result.ok) return result;
  const { draft, conflicts } = result.value;
  return ok({ status: statusOf(conflicts), conflicts, change: isSame(draft, state.draft) ? null : { draft } });
}

const statusOf = (conflicts: readonly FieldConflict[]) => (conflicts.length > 0 ? 'conflict' : 'saved');

/** The draft on what is live now, if something went live since it was begun and nothing conflicts. */
function carriedOver({ draft, draftBase, config, version }: WidgetState): Draft | undefined {
  if (!draft || !draftBase || draft.baseVersion === version) return undefined;
  const { merged, conflicts } = rebaseDraft({ draft: draft.config, base: draftBase }, config);
  return conflicts.length === 0 ? { config: merged, baseVersion: version } : undefined;
}

interface Merged {
  /** Null where nothing is left to publish. */
  readonly draft: Draft | null;
  readonly conflicts: readonly FieldConflict[];
}

function mergeInto({ config, baseVersion }: Draft, state: WidgetState, { base, patch }: Edits): Result<Merged> {
  const { merged, conflicts } = threeWayMerge(base, patch, config);
  if (baseVersion === state.version && jsonEquals(merged, state.config)) return ok({ draft: null, conflicts });
  const checked = parseConfig(state.type, merged);
  return checked.ok ? ok({ draft: { config: merged, baseVersion }, conflicts }) : checked;
}

function isSame(one: Draft | null, other: Draft | null): boolean {
  return one?.baseVersion === other?.baseVersion && jsonEquals(one?.config, other?.config);
}
