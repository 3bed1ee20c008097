import type { Channel, TopicKey } from './channel.ts';
import { Sums } from './sums.ts';
import { topicId } from './topic-registry.ts';

type Meta = Record<string, unknown>;

/** What one client says of itself on a topic; the meta is as on the wire, with the ref as its `phx_ref`. */
export interface Present {
  readonly presenceKey: string;
  /** Another one after each change; no two in all processes are the same. */
  readonly ref: string;
  readonly meta: Meta;
}

export interface PresenceChange {
  readonly key: TopicKey;
  readonly joins: readonly Present[];
  readonly leaves: readonly Present[];
}

interface Entry {
  /** As JSON: what strangers nest is not walked through. */
  readonly payloadJson: string;
  readonly bytes: number;
  readonly present: Present;
}

/** Which clients of this process are present on which topic, and what changed by each step. */
export class PresenceBook {
  readonly #topics = new Map<string, Map<Channel, Entry>>();
  readonly #newRef: () => string;
  readonly #bytesByTopic = new Sums();
  #bytesInPublic = 0;

  constructor(newRef: () => string) {
    this.#newRef = newRef;
  }

  /** Null when the channel says the same of itself as before. */
  track(channel: Channel, payload: Meta): PresenceChange | null {
    const { key, presenceKey } = channel;
    const id = topicId(key);
    const entries = this.#topics.get(id) ?? new Map<Channel, Entry>();
    const old = entries.get(channel);
    const payloadJson = JSON.stringify(payload);
    if (old?.payloadJson === payloadJson) return null;
    const ref = this.#newRef();
    const meta = { ...payload, phx_ref: ref, ...(old ? { phx_ref_prev: old.present.ref } : {}) };
    const present = { presenceKey, ref, meta };
    const bytes = bytesOf(presenceKey, payload);
    entries.set(channel, { payloadJson, bytes, present });
    this.#count(key, bytes - (old?.bytes ?? 0));
    this.#topics.set(id, entries);
    return { key, joins: [present], leaves: old ? [old.present] : [] };
  }

  /** Null when the channel was not present. */
  untrack(channel: Channel): PresenceChange | null {
    const id = topicId(channel.key);
    const entries = this.#topics.get(id);
    const old = entries?.get(channel);
    if (!entries || !old) return null;
    entries.delete(channel);
    if (entries.size === 0) this.#topics.delete(id);
    this.#count(channel.key, -old.bytes);
    return { key: channel.key, joins: [], leaves: [old.present] };
  }

  /** Who else is there, by number and by bytes, and those of the channel itself. */
  besides(channel: Channel) {
    const id = topicId(channel.key);
    const entries = this.#topics.get(id);
    const own = entries?.get(channel);
    const ownBytes = own?.bytes ?? 0;
    return {
      ownBytes,
      count: (entries?.size ?? 0) - (own ? 1 : 0),
      bytesOnTopic: this.#bytesByTopic.of(id) - ownBytes,
      bytesInPublic: this.#bytesInPublic - (channel.key.isPrivate ? 0 : ownBytes),
    };
  }

  presentOn(key: TopicKey): Present[] {
    return [...(this.#topics.get(topicId(key))?.values() ?? [])].map(({ present }) => present);
  }

  all(): { readonly key: TopicKey; readonly present: Present }[] {
    return [...this.#topics.values()].flatMap((entries) =>
      [...entries].map(([{ key }, { present }]) => ({ key, present })),
    );
  }

  #count(key: TopicKey, bytes: number): void {
    this.#bytesByTopic.add(topicId(key), bytes);
    if (!key.isPrivate) this.#bytesInPublic += bytes;
  }
}

/** What a presence takes in a frame, nearly. */
export function bytesOf(presenceKey: string, payload: Meta): number {
  return Buffer.byteLength(presenceKey) + Buffer.byteLength(JSON.stringify(payload));
}
