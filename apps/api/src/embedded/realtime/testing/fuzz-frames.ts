import * as fc from 'fast-check';
import type { Serializer } from '../protocol/client-frame.ts';

/** Random bytes and JSON, and frames that are almost right: cut off, too large, of the wrong types, to the topics in use. */
export function fuzzFrames(serializer: Serializer): fc.Arbitrary<string | Buffer> {
  const almost = serializer === '1.0.0' ? objectFrame : tupleFrame;
  const json = fc.oneof({ weight: 4, arbitrary: almost }, fc.json(), fc.string({ unit: 'binary' }));
  const truncated = fc.tuple(json, fc.nat(1_000)).map(([text, at]) => text.slice(0, at % (text.length + 1)));
  const oversized = fc
    .tuple(almost, fc.integer({ min: 1, max: 40 }))
    .map(([text, n]) => text.replace('x', 'x'.repeat(n * 1_000)));
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 400 }).map((array) => Buffer.from(array)),
    binaryFrame,
    fc.tuple(binaryFrame, fc.nat(300)).map(([frame, at]) => frame.subarray(0, at % (frame.length + 1))),
    fc.tuple(json, fc.nat(300)).map(([text]) => Buffer.from(text, 'utf8')),
  );
  return fc.oneof(
    { weight: 12, arbitrary: json },
    { weight: 2, arbitrary: truncated },
    { weight: 1, arbitrary: oversized },
    { weight: 5, arbitrary: bytes },
  );
}

const topic = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom('realtime:calm', 'realtime:calm', 'realtime:x') },
  fc.constantFrom('phoenix', 'realtime:', 'realtime:\u0000', '__proto__', `realtime:${'x'.repeat(300)}`),
  fc.string(),
);
const event = fc.oneof(
  fc.constantFrom('phx_join', 'broadcast', 'presence', 'access_token', 'phx_leave', 'heartbeat', 'phx_close', ''),
  fc.constantFrom('constructor', 'toString'),
  fc.string(),
);
const ref = fc.oneof(
  { weight: 16, arbitrary: fc.constantFrom(null, '1', 1) },
  fc.constantFrom('2', -0, 'x'.repeat(300)),
  fc.string(),
  fc.jsonValue(),
);

const anything = fc.jsonValue({ maxDepth: 3 });
/** Mostly what belongs there, and now and then a value of any other type. */
const mostly = <Value>(right: fc.Arbitrary<Value>) => fc.oneof({ weight: 12, arbitrary: right }, anything);

const flag = mostly(fc.constantFrom(true, false, 'true', 'false', null));
const joinConfig = fc.record(
  {
    private: mostly(fc.constant(false)),
    broadcast: mostly(fc.record({ ack: flag, self: flag, replication_ready: flag }, { requiredKeys: [] })),
    presence: mostly(
      fc.record({ enabled: flag, key: mostly(fc.constantFrom('a', '__proto__')) }, { requiredKeys: [] }),
    ),
    postgres_changes: mostly(fc.array(mostly(fc.record({ event: fc.string(), filter: mostly(fc.string()) })))),
  },
  { requiredKeys: [] },
);
const accessToken = mostly(fc.constantFrom(null, 'sb_x', 'a.b.c', ''));
const said = fc.tuple(fc.string(), anything).map(([key, value]) => ({ x: 'x', [key]: value }));

/** Events with payloads of their shape, and any with any. */
const eventAndPayload = fc.oneof(
  fc.tuple(
    fc.constant('phx_join'),
    mostly(fc.record({ config: mostly(joinConfig), access_token: accessToken }, { requiredKeys: ['config'] })),
  ),
  fc.tuple(
    fc.constant('broadcast'),
    mostly(fc.record({ type: fc.constant('broadcast'), event: mostly(fc.string()), payload: anything })),
  ),
  fc.tuple(
    fc.constant('presence'),
    mostly(fc.record({ event: mostly(fc.constantFrom('track', 'untrack')), payload: mostly(said) })),
  ),
  fc.tuple(fc.constant('access_token'), mostly(fc.record({ access_token: accessToken }))),
  fc.tuple(event, anything),
);

const tupleFrame = fc
  .tuple(ref, ref, topic, eventAndPayload)
  .map(([joinRef, own, of, [name, payload]]) => JSON.stringify([joinRef, own, of, name, payload]));

const objectFrame = fc
  .tuple(fc.record({ join_ref: ref, ref, topic }, { requiredKeys: ['topic'] }), eventAndPayload)
  .map(([address, [name, payload]]) => JSON.stringify({ ...address, event: name, payload }));

/** A header whose lengths are right, wrong or missing, in front of strings and data. */
const binaryFrame = fc
  .tuple(
    fc.oneof({ weight: 4, arbitrary: fc.constantFrom(3, 0) }, fc.nat(255)),
    fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom('1', 'realtime:calm', 'x', '') }, fc.string()), {
      maxLength: 6,
    }),
    fc.oneof(fc.nat(2), fc.nat(255)),
    fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.json().map((text) => new TextEncoder().encode(text)),
    ),
    fc.option(fc.nat(255), { freq: 4 }),
  )
  .map(([kind, strings, encoding, data, wrongLength]) => {
    const encoded = strings.map((text) => Buffer.from(text, 'utf8'));
    const lengths = encoded.map(({ length }, index) =>
      wrongLength !== null && index === 1 ? wrongLength : length % 256,
    );
    const header = kind === 3 ? [kind, ...lengths, encoding] : [kind, ...lengths];
    return Buffer.concat([Uint8Array.from(header), ...encoded, data]);
  });
