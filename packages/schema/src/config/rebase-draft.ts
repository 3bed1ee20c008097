import {
  applyMergePatch,
  diffMergePatch,
  isJsonObject,
  type Json,
  type JsonObject,
  type MergePatch,
} from './merge-patch.ts';
import { threeWayMerge, type MergeOutcome } from './three-way-merge.ts';

/** A draft and the config it was begun on. */
export interface DraftOn {
  readonly draft: JsonObject;
  readonly base: JsonObject;
}

/**
 * Carries a draft over to a newer config: what the draft changed since its base, on top of `onto`. Publishing is this
 * onto the live config. A field that both changed is a conflict, and stands as it is in `onto`, unless `choices` sets it.
 * @param choices values chosen for fields in conflict, as a merge patch: the draft's, the live one's or another
 */
export function rebaseDraft({ draft, base }: DraftOn, onto: JsonObject, choices: MergePatch = {}): MergeOutcome {
  const { merged, conflicts } = threeWayMerge(base, diffMergePatch(base, draft), onto);
  return {
    merged: applyMergePatch(merged, choices),
    conflicts: conflicts.filter(({ path }) => !sets(choices, path)),
  };
}

/** Whether a patch says what becomes of a field: of itself, or of a whole that it is part of. */
function sets(patch: MergePatch, path: readonly string[]): boolean {
  let part: Json = patch;
  for (const key of path) {
    if (!isJsonObject(part)) return true;
    const inner: Json | undefined = Object.hasOwn(part, key) ? part[key] : undefined;
    if (inner === undefined) return false;
    part = inner;
  }
  return true;
}
