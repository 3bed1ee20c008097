import { broadcast } from '../broadcast.ts';
import type { ClientFrame } from '../protocol/client-frame.ts';
import { broadcastPayloadSchema } from '../protocol/message-schemas.ts';
import { reasons } from '../protocol/reasons.ts';
import { broadcastJson, type OutgoingBroadcast } from '../protocol/server-frame.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { Channel } from '../state/channel.ts';
import type { Connection } from './connection.ts';
import { mayWrite } from './may-write.ts';

/** Passes a client's broadcast on to the topic. Where the client may not write it hears so if it waits for an answer. */
export async function sendBroadcast(
  state: RealtimeState,
  connection: Connection,
  channel: Channel,
  frame: ClientFrame,
): Promise<void> {
  const message = readBroadcast(frame);
  if (!message) return;
  const size = message.kind === 'json' ? Buffer.byteLength(message.payloadJson) : message.data.byteLength;
  if (size > state.limits.broadcastBytes) {
    if (channel.wantsAck) connection.reply(frame, 'error', { reason: reasons.payloadTooLarge });
    return;
  }
  if (!(await mayWrite(state, channel, 'broadcast'))) {
    if (channel.wantsAck) connection.reply(frame, 'error', { reason: reasons.notWritable(channel.key.name) });
    return;
  }
  if (!state.quotas.takeMessage(channel.key, size, state.clock.now())) {
    if (channel.wantsAck) connection.reply(frame, 'error', { reason: reasons.tooManyMessages });
    return;
  }
  broadcast(state, channel.key, message, channel.wantsOwnBroadcasts ? undefined : channel);
  if (channel.wantsAck) connection.reply(frame, 'ok');
}

function readBroadcast(frame: ClientFrame): OutgoingBroadcast | undefined {
  const { topic } = frame;
  if (frame.kind === 'message') {
    const payload = broadcastPayloadSchema.safeParse(frame.payload);
    return payload.success ? { kind: 'json', topic, payloadJson: JSON.stringify(payload.data) } : undefined;
  }
  if (frame.encoding === 'binary') return { kind: 'binary', topic, userEvent: frame.userEvent, data: frame.data };
  const text = new TextDecoder().decode(frame.data);
  return isJson(text) ? { kind: 'json', topic, payloadJson: broadcastJson(frame.userEvent, text) } : undefined;
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
