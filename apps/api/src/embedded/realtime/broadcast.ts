import { randomUUID } from 'node:crypto';
import type { Result } from '@blunari/schema/result';
import type { KeepFailure } from './database/keep-message.ts';
import { outgoingBroadcast } from './database/outgoing-broadcast.ts';
import { broadcastJson, type OutgoingBroadcast } from './protocol/server-frame.ts';
import type { RealtimeState } from './realtime-state.ts';
import type { Channel, TopicKey } from './state/channel.ts';

/** What a client sends to a topic: JSON as text, or bytes. */
export interface ClientMessage {
  readonly event: string;
  readonly content: { readonly json: string } | { readonly bytes: Uint8Array };
}

interface BroadcastOptions {
  readonly except?: Channel | undefined;
  /** Of one of the service's own programs: the limits of strangers do not hold for it, in no process. */
  readonly isService?: boolean;
}

/** Sends a broadcast to every member of the topic but `except`, in this process and the others. */
export function broadcastToAll(
  state: RealtimeState,
  key: TopicKey,
  message: OutgoingBroadcast,
  { except, isService = false }: BroadcastOptions = {},
): void {
  state.topics.deliver(key, message, except);
  state.relay.publish({ kind: 'broadcast', key, broadcast: message, isService });
}

/**
 * The same with a message that is stored for replay. The others hear of it from the database; those here at once, unless its
 * notice comes first.
 */
export async function broadcastAndKeep(
  state: RealtimeState,
  topicName: string,
  { event, content }: ClientMessage,
  except: Channel | undefined,
): Promise<Result<void, KeepFailure>> {
  const id = randomUUID();
  const message = {
    id,
    topicName,
    event,
    payloadJson: 'json' in content ? content.json : 'null',
    binaryPayload: 'bytes' in content ? Buffer.from(content.bytes) : null,
  };
  if (except) state.keptSenders.set(id, except);
  const kept = await state.keepMessage(message);
  state.keptSenders.delete(id);
  // What the database did not answer for may be stored all the same: then its notice brings it, to everybody.
  if (kept.ok && state.isNews(id)) {
    state.topics.deliver({ name: topicName, isPrivate: true }, outgoingBroadcast(message), except);
  }
  return kept;
}

export function toBroadcast(topic: string, { event, content }: ClientMessage): OutgoingBroadcast {
  return 'json' in content
    ? { kind: 'json', topic, payloadJson: broadcastJson(event, content.json) }
    : { kind: 'binary', topic, userEvent: event, data: content.bytes };
}
