import { isJsonObject, jsonEquals, type Json, type JsonObject } from './merge-patch.ts';

/** A field that differs. A missing side means that the field is not there: it was added, or removed. */
export interface FieldChange {
  /** Keys from the root, such as `['party', 'max']`. */
  readonly path: readonly string[];
  readonly before?: Json;
  readonly after?: Json;
}

/**
 * What differs between two configs, field by field, in the order of `before`, what was added last. Maps are compared key
 * by key; arrays and plain values are fields, and so is an entry that only one side has.
 */
export function compareConfigs(before: JsonObject, after: JsonObject): readonly FieldChange[] {
  return changesUnder([], before, after);
}

function changesUnder(path: readonly string[], before: JsonObject, after: JsonObject): readonly FieldChange[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => {
    const here = [...path, key];
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    const now = Object.hasOwn(after, key) ? after[key] : undefined;
    if (isJsonObject(old) && isJsonObject(now)) return changesUnder(here, old, now);
    if (jsonEquals(old, now)) return [];
    return [
      { path: here, ...(old === undefined ? {} : { before: old }), ...(now === undefined ? {} : { after: now }) },
    ];
  });
}
