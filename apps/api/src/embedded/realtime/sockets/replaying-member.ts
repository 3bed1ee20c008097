import type { EncodedFrame } from '../protocol/server-frame.ts';
import type { Member } from '../state/channel.ts';

/**
 * A member that first gets what was sent before it came. What arrives meanwhile waits, and what is among the replayed
 * messages is not sent again: joining the topic comes before reading the past, so nothing falls in between.
 */
export class ReplayingMember implements Member {
  readonly #member: Member;
  #waiting: EncodedFrame[] | undefined = [];
  #replayedIds: ReadonlySet<string> = new Set();

  constructor(member: Member) {
    this.#member = member;
  }

  get serializer(): Member['serializer'] {
    return this.#member.serializer;
  }

  send(frame: EncodedFrame): void {
    if (this.#waiting) this.#waiting.push(frame);
    else if (frame.messageId === undefined || !this.#replayedIds.has(frame.messageId)) this.#member.send(frame);
  }

  /** Sends the past, then what waited. */
  release(replayed: readonly EncodedFrame[]): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    this.#replayedIds = new Set(replayed.flatMap(({ messageId }) => messageId ?? []));
    for (const frame of replayed) this.#member.send(frame);
    for (const frame of waiting) this.send(frame);
  }
}
