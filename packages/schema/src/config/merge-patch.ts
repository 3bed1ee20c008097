/** A JSON value as configs hold them. `null` never appears in a config: in a patch it means delete. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/** A JSON merge patch (RFC 7396): objects merge, everything else replaces, `null` deletes. */
export type MergePatch = JsonObject;

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Applies a merge patch (RFC 7396, section 2) without changing its arguments. */
export function applyMergePatch(target: JsonObject, patch: MergePatch): JsonObject {
  const merged = new Map<string, Json>(Object.entries(target));
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else if (isJsonObject(value)) {
      const current = merged.get(key);
      merged.set(key, applyMergePatch(isJsonObject(current) ? current : {}, value));
    } else merged.set(key, value);
  }
  // fromEntries defines own properties: a key named __proto__ stays a plain key.
  return Object.fromEntries(merged);
}

/** The smallest merge patch that turns `from` into `to`; `{}` when they are equal. */
export function diffMergePatch(from: JsonObject, to: JsonObject): MergePatch {
  const patch = new Map<string, Json>();
  for (const key of Object.keys(from)) if (!Object.hasOwn(to, key)) patch.set(key, null);
  for (const [key, value] of Object.entries(to)) {
    const before = Object.hasOwn(from, key) ? from[key] : undefined;
    if (isJsonObject(value) && isJsonObject(before)) {
      const inner = diffMergePatch(before, value);
      if (Object.keys(inner).length > 0) patch.set(key, inner);
    } else if (!jsonEquals(before, value)) patch.set(key, value);
  }
  return Object.fromEntries(patch);
}

/** Deep equality of JSON values; the order of keys does not matter, the order of arrays does. */
export function jsonEquals(one: Json | undefined, other: Json | undefined): boolean {
  if (one === other) return true;
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((item, index) => jsonEquals(item, other[index]));
  }
  if (isJsonObject(one) && isJsonObject(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every((key) => Object.hasOwn(other, key) && jsonEquals(one[key], other[key]))
    );
  }
  return false;
}
