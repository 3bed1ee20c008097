import { reasons } from '../protocol/reasons.ts';
import { decodeClientFrame, type ClientFrame } from '../protocol/client-frame.ts';
import { weightOf } from '../protocol/frame-weight.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { Channel } from '../state/channel.ts';
import { allowedPart } from '../state/networks.ts';
import { changePresence } from './change-presence.ts';
import type { Connection } from './connection.ts';
import { endChannel } from './end-channel.ts';
import { joinChannel } from './join-channel.ts';
import { replaceToken } from './replace-token.ts';
import { sendBroadcast } from './send-broadcast.ts';

/** Takes one frame of a client. Whatever it holds, nothing is thrown and no other client notices. */
export function receiveFrame(state: RealtimeState, connection: Connection, data: Buffer, isBinary: boolean): void {
  // What came in one piece with the frame that was one too many still arrives.
  if (!connection.isOpen) return;
  connection.heard();
  if (isCutOff(state, connection, weightOf(data))) return;
  const decoded = decodeClientFrame(connection.serializer, data, isBinary);
  if (!decoded.ok) {
    state.log.debug({ reason: decoded.error }, 'A frame could not be read and is ignored.');
    return;
  }
  const frame = decoded.value;
  if (frame.topic === 'phoenix') {
    if (frame.kind === 'message' && frame.event === 'heartbeat') connection.reply(frame, 'ok');
    return;
  }
  const isJoin = frame.kind === 'message' && frame.event === 'phx_join';
  if (!isJoin && !state.rates.messages.take(connection.id)) {
    const channel = connection.channels.get(frame.topic);
    state.tally.count('messages of a connection');
    if (channel) endChannel(state, connection, channel, reasons.tooManyMessages);
    return;
  }
  if (connection.queues.waiting >= state.limits.waitingMessages) {
    state.tally.count('waiting messages');
    connection.cutOff('Too many messages are waiting');
    return;
  }
  if (isJoin && data.byteLength > state.limits.joinBytes) {
    connection.reply(frame, 'error', { reason: reasons.payloadTooLarge });
    return;
  }
  if (!isJoin && data.byteLength > state.limits.unjoinedBytes && !connection.channels.has(frame.topic)) {
    connection.reply(frame, 'error', { reason: reasons.unmatchedTopic });
    return;
  }
  connection.queues.add(frame.topic, data.byteLength, () => handleSafely(state, connection, frame));
}

/** Takes a ping or a pong, which ws answers by itself. */
export function receiveControlFrame(state: RealtimeState, connection: Connection, bytes: number): void {
  if (connection.isOpen) isCutOff(state, connection, bytes);
}

/** Counts a frame, and cuts off who sends too many. */
function isCutOff(state: RealtimeState, connection: Connection, bytes: number): boolean {
  if (!sendsTooMuch(state, connection, bytes)) return false;
  state.tally.count('frames');
  connection.cutOff('Too many frames per second');
  return true;
}

/**
 * By itself, or more than its part of what its network sends too much of. Somebody quiet beside them loses nothing, so that
 * the sockets of a network together may send what that is times as many as they are.
 */
function sendsTooMuch(state: RealtimeState, connection: Connection, bytes: number): boolean {
  const { limits, networks, rates } = state;
  const ofNetwork = networks.spendFrame(connection.network, bytes);
  const frames = rates.frames.spend(connection.id);
  const frameBytes = rates.frameBytes.spend(connection.id, bytes);
  return (
    frames > allowedPart(ofNetwork.frames, limits.guiltyPart, limits.quietFrames / limits.framesPerSecond) ||
    frameBytes > allowedPart(ofNetwork.bytes, limits.guiltyPart, limits.quietFrameBytes / limits.frameBytesPerSecond)
  );
}

async function handleSafely(state: RealtimeState, connection: Connection, frame: ClientFrame): Promise<void> {
  if (!connection.isOpen) return;
  try {
    await handle(state, connection, frame);
  } catch (error) {
    state.log.error({ err: error }, 'A message on a channel could not be handled.');
    connection.reply(frame, 'error', { reason: reasons.unknown });
  }
}

async function handle(state: RealtimeState, connection: Connection, frame: ClientFrame): Promise<void> {
  if (frame.kind === 'message' && frame.event === 'phx_join') {
    await joinChannel(state, connection, frame, frame.payload);
    return;
  }
  const channel = connection.channels.get(frame.topic);
  const isLeave = frame.kind === 'message' && frame.event === 'phx_leave';
  const isStale = channel && frame.joinRef !== null && frame.joinRef !== channel.joinRef;
  if (!channel || isStale) {
    // Leaving what is left already is fine; the rest of a former join's messages is nobody's any more.
    if (isLeave) connection.reply(frame, 'ok');
    else if (!channel) connection.reply(frame, 'error', { reason: reasons.unmatchedTopic });
    return;
  }
  if (frame.kind === 'user_broadcast') await sendBroadcast(state, connection, channel, frame);
  else await handleEvent(state, connection, channel, frame);
}

async function handleEvent(
  state: RealtimeState,
  connection: Connection,
  channel: Channel,
  frame: Extract<ClientFrame, { kind: 'message' }>,
): Promise<void> {
  switch (frame.event) {
    case 'phx_leave':
      connection.reply(frame, 'ok');
      endChannel(state, connection, channel);
      return;
    case 'access_token':
      await replaceToken(state, connection, channel, frame.payload);
      return;
    case 'broadcast':
      await sendBroadcast(state, connection, channel, frame);
      return;
    case 'presence':
      await changePresence(state, connection, channel, frame);
      return;
    default:
      state.log.debug({ event: frame.event }, 'An unknown event on a channel is ignored.');
  }
}
