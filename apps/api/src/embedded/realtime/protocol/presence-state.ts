type Meta = Record<string, unknown>;

/** Presence on the wire: by key, what each of its clients says of itself. */
export type PresenceState = Record<string, { metas: Meta[] }>;

export function toPresenceState(
  presents: Iterable<{ readonly presenceKey: string; readonly meta: Meta }>,
): PresenceState {
  // By way of a Map: a key named `__proto__` stays a key.
  const byKey = new Map<string, { metas: Meta[] }>();
  for (const { presenceKey, meta } of presents) {
    byKey.getOrInsertComputed(presenceKey, () => ({ metas: [] })).metas.push(meta);
  }
  return Object.fromEntries(byKey);
}
