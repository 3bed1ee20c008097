import { writeUserBroadcast } from './binary-frame.ts';
import type { Serializer } from './client-frame.ts';

/** Bytes ready for a socket, and whether they go as a binary or a text frame. */
export interface EncodedFrame {
  readonly bytes: Buffer;
  readonly isBinary: boolean;
  /** Of a broadcast that is kept in the database. */
  readonly messageId?: string;
}

/** What a broadcast of the database says of itself. */
export interface MessageMeta {
  readonly replayed?: true;
  readonly id: string;
}

export interface ServerMessage {
  readonly joinRef: string | null;
  readonly ref: string | null;
  readonly topic: string;
  readonly event: string;
  readonly payload: unknown;
}

export function encodeServerMessage(serializer: Serializer, message: ServerMessage): EncodedFrame {
  return encodeJsonMessage(serializer, message, JSON.stringify(message.payload));
}

/** A broadcast on its way to many sockets. JSON is kept as text, so that what one side wrote is never parsed and written again. */
export type OutgoingBroadcast =
  | { readonly kind: 'json'; readonly topic: string; readonly payloadJson: string; readonly messageId?: string }
  | {
      readonly kind: 'binary';
      readonly topic: string;
      readonly userEvent: string;
      readonly meta?: MessageMeta;
      readonly data: Uint8Array;
    };

/** Encodes at most once for each serializer, however many sockets ask. */
export function oncePerSerializer<Frame>(encode: (serializer: Serializer) => Frame): (serializer: Serializer) => Frame {
  const frames = new Map<Serializer, Frame>();
  return (serializer) => frames.getOrInsertComputed(serializer, encode);
}

/** The payload of a `broadcast` message around a payload that is JSON text already. */
export function broadcastJson(userEvent: string, payloadJson: string, meta?: MessageMeta): string {
  const metaJson = meta ? `,"meta":${JSON.stringify(meta)}` : '';
  return `{"type":"broadcast","event":${JSON.stringify(userEvent)},"payload":${payloadJson}${metaJson}}`;
}

/** Null: that serializer cannot carry it. */
export function encodeBroadcast(serializer: Serializer, broadcast: OutgoingBroadcast): EncodedFrame | null {
  if (broadcast.kind === 'json') {
    const message = { joinRef: null, ref: null, topic: broadcast.topic, event: 'broadcast' };
    const { payloadJson, messageId } = broadcast;
    return {
      ...encodeJsonMessage(serializer, message, payloadJson),
      ...(messageId === undefined ? {} : { messageId }),
    };
  }
  if (serializer === '1.0.0') return null;
  const { topic, userEvent, meta, data } = broadcast;
  const bytes = writeUserBroadcast(topic, userEvent, meta ? JSON.stringify(meta) : '', data);
  return bytes && { bytes, isBinary: true, ...(meta ? { messageId: meta.id } : {}) };
}

/** A message around a payload that is JSON text already. */
export function encodeJsonMessage(
  serializer: Serializer,
  message: Omit<ServerMessage, 'payload'>,
  payloadJson: string,
): EncodedFrame {
  const [joinRef, ref, topic, event] = [message.joinRef, message.ref, message.topic, message.event].map((part) =>
    JSON.stringify(part),
  );
  const text =
    serializer === '1.0.0'
      ? `{"topic":${topic},"event":${event},"payload":${payloadJson},"ref":${ref},"join_ref":${joinRef}}`
      : `[${joinRef},${ref},${topic},${event},${payloadJson}]`;
  return { bytes: Buffer.from(text, 'utf8'), isBinary: false };
}

/** Of its content, without the frame around it. */
export function bytesOf(broadcast: OutgoingBroadcast): number {
  return broadcast.kind === 'json' ? Buffer.byteLength(broadcast.payloadJson) : broadcast.data.byteLength;
}
