import { siteOf } from '../../../http/client-address.ts';
import type { RealtimeLimits } from '../limits.ts';
import type { TopicKey } from './channel.ts';
import { RateLimit } from './rate-limit.ts';
import { Sums } from './sums.ts';
import { topicId } from './topic-registry.ts';

export type QuotaLimits = Pick<RealtimeLimits, 'topic' | 'tenant' | 'publicTopics' | 'deliveryBytes'>;

/**
 * Keeps one topic, one tenant with all its topics, and the public topics, of which anybody may open as many as there are
 * names, from using up what the process has for everybody.
 */
export class Quotas {
  readonly #deliveryBytes: number;
  readonly #topics: Shares;
  readonly #tenants: Shares;
  readonly #public: RateLimit;
  readonly #siteBytesPerSecond: number;
  readonly #sitesInPublic: RateLimit;

  constructor({ topic, tenant, publicTopics, deliveryBytes }: QuotaLimits) {
    this.#deliveryBytes = deliveryBytes;
    this.#topics = new Shares(topic);
    this.#tenants = new Shares(tenant);
    this.#public = new RateLimit(publicTopics.deliveredBytesPerSecond);
    this.#siteBytesPerSecond = publicTopics.siteBytesPerSecond;
    this.#sitesInPublic = new RateLimit(publicTopics.siteBytesPerSecond);
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
  takeMessage(key: TopicKey, network: string, bytes: number): boolean {
    if (this.spendInPublic(key, network, bytes) > 1) return false;
    const deliveredBytes = this.#deliveredBytes(key, bytes);
    // Both count, whatever the first says.
    const isTopicIn = this.#topics.take(topicId(key), bytes, deliveredBytes);
    return this.#tenants.take(tenantId(key), bytes, deliveredBytes) && isTopicIn;
  }

  /**
   * Counts what is told to all on a topic, if that is public; how much of what may be is used by now, over 1 when it is too
   * much. `network`: whose it is; what another process has let pass is that process's.
   */
  spendInPublic(key: TopicKey, network: string, bytes: number): number {
    if (key.isPrivate) return 0;
    const deliveredBytes = this.#deliveredBytes(key, bytes);
    const used = this.#sitesInPublic.spend(siteOf(network), deliveredBytes);
    // What is not sent takes nothing from the others.
    return used > 1 ? used : this.#public.spend('all', deliveredBytes);
  }

  /**
   * Counts what is told late on a public topic, at most so many seconds of what one site may: how much of what may be is used
   * by now, and how many such seconds it takes.
   */
  spendLate(key: TopicKey, bytes: number, mostSeconds: number): { used: number; seconds: number } {
    const deliveredBytes = this.#deliveredBytes(key, bytes);
    const countedBytes = Math.min(deliveredBytes, mostSeconds * this.#siteBytesPerSecond);
    const used = this.#public.spend('all', countedBytes);
    return { used, seconds: deliveredBytes / this.#siteBytesPerSecond };
  }

  #deliveredBytes(key: TopicKey, bytes: number): number {
    return (bytes + this.#deliveryBytes) * this.#topics.channelsOf(topicId(key));
  }
}

/** Remembers those that have channels and no others, so that names made up by a stranger leave nothing behind. */
class Shares {
  readonly #maxChannels: number;
  readonly #channels = new Sums();
  readonly #messages: RateLimit;
  readonly #bytes: RateLimit;
  readonly #deliveredBytes: RateLimit;

  constructor(limits: RealtimeLimits['topic']) {
    this.#maxChannels = limits.channels;
    this.#messages = new RateLimit(limits.messagesPerSecond);
    this.#bytes = new RateLimit(limits.bytesPerSecond);
    this.#deliveredBytes = new RateLimit(limits.deliveredBytesPerSecond);
  }

  channelsOf(id: string): number {
    return this.#channels.of(id);
  }

  isFull(id: string): boolean {
    return this.channelsOf(id) >= this.#maxChannels;
  }

  join(id: string): void {
    this.#channels.add(id, 1);
  }

  leave(id: string): void {
    this.#channels.add(id, -1);
  }

  /** Nobody here listens to what has no channels. */
  take(id: string, bytes: number, deliveredBytes: number): boolean {
    if (this.channelsOf(id) === 0) return true;
    const taken = [this.#messages.take(id), this.#bytes.take(id, bytes), this.#deliveredBytes.take(id, deliveredBytes)];
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
