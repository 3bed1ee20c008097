import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBinaryPush, writeUserBroadcast } from './binary-frame.ts';
import { decodeClientFrame, serializers } from './client-frame.ts';
import { broadcastJson, encodeBroadcast, encodeServerMessage, oncePerSerializer } from './server-frame.ts';

const shortText = fc.string({ unit: 'grapheme', maxLength: 20 }).filter((text) => Buffer.byteLength(text) <= 255);
const decode = (vsn: '1.0.0' | '2.0.0', text: string) => decodeClientFrame(vsn, Buffer.from(text), false);
const data = fc.uint8Array({ maxLength: 300 });
const ref = fc.option(fc.string({ minLength: 1, maxLength: 20 }), { nil: null });
const message = fc.record({
  joinRef: ref,
  ref,
  topic: fc.string({ minLength: 1, maxLength: 50 }),
  event: fc.string({ minLength: 1, maxLength: 50 }),
  payload: fc.jsonValue(),
});

/** As the protocol lays it out. */
function frameBytes(kind: number, strings: readonly string[], encoding: readonly number[], rest: Uint8Array): Buffer {
  const encoded = strings.map((text) => Buffer.from(text, 'utf8'));
  return Buffer.concat([Uint8Array.of(kind, ...encoded.map(({ length }) => length), ...encoding), ...encoded, rest]);
}

function read(bytes: Buffer) {
  const push = readBinaryPush(bytes);
  if (!push.ok) throw new Error(push.error);
  return { ...push.value, data: [...push.value.data] };
}

describe('binary frames', () => {
  it('of clients are read as they were written', () => {
    fc.assert(
      fc.property(stringsOf(4), shortText, fc.constantFrom(0, 1), data, (strings, metadata, encoding, rest) => {
        expect(read(frameBytes(0, strings, [], rest))).toEqual({ strings, encoding: null, data: [...rest] });
        expect(read(frameBytes(3, [...strings, metadata], [encoding], rest))).toEqual({
          strings: [...strings, metadata],
          encoding: encoding === 0 ? 'binary' : 'json',
          data: [...rest],
        });
      }),
    );
  });

  it('of the server are laid out as the client reads them', () => {
    fc.assert(
      fc.property(shortText, shortText, shortText, data, (topic, event, metadata, rest) => {
        const written = writeUserBroadcast(topic, event, metadata, rest);
        expect(written?.equals(frameBytes(4, [topic, event, metadata], [0], rest))).toBe(true);
      }),
    );
  });

  it('cut off anywhere inside the strings are refused with a reason, and so are other kinds and encodings', () => {
    const whole = frameBytes(3, ['1', '2', 'realtime:x', 'said', '{}'], [1], Buffer.alloc(0));
    for (let length = 0; length < whole.length; length++) {
      expect(readBinaryPush(whole.subarray(0, length)).ok).toBe(false);
    }
    for (const kind of [1, 2, 4, 255]) expect(readBinaryPush(frameBytes(kind, ['a'], [0], whole)).ok).toBe(false);
    expect(readBinaryPush(frameBytes(3, ['1', '2', 'realtime:x', 'said', '{}'], [2], whole)).ok).toBe(false);
  });

  it('have no room for a string of 256 bytes, since its length has one', () => {
    expect(writeUserBroadcast('x'.repeat(255), 'event', '', Buffer.alloc(0))).not.toBeNull();
    expect(writeUserBroadcast('x'.repeat(256), 'event', '', Buffer.alloc(0))).toBeNull();
  });
});

describe('text frames', () => {
  it.each(serializers)('of serializer %s come back as they went', (serializer) => {
    fc.assert(
      fc.property(message, (sent) => {
        const { bytes, isBinary } = encodeServerMessage(serializer, sent);
        const received = decodeClientFrame(serializer, bytes, isBinary);
        const payload: unknown = JSON.parse(JSON.stringify(sent.payload));
        expect(received).toEqual({ ok: true, value: { kind: 'message', ...sent, payload } });
      }),
    );
  });

  it('are arrays of five or objects, and refs may be numbers', () => {
    expect(decode('2.0.0', '[null,7,"phoenix","heartbeat",{}]')).toMatchObject({
      ok: true,
      value: { ref: '7', joinRef: null },
    });
    expect(decode('1.0.0', '{"topic":"phoenix","event":"heartbeat","payload":{},"ref":"7"}')).toMatchObject({
      ok: true,
      value: { ref: '7', joinRef: null },
    });
    for (const bad of [
      '',
      '{',
      'null',
      '[]',
      '[1,2,3]',
      '{"topic":1}',
      '[null,null,"","x",{}]',
      '"text"',
      '[{},{},[],1,2,3]',
    ]) {
      expect(decode('2.0.0', bad).ok).toBe(false);
      expect(decode('1.0.0', bad).ok).toBe(false);
    }
  });
});

it('any bytes at all are a frame or a reason, never an exception', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 200 }),
      fc.boolean(),
      fc.constantFrom(...serializers),
      (bytes, isBinary, serializer) => {
        expect(decodeClientFrame(serializer, Buffer.from(bytes), isBinary)).toHaveProperty('ok');
      },
    ),
    { numRuns: 2000 },
  );
});

describe('a broadcast to many', () => {
  it('is encoded once for each serializer', () => {
    const payloadJson = broadcastJson('said', '{"n":1}', { id: 'x' });
    const broadcast = { kind: 'json', topic: 'realtime:a', payloadJson } as const;
    const encode = oncePerSerializer((serializer) => encodeBroadcast(serializer, broadcast));
    expect(encode('2.0.0')).toBe(encode('2.0.0'));
    expect(encode('1.0.0')).toBe(encode('1.0.0'));
    expect(encode('1.0.0')).not.toEqual(encode('2.0.0'));
    expect(JSON.parse(String(encode('2.0.0')?.bytes))).toEqual([
      null,
      null,
      'realtime:a',
      'broadcast',
      { type: 'broadcast', event: 'said', payload: { n: 1 }, meta: { id: 'x' } },
    ]);
  });

  it('of bytes goes as kind 4, and not at all to serializer 1.0.0', () => {
    const broadcast = { kind: 'binary', topic: 'realtime:a', userEvent: 'said', data: Buffer.from([1, 2]) } as const;
    expect([...(encodeBroadcast('2.0.0', broadcast)?.bytes.subarray(0, 5) ?? [])]).toEqual([4, 10, 4, 0, 0]);
    expect(encodeBroadcast('1.0.0', broadcast)).toBeNull();
  });
});

function stringsOf(count: number): fc.Arbitrary<string[]> {
  return fc.array(shortText, { minLength: count, maxLength: count });
}
