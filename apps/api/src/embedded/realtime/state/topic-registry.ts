import { encodeBroadcast, oncePerSerializer, type OutgoingBroadcast } from '../protocol/server-frame.ts';
import type { Channel, TopicKey } from './channel.ts';

const NOBODY: ReadonlySet<Channel> = new Set();

/** Who is on which topic in this process. */
export class TopicRegistry {
  readonly #topics = new Map<string, Set<Channel>>();

  add(channel: Channel): void {
    this.#topics.getOrInsertComputed(topicId(channel.key), () => new Set()).add(channel);
  }

  /** False when it was not there: whoever removes a channel first also cleans up after it. */
  remove(channel: Channel): boolean {
    const id = topicId(channel.key);
    const members = this.#topics.get(id);
    if (!members?.delete(channel)) return false;
    if (members.size === 0) this.#topics.delete(id);
    return true;
  }

  membersOf(key: TopicKey): ReadonlySet<Channel> {
    return this.#topics.get(topicId(key)) ?? NOBODY;
  }

  has(key: TopicKey): boolean {
    return this.#topics.has(topicId(key));
  }

  /** Sends to every member but `except`, encoding once for each serializer among them. */
  deliver(key: TopicKey, broadcast: OutgoingBroadcast, except?: Channel): void {
    const encode = oncePerSerializer((serializer) => encodeBroadcast(serializer, broadcast));
    for (const channel of this.membersOf(key)) {
      const frame = channel === except ? null : encode(channel.member.serializer);
      if (frame) channel.member.send(frame);
    }
  }
}

/** One string for a topic; the privacy comes first, so that no name can forge it. */
export function topicId({ name, isPrivate }: TopicKey): string {
  return `${isPrivate ? 'private' : 'public'}:${name}`;
}
