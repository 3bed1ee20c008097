import { broadcastAndKeep, broadcastToAll, toBroadcast, type ClientMessage } from '../broadcast.ts';
import type { ClientFrame } from '../protocol/client-frame.ts';
import { broadcastPayloadSchema } from '../protocol/message-schemas.ts';
import { reasons } from '../protocol/reasons.ts';
import { bytesOf, type OutgoingBroadcast } from '../protocol/server-frame.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { Channel } from '../state/channel.ts';
import type { Connection } from './connection.ts';
import { mayWrite } from './may-write.ts';

/** Passes a client's broadcast on to the topic. If it may not, the client hears why, provided it waits for an answer. */
export async function sendBroadcast(
  state: RealtimeState,
  connection: Connection,
  channel: Channel,
  frame: ClientFrame,
): Promise<void> {
  const sent = readBroadcast(frame);
  if (!sent) return;
  const refusal = await send(state, connection, channel, sent);
  if (!channel.wantsAck) return;
  if (refusal === undefined) connection.reply(frame, 'ok');
  else connection.reply(frame, 'error', { reason: refusal });
}

interface Sent {
  readonly broadcast: OutgoingBroadcast;
  readonly toKeep?: ClientMessage;
}

async function send(
  state: RealtimeState,
  connection: Connection,
  channel: Channel,
  { broadcast, toKeep }: Sent,
): Promise<string | undefined> {
  const { key } = channel;
  const bytes = bytesOf(broadcast);
  if (bytes > state.limits.broadcastBytes) return reasons.payloadTooLarge;
  if (toKeep && !key.isPrivate) return reasons.notKeptInPublic;
  if (!(await mayWrite(state, connection, channel, 'broadcast'))) return reasons.notWritable(key.name);
  if (!state.quotas.takeMessage(key, channel.network, bytes)) {
    state.tally.count('messages of a topic, tenant or site');
    return reasons.tooManyMessages;
  }
  const except = channel.wantsOwnBroadcasts ? undefined : channel;
  if (!toKeep) {
    broadcastToAll(state, key, broadcast, { except });
    return undefined;
  }
  const kept = await broadcastAndKeep(state, key.name, toKeep, except);
  return kept.ok ? undefined : reasons.notKept;
}

function readBroadcast(frame: ClientFrame): Sent | undefined {
  const { topic } = frame;
  if (frame.kind === 'message') {
    const payload = broadcastPayloadSchema.safeParse(frame.payload);
    return payload.success
      ? { broadcast: { kind: 'json', topic, payloadJson: JSON.stringify(payload.data) } }
      : undefined;
  }
  const message = readUserBroadcast(frame);
  if (!message) return undefined;
  return { broadcast: toBroadcast(topic, message), ...(frame.isKept ? { toKeep: message } : {}) };
}

function readUserBroadcast(frame: Extract<ClientFrame, { kind: 'user_broadcast' }>): ClientMessage | undefined {
  const { userEvent: event, encoding, data } = frame;
  if (encoding === 'binary') return { event, content: { bytes: data } };
  const json = new TextDecoder().decode(data);
  return isJson(json) ? { event, content: { json } } : undefined;
}

/** Checked once here, because it goes to the others as it is and would break their parsers. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
