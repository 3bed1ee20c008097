import type { TopicKey } from './channel.ts';
import { PublicDeliveries, type PublicLimits } from './public-deliveries.ts';
import { RateCounter } from './rate-counter.ts';
import { topicId } from './topic-registry.ts';

/** What all channels of a topic, or of a tenant, may use together in one process. */
export interface SharedLimits {
  readonly channels: number;
  /** Of clients: broadcasts and presence. */
  readonly messagesPerSecond: number;
  readonly bytesPerSecond: number;
  /** The bytes, and what a frame costs besides, times the channels that they go to. */
  readonly deliveredBytesPerSecond: number;
}

/** A small message costs about as much time as sending so many bytes. */
const DELIVERY_BYTES = 2_000;

interface Share {
  channels: number;
  readonly messages: RateCounter;
  readonly bytes: RateCounter;
  readonly deliveredBytes: RateCounter;
}

export interface QuotaLimits {
  readonly topic: SharedLimits;
  readonly tenant: SharedLimits;
  /** All public topics of this process together. */
  readonly publicTopics: PublicLimits;
}

/** Keeps one topic, and one tenant with all its topics, from using up what the process has for everybody. */
export class Quotas {
  readonly #topics: Shares;
  readonly #tenants: Shares;
  readonly #public: PublicDeliveries;

  constructor(limits: QuotaLimits) {
    this.#public = new PublicDeliveries(limits.publicTopics);
    this.#topics = new Shares(limits.topic);
    this.#tenants = new Shares(limits.tenant);
  }

  isFull(key: TopicKey): boolean {
    return this.#topics.isFull(topicId(key)) || this.#tenants.isFull(tenantId(key));
  }

  /** One channel more on that topic. */
  join(key: TopicKey): void {
    this.#topics.join(topicId(key));
    this.#tenants.join(tenantId(key));
  }

  leave(key: TopicKey): void {
    this.#topics.leave(topicId(key));
    this.#tenants.leave(tenantId(key));
  }

  /** Counts a message of a client; false when the topic, its tenant or, in public, the client's site has used up its second. */
  takeMessage(key: TopicKey, network: string, bytes: number, nowMs: number): boolean {
    const deliveredBytes = this.#deliveredBytes(key, bytes);
    if (!key.isPrivate && !this.#public.take(network, deliveredBytes, nowMs)) return false;
    // Both count, whatever the first says.
    const isTopicIn = this.#topics.take(topicId(key), bytes, deliveredBytes, nowMs);
    return this.#tenants.take(tenantId(key), bytes, deliveredBytes, nowMs) && isTopicIn;
  }

  /** Counts a message that another process has let pass, for those who hear it in this one. */
  takeRelayed(key: TopicKey, bytes: number, nowMs: number): boolean {
    return key.isPrivate || this.#public.take(undefined, this.#deliveredBytes(key, bytes), nowMs);
  }

  #deliveredBytes(key: TopicKey, bytes: number): number {
    return (bytes + DELIVERY_BYTES) * this.#topics.channelsOf(topicId(key));
  }
}

/** Remembers those that have channels and no others, so that names made up by a stranger leave nothing behind. */
class Shares {
  readonly #limits: SharedLimits;
  readonly #shares = new Map<string, Share>();

  constructor(limits: SharedLimits) {
    this.#limits = limits;
  }

  channelsOf(id: string): number {
    return this.#shares.get(id)?.channels ?? 0;
  }

  isFull(id: string): boolean {
    return this.channelsOf(id) >= this.#limits.channels;
  }

  join(id: string): void {
    const share = this.#shares.get(id) ?? {
      channels: 0,
      messages: new RateCounter(this.#limits.messagesPerSecond),
      bytes: new RateCounter(this.#limits.bytesPerSecond),
      deliveredBytes: new RateCounter(this.#limits.deliveredBytesPerSecond),
    };
    share.channels += 1;
    this.#shares.set(id, share);
  }

  leave(id: string): void {
    const share = this.#shares.get(id);
    if (!share) return;
    share.channels -= 1;
    if (share.channels === 0) this.#shares.delete(id);
  }

  /** Nobody here listens to what has no share. */
  take(id: string, bytes: number, deliveredBytes: number, nowMs: number): boolean {
    const share = this.#shares.get(id);
    if (!share) return true;
    const taken = [
      share.messages.take(nowMs),
      share.bytes.take(nowMs, bytes),
      share.deliveredBytes.take(nowMs, deliveredBytes),
    ];
    return taken.every(Boolean);
  }
}

/**
 * Whose a topic is: its first two words, so that `tenant:<id>:kitchen` is the restaurant's that `tenant:<id>` is. A widget's
 * topic names no restaurant, and counts by itself: a crowd of visitors takes nothing from the staff. Public channels count
 * apart, because anybody may open one of any name.
 */
export function tenantId({ name, isPrivate }: TopicKey): string {
  const [kind = '', id = ''] = name.split(':', 2);
  return topicId({ name: `${kind}:${id}`, isPrivate });
}
