import type { Claims } from '../../../tokens/claims.ts';
import type { Serializer } from '../protocol/client-frame.ts';
import { encodeServerMessage, type EncodedFrame } from '../protocol/server-frame.ts';

/** The extensions of `realtime.messages` that a policy can tell apart. */
export type Extension = 'broadcast' | 'presence';

/** The far end of a channel. What it is made of (a socket) is none of the state's business. */
export interface Member {
  readonly serializer: Serializer;
  send(frame: EncodedFrame): void;
}

/** A topic as messages are routed: a private and a public channel of one name are two topics. */
export interface TopicKey {
  readonly name: string;
  readonly isPrivate: boolean;
}

/** One joined channel of one connection. */
export interface Channel {
  /** As on the wire: `realtime:<name>`. */
  readonly topic: string;
  readonly key: TopicKey;
  readonly joinRef: string | null;
  readonly member: Member;
  /** Where its client is, as `networkOf` names it. */
  readonly network: string;
  /** Entries of `postgres_changes` in its join, those that are long or of many conditions counted as several. */
  readonly changeCount: number;
  readonly wantsAck: boolean;
  readonly wantsOwnBroadcasts: boolean;
  readonly presenceKey: string;
  isPresenceEnabled: boolean;
  canReadPresence: boolean;
  /** What the permissions below were decided with. */
  token: string;
  claims: Claims;
  /** Decided at first use, remembered until the token changes. */
  mayWrite: Partial<Record<Extension, Promise<boolean>>>;
  tokenTimer: NodeJS.Timeout | undefined;
}

/** Sends a message of the server's own accord, such as `system` or `presence_diff`. */
export function push(channel: Channel, event: string, payload: unknown): void {
  const { topic, member } = channel;
  member.send(encodeServerMessage(member.serializer, { joinRef: null, ref: null, topic, event, payload }));
}

export function pushSystem(
  channel: Channel,
  status: 'ok' | 'error',
  message: string,
  extension: 'system' | 'postgres_changes' = 'system',
): void {
  push(channel, 'system', { extension, status, message, channel: channel.key.name });
}
