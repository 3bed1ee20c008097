type Meta = Record<string, unknown>;

/** Presence on the wire: by key, what each of its clients says of itself. */
export type PresenceState = Record<string, { metas: Meta[] }>;

export function toPresenceState(
  presents: Iterable<{ readonly presenceKey: string; readonly meta: Meta }>,
): PresenceState {
  // By way of a Map: a key named `__proto__` stays a key.
  const byKey = new Map<string, { metas: Meta[] }>();
  for (const { presenceKey, meta } of presents) {
    const known = byKey.get(presenceKey);
    if (known) known.metas.push(meta);
    else byKey.set(presenceKey, { metas: [meta] });
  }
  return Object.fromEntries(byKey);
}
