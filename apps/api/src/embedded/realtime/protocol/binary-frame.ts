import { err, ok, type Result } from '@blunari/schema/result';

/**
 * The binary frames of serializer 2.0.0. First byte: the kind. Then one byte per string with its length in bytes, in broadcasts
 * one byte of encoding, the strings themselves, and the data up to the end. The kinds 1 and 2 are the server's, which answers
 * in text.
 */
const PUSH = 0;
const USER_BROADCAST_PUSH = 3;
const USER_BROADCAST = 4;

/** How the data of a broadcast is to be read; its place is its byte. */
const encodings = ['binary', 'json'] as const;

export interface BinaryPush {
  /** join_ref, ref, topic, event and, of a broadcast, metadata (JSON or empty). */
  readonly strings: readonly string[];
  /** Null: no broadcast. */
  readonly encoding: (typeof encodings)[number] | null;
  readonly data: Uint8Array;
}

const MAX_STRING_BYTES = 255;

// `fatal`: bytes that are no UTF-8 refuse the frame. `ignoreBOM`: a leading U+FEFF is text like any other.
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads what a client sends. */
export function readBinaryPush(bytes: Uint8Array): Result<BinaryPush, string> {
  const isBroadcast = bytes[0] === USER_BROADCAST_PUSH;
  if (!isBroadcast && bytes[0] !== PUSH) return err('not a kind of binary frame that clients send');
  const stringCount = isBroadcast ? 5 : 4;
  const headerBytes = 1 + stringCount + (isBroadcast ? 1 : 0);
  if (bytes.length < headerBytes) return err('binary frame ends inside its header');
  const strings: string[] = [];
  let offset = headerBytes;
  for (const length of bytes.subarray(1, 1 + stringCount)) {
    const end = offset + length;
    if (end > bytes.length) return err('binary frame ends inside a string');
    try {
      strings.push(decoder.decode(bytes.subarray(offset, end)));
    } catch {
      return err('binary frame holds a string that is not UTF-8');
    }
    offset = end;
  }
  const data = bytes.subarray(offset);
  if (!isBroadcast) return ok({ strings, encoding: null, data });
  const encoding = encodings[bytes[headerBytes - 1] ?? -1];
  return encoding === undefined ? err('unknown payload encoding') : ok({ strings, encoding, data });
}

/** A broadcast of bytes for a client; null when a string is longer than its one length byte can say. Metadata: JSON or empty. */
export function writeUserBroadcast(
  topic: string,
  userEvent: string,
  metadata: string,
  data: Uint8Array,
): Buffer | null {
  const strings = [topic, userEvent, metadata].map((text) => Buffer.from(text, 'utf8'));
  const lengths = strings.map(({ length }) => length);
  if (lengths.some((length) => length > MAX_STRING_BYTES)) return null;
  const header = Uint8Array.of(USER_BROADCAST, ...lengths, encodings.indexOf('binary'));
  return Buffer.concat([header, ...strings, data]);
}
