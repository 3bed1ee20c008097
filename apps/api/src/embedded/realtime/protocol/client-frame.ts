import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { readBinaryPush, type BinaryPush } from './binary-frame.ts';

/** Version of the Phoenix serializer, the `vsn` of the handshake. */
export const serializers = ['1.0.0', '2.0.0'] as const;

export type Serializer = (typeof serializers)[number];

interface Addressed {
  readonly joinRef: string | null;
  readonly ref: string | null;
  /** As on the wire: `realtime:<name>` or `phoenix`. */
  readonly topic: string;
}

/** What a client can send: a message with a JSON payload, or a broadcast whose payload is carried as bytes. */
export type ClientFrame =
  | (Addressed & { readonly kind: 'message'; readonly event: string; readonly payload: unknown })
  | (Addressed & {
      readonly kind: 'user_broadcast';
      readonly userEvent: string;
      readonly encoding: 'json' | 'binary';
      /** To be stored for replay. */
      readonly isKept: boolean;
      readonly data: Uint8Array;
    });

/** Reads one frame. Whatever the bytes are, the answer is a frame or a reason; it never throws. */
export function decodeClientFrame(
  serializer: Serializer,
  data: Buffer,
  isBinary: boolean,
): Result<ClientFrame, string> {
  if (isBinary) {
    if (serializer === '1.0.0') return err('serializer 1.0.0 has no binary frames');
    const push = readBinaryPush(data);
    return push.ok ? ok(readBinary(push.value)) : push;
  }
  const json = parseJson(data.toString('utf8'));
  if (!json.ok) return json;
  return serializer === '1.0.0' ? readObject(json.value) : readTuple(json.value);
}

// Clients count refs and send them as strings; a hand-written client may send the number itself.
const refSchema = z.union([z.string().max(255), z.number().transform(String)]).nullable();
const topicSchema = z.string().min(1).max(1024);
const eventSchema = z.string().min(1).max(255);

const tupleSchema = z.tuple([refSchema, refSchema, topicSchema, eventSchema, z.unknown()]);
const objectSchema = z.object({
  topic: topicSchema,
  event: eventSchema,
  payload: z.unknown(),
  ref: refSchema.optional(),
  join_ref: refSchema.optional(),
});

function readTuple(json: unknown): Result<ClientFrame, string> {
  const parsed = tupleSchema.safeParse(json);
  if (!parsed.success) return err('not an array of [join_ref, ref, topic, event, payload]');
  const [joinRef, ref, topic, event, payload] = parsed.data;
  return ok({ kind: 'message', joinRef, ref, topic, event, payload });
}

function readObject(json: unknown): Result<ClientFrame, string> {
  const parsed = objectSchema.safeParse(json);
  if (!parsed.success) return err('not an object with topic, event, payload and ref');
  const { join_ref: joinRef = null, ref = null, topic, event, payload } = parsed.data;
  return ok({ kind: 'message', joinRef, ref, topic, event, payload });
}

function readBinary({ strings, encoding, data }: BinaryPush): ClientFrame {
  const [joinRef = '', ref = '', topic = '', event = '', metadata = ''] = strings;
  const addressed = { joinRef: joinRef || null, ref: ref || null, topic };
  // The data of a plain push means nothing to any event a channel knows.
  if (encoding === null) return { kind: 'message', ...addressed, event, payload: {} };
  return { kind: 'user_broadcast', ...addressed, userEvent: event, encoding, isKept: isKept(metadata), data };
}

/** `true`, or how long; here every message is kept equally long. */
const metadataSchema = z.object({ persist: z.union([z.literal(true), z.object({ ttl: z.number() })]) });

function isKept(metadata: string): boolean {
  if (metadata === '') return false;
  const json = parseJson(metadata);
  return json.ok && metadataSchema.safeParse(json.value).success;
}

function parseJson(text: string): Result<unknown, string> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return err('not JSON');
  }
}
