import {
  isJsonObject,
  jsonEquals,
  type Json,
  type JsonObject,
  type MergePatch,
} from '@blunari/schema/config/merge-patch';

/** Keys from the root of a config, such as `['party', 'max']`. */
export type Path = readonly string[];

export function valueAt(root: JsonObject, path: Path): Json | undefined {
  let value: Json | undefined = root;
  for (const key of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

/** A copy with one path replaced; `undefined` deletes it. Missing objects on the way are made, unless it deletes. */
export function withValueAt(root: JsonObject, path: Path, value: Json | undefined): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return root;
  if (value === undefined && !Object.hasOwn(root, key)) return root;
  const others = Object.entries(root).filter(([other]) => other !== key);
  if (rest.length === 0) return Object.fromEntries(value === undefined ? others : [...others, [key, value]]);
  const inner = root[key];
  if (value === undefined && !isJsonObject(inner)) return root;
  return { ...root, [key]: withValueAt(isJsonObject(inner) ? inner : {}, rest, value) };
}

/** Whether a patch says anything about the path, a part of it, or something that holds it. */
export function touches(patch: MergePatch, path: Path): boolean {
  let value: Json | undefined = patch;
  for (const key of path) {
    if (!isJsonObject(value)) return true;
    if (!Object.hasOwn(value, key)) return false;
    value = value[key];
  }
  return true;
}

/** The patch without what it says at and below the path; what it says of something above the path stays. */
export function withoutPath(patch: MergePatch, path: Path): MergePatch {
  const [key, ...rest] = path;
  if (key === undefined || !Object.hasOwn(patch, key)) return patch;
  const inner = patch[key];
  const others = Object.entries(patch).filter(([other]) => other !== key);
  if (rest.length === 0) return Object.fromEntries(others);
  if (!isJsonObject(inner)) return patch;
  const kept = withoutPath(inner, rest);
  return Object.fromEntries(Object.keys(kept).length > 0 ? [...others, [key, kept]] : others);
}

/** A patch of the same fields as `patch`, with the values they have in `target`. */
export function restate(patch: MergePatch, target: JsonObject): MergePatch {
  const stated = Object.entries(patch).map(([key, value]): [string, Json] => {
    const now = Object.hasOwn(target, key) ? target[key] : undefined;
    if (isJsonObject(value) && isJsonObject(now)) return [key, restate(value, now)];
    return [key, now ?? null];
  });
  return Object.fromEntries(stated);
}

/** Both patches in one; where they differ, `over` decides. */
export function joinPatches(under: MergePatch, over: MergePatch): MergePatch {
  const joined = new Map<string, Json>(Object.entries(under));
  for (const [key, value] of Object.entries(over)) {
    const before = joined.get(key);
    joined.set(key, isJsonObject(value) && isJsonObject(before) ? joinPatches(before, value) : value);
  }
  return Object.fromEntries(joined);
}

/** What `patch` says that `confirmed` does not say alike. */
export function withoutConfirmed(patch: MergePatch, confirmed: MergePatch): MergePatch {
  const rest = new Map<string, Json>();
  for (const [key, value] of Object.entries(patch)) {
    const known = Object.hasOwn(confirmed, key) ? confirmed[key] : undefined;
    if (isJsonObject(value) && isJsonObject(known)) {
      const inner = withoutConfirmed(value, known);
      if (Object.keys(inner).length > 0) rest.set(key, inner);
    } else if (!jsonEquals(value, known)) rest.set(key, value);
  }
  return Object.fromEntries(rest);
}

/** How many fields a patch changes: its leaves. */
export function countFields(patch: MergePatch): number {
  return Object.values(patch).reduce<number>(
    (count, value) => count + (isJsonObject(value) && Object.keys(value).length > 0 ? countFields(value) : 1),
    0,
  );
}
