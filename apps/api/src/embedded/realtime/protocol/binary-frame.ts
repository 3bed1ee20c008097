import { err, ok, type Result } from '@blunari/schema/result';

/**
 * The binary frames of serializer 2.0.0. First byte: the kind. Then one byte per string with its length in bytes, for kinds
 * 3 and 4 one byte of encoding, the strings themselves, and the data up to the end of the frame.
 */
export const binaryKinds = {
  /** Client to server: join_ref, ref, topic, event. */
  push: 0,
  /** Server to client: join_ref, ref, topic, status. */
  reply: 1,
  /** Server to client: topic, event. */
  broadcast: 2,
  /** Client to server: join_ref, ref, topic, user event, metadata (JSON or empty). */
  userBroadcastPush: 3,
  /** Server to client: topic, user event, metadata (JSON or empty). */
  userBroadcast: 4,
} as const;

export type BinaryKind = (typeof binaryKinds)[keyof typeof binaryKinds];

/** How the data of kinds 3 and 4 is to be read. */
export const payloadEncodings = { binary: 0, json: 1 } as const;

export type PayloadEncoding = (typeof payloadEncodings)[keyof typeof payloadEncodings];

export interface BinaryFrame {
  readonly kind: BinaryKind;
  readonly strings: readonly string[];
  /** Present for kinds 3 and 4 alone. */
  readonly encoding?: PayloadEncoding;
  readonly data: Uint8Array;
}

const layouts = {
  0: { stringCount: 4, hasEncoding: false },
  1: { stringCount: 4, hasEncoding: false },
  2: { stringCount: 2, hasEncoding: false },
  3: { stringCount: 5, hasEncoding: true },
  4: { stringCount: 3, hasEncoding: true },
} as const satisfies Record<BinaryKind, { stringCount: number; hasEncoding: boolean }>;

const MAX_STRING_BYTES = 255;

// `fatal`: bytes that are no UTF-8 refuse the frame. `ignoreBOM`: a leading U+FEFF is text like any other.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

export function decodeBinaryFrame(bytes: Uint8Array): Result<BinaryFrame, string> {
  const kind = readKind(bytes[0]);
  if (kind === undefined) return err('unknown kind of binary frame');
  const { stringCount, hasEncoding } = layouts[kind];
  const headerBytes = 1 + stringCount + (hasEncoding ? 1 : 0);
  if (bytes.length < headerBytes) return err('binary frame ends inside its header');
  const strings: string[] = [];
  let offset = headerBytes;
  for (let index = 0; index < stringCount; index++) {
    const end = offset + (bytes[1 + index] ?? 0);
    if (end > bytes.length) return err('binary frame ends inside a string');
    try {
      strings.push(decoder.decode(bytes.subarray(offset, end)));
    } catch {
      return err('binary frame holds a string that is not UTF-8');
    }
    offset = end;
  }
  const data = bytes.subarray(offset);
  if (!hasEncoding) return ok({ kind, strings, data });
  const encoding = readEncoding(bytes[headerBytes - 1]);
  return encoding === undefined ? err('unknown payload encoding') : ok({ kind, strings, encoding, data });
}

/** Fails when a string is longer than its one length byte can say. */
export function encodeBinaryFrame(frame: BinaryFrame): Result<Buffer, string> {
  const strings = frame.strings.map((text) => Buffer.from(text, 'utf8'));
  const { stringCount, hasEncoding } = layouts[frame.kind];
  if (strings.length !== stringCount) throw new Error(`A frame of kind ${frame.kind} holds ${stringCount} strings.`);
  if (strings.some(({ length }) => length > MAX_STRING_BYTES)) return err('a string is longer than 255 bytes');
  const header = [frame.kind, ...strings.map(({ length }) => length)];
  if (hasEncoding) header.push(frame.encoding ?? payloadEncodings.binary);
  return ok(Buffer.concat([Uint8Array.from(header), ...strings, frame.data]));
}

function readKind(byte: number | undefined): BinaryKind | undefined {
  return Object.values(binaryKinds).find((kind) => kind === byte);
}

function readEncoding(byte: number | undefined): PayloadEncoding | undefined {
  return Object.values(payloadEncodings).find((encoding) => encoding === byte);
}
