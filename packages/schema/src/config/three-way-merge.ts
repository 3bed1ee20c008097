import {
  applyMergePatch,
  diffMergePatch,
  isJsonObject,
  jsonEquals,
  type Json,
  type JsonObject,
  type MergePatch,
} from './merge-patch.ts';

/** A field that both sides changed to different values. A missing side means that it deleted the field. */
export interface FieldConflict {
  /** Keys from the root, such as `['party', 'max']`. */
  readonly path: readonly string[];
  readonly base: Json | undefined;
  readonly mine: Json | undefined;
  readonly theirs: Json | undefined;
}

export interface MergeOutcome {
  /** Theirs plus every change of mine that does not conflict. */
  readonly merged: JsonObject;
  readonly conflicts: readonly FieldConflict[];
}

/**
 * Merges an edit made on an older version into the current one, field by field.
 * Maps merge key by key; arrays and plain values are fields. Equal changes on both sides do not conflict.
 * @param base the config that the patch was made on
 * @param patch what I changed since `base`
 * @param theirs the config as it is now
 */
export function threeWayMerge(base: JsonObject, patch: MergePatch, theirs: JsonObject): MergeOutcome {
  const conflicts: FieldConflict[] = [];
  const clean = withoutConflicts(base, patch, diffMergePatch(base, theirs), [], conflicts);
  return { merged: applyMergePatch(theirs, clean), conflicts };
}

/** The part of `mine` that touches nothing `theirs` touched; the rest is reported. */
function withoutConflicts(
  base: JsonObject,
  mine: MergePatch,
  theirs: MergePatch,
  path: readonly string[],
  conflicts: FieldConflict[],
): MergePatch {
  const clean = new Map<string, Json>();
  for (const [key, value] of Object.entries(mine)) {
    const theirValue = Object.hasOwn(theirs, key) ? theirs[key] : undefined;
    const baseValue = Object.hasOwn(base, key) ? base[key] : undefined;
    if (theirValue === undefined) clean.set(key, value);
    else if (isJsonObject(value) && isJsonObject(theirValue)) {
      const inner = withoutConflicts(
        isJsonObject(baseValue) ? baseValue : {},
        value,
        theirValue,
        [...path, key],
        conflicts,
      );
      if (Object.keys(inner).length > 0) clean.set(key, inner);
    } else if (!jsonEquals(value, theirValue)) {
      conflicts.push({
        path: [...path, key],
        base: baseValue,
        mine: sideOf(baseValue, value),
        theirs: sideOf(baseValue, theirValue),
      });
    }
  }
  return Object.fromEntries(clean);
}

/** The full value that a side's patch leads to, or undefined where it deletes. */
function sideOf(base: Json | undefined, patch: Json): Json | undefined {
  if (patch === null) return undefined;
  return isJsonObject(patch) ? applyMergePatch(isJsonObject(base) ? base : {}, patch) : patch;
}
