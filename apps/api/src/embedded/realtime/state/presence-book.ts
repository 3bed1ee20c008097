import { isDeepStrictEqual } from 'node:util';
import type { Channel } from './channel.ts';
import { topicId } from './topic-registry.ts';

type Meta = Record<string, unknown>;

/** Presence on the wire: by key, what each of its members says about itself. */
export type PresenceState = Record<string, { metas: Meta[] }>;

export interface PresenceDiff {
  readonly joins: PresenceState;
  readonly leaves: PresenceState;
}

interface Entry {
  readonly phxRef: string;
  readonly payload: Meta;
  readonly previousRef?: string;
}

/** Who is present on which topic in this process, and what changed by each step. */
export class PresenceBook {
  readonly #topics = new Map<string, Map<Channel, Entry>>();
  readonly #newRef: () => string;

  constructor(newRef: () => string) {
    this.#newRef = newRef;
  }

  /** Null when the channel says the same of itself as before. */
  track(channel: Channel, payload: Meta): PresenceDiff | null {
    const id = topicId(channel.key);
    const entries = this.#topics.get(id) ?? new Map<Channel, Entry>();
    const old = entries.get(channel);
    if (old && isDeepStrictEqual(old.payload, payload)) return null;
    const entry = { phxRef: this.#newRef(), payload, ...(old ? { previousRef: old.phxRef } : {}) };
    entries.set(channel, entry);
    this.#topics.set(id, entries);
    const { presenceKey } = channel;
    return {
      joins: { [presenceKey]: { metas: [metaOf(entry)] } },
      leaves: old ? { [presenceKey]: { metas: [metaOf(old)] } } : {},
    };
  }

  /** Null when the channel was not present. */
  untrack(channel: Channel): PresenceDiff | null {
    const id = topicId(channel.key);
    const entries = this.#topics.get(id);
    const old = entries?.get(channel);
    if (!entries || !old) return null;
    entries.delete(channel);
    if (entries.size === 0) this.#topics.delete(id);
    return { joins: {}, leaves: { [channel.presenceKey]: { metas: [metaOf(old)] } } };
  }

  stateFor(channel: Channel): PresenceState {
    const byKey = new Map<string, { metas: Meta[] }>();
    for (const [{ presenceKey }, entry] of this.#topics.get(topicId(channel.key)) ?? []) {
      const known = byKey.get(presenceKey);
      if (known) known.metas.push(metaOf(entry));
      else byKey.set(presenceKey, { metas: [metaOf(entry)] });
    }
    // By way of a Map: a key named `__proto__` stays a key.
    return Object.fromEntries(byKey);
  }
}

function metaOf({ phxRef, previousRef, payload }: Entry): Meta {
  return { ...payload, phx_ref: phxRef, ...(previousRef ? { phx_ref_prev: previousRef } : {}) };
}
