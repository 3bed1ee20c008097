import { broadcastJson, type MessageMeta, type OutgoingBroadcast } from '../protocol/server-frame.ts';
import type { MessageToKeep } from './keep-message.ts';

/** A stored message as its topic's members get it. */
export function outgoingBroadcast(message: MessageToKeep, { isReplayed = false } = {}): OutgoingBroadcast {
  const { id, topicName, event, payloadJson, binaryPayload } = message;
  const topic = `realtime:${topicName}`;
  const meta: MessageMeta = isReplayed ? { replayed: true, id } : { id };
  return binaryPayload
    ? { kind: 'binary', topic, userEvent: event, meta, data: binaryPayload }
    : { kind: 'json', topic, payloadJson: broadcastJson(event, payloadJson, meta), messageId: id };
}
