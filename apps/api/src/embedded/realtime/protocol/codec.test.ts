import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binaryKinds,
  decodeBinaryFrame,
  encodeBinaryFrame,
  payloadEncodings,
  type BinaryFrame,
} from './binary-frame.ts';
import { decodeClientFrame, serializers } from './client-frame.ts';
import { broadcastJson, encodeOnce, encodeServerMessage } from './server-frame.ts';

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

const binaryFrame: fc.Arbitrary<BinaryFrame> = fc.oneof(
  frameOf(binaryKinds.push, 4),
  frameOf(binaryKinds.reply, 4),
  frameOf(binaryKinds.broadcast, 2),
  frameWithEncoding(binaryKinds.userBroadcastPush, 5),
  frameWithEncoding(binaryKinds.userBroadcast, 3),
);

describe('binary frames', () => {
  it('of every kind come back as they went', () => {
    fc.assert(
      fc.property(binaryFrame, (frame) => {
        const encoded = encodeBinaryFrame(frame);
        if (!encoded.ok) throw new Error(encoded.error);
        const decoded = decodeBinaryFrame(encoded.value);
        if (!decoded.ok) throw new Error(decoded.error);
        expect({ ...decoded.value, data: [...decoded.value.data] }).toEqual({ ...frame, data: [...frame.data] });
      }),
    );
  });

  it('cut off anywhere inside the strings are refused with a reason', () => {
    const whole = encodeBinaryFrame({
      kind: 3,
      strings: ['1', '2', 'realtime:x', 'said', '{}'],
      encoding: 1,
      data: Buffer.alloc(0),
    });
    if (!whole.ok) throw new Error(whole.error);
    for (let length = 0; length < whole.value.length; length++) {
      expect(decodeBinaryFrame(whole.value.subarray(0, length)).ok).toBe(false);
    }
  });

  it('refuse a string of 256 bytes, since its length has one byte', () => {
    const strings = ['x'.repeat(256), 'event'];
    expect(encodeBinaryFrame({ kind: 2, strings, data: Buffer.alloc(0) })).toEqual({
      ok: false,
      error: expect.any(String),
    });
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
    const encode = encodeOnce({
      kind: 'json',
      topic: 'realtime:a',
      payloadJson: broadcastJson('said', '{"n":1}', { id: 'x' }),
    });
    expect(encode('2.0.0')).toBe(encode('2.0.0'));
    expect(encode('1.0.0')).toBe(encode('1.0.0'));
    expect(JSON.parse(String(encode('2.0.0')?.bytes))).toEqual([
      null,
      null,
      'realtime:a',
      'broadcast',
      { type: 'broadcast', event: 'said', payload: { n: 1 }, meta: { id: 'x' } },
    ]);
  });

  it('of bytes goes as kind 4, and not at all to serializer 1.0.0', () => {
    const encode = encodeOnce({ kind: 'binary', topic: 'realtime:a', userEvent: 'said', data: Buffer.from([1, 2]) });
    expect([...(encode('2.0.0')?.bytes.subarray(0, 5) ?? [])]).toEqual([4, 10, 4, 0, payloadEncodings.binary]);
    expect(encode('1.0.0')).toBeNull();
  });
});

function frameOf(kind: 0 | 1 | 2, stringCount: number): fc.Arbitrary<BinaryFrame> {
  return fc.record({ kind: fc.constant(kind), strings: stringsOf(stringCount), data });
}

function frameWithEncoding(kind: 3 | 4, stringCount: number): fc.Arbitrary<BinaryFrame> {
  const encoding = fc.constantFrom(...Object.values(payloadEncodings));
  return fc.record({ kind: fc.constant(kind), strings: stringsOf(stringCount), encoding, data });
}

function stringsOf(count: number): fc.Arbitrary<string[]> {
  return fc.array(shortText, { minLength: count, maxLength: count });
}
