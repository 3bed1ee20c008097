import { describe, expect, it } from 'vitest';
import type { Serializer } from '../protocol/client-frame.ts';
import type { EncodedFrame, OutgoingBroadcast } from '../protocol/server-frame.ts';
import { channelOf } from '../testing/channel-of.ts';
import { TopicRegistry } from './topic-registry.ts';

const key = { name: 'crowd', isPrivate: false };
const outgoing: OutgoingBroadcast[] = [
  { kind: 'json', topic: 'realtime:crowd', payloadJson: '{"event":"x"}' },
  { kind: 'binary', topic: 'realtime:crowd', userEvent: 'x', data: new Uint8Array(10) },
];

function crowdOf(count: number): { topics: TopicRegistry; framesOf: (serializer: Serializer) => EncodedFrame[] } {
  const topics = new TopicRegistry();
  const frames: Record<Serializer, EncodedFrame[]> = { '1.0.0': [], '2.0.0': [] };
  for (let n = 0; n < count; n++) {
    const serializer = n % 2 === 0 ? '1.0.0' : '2.0.0';
    topics.add(channelOf(key, { serializer, send: (frame) => frames[serializer].push(frame) }));
  }
  return { topics, framesOf: (serializer) => frames[serializer] };
}

describe('a message to a crowd', () => {
  it('is encoded once for each serializer, not once for each subscriber', () => {
    const { topics, framesOf } = crowdOf(1_000);
    for (const broadcast of outgoing) topics.deliver(key, broadcast);
    // The same bytes in memory: nobody made them twice.
    const [older, newer] = [framesOf('1.0.0'), framesOf('2.0.0')];
    expect([older.length, new Set(older.map(({ bytes }) => bytes)).size]).toEqual([500, 1]);
    expect([newer.length, new Set(newer.map(({ bytes }) => bytes)).size]).toEqual([1_000, 2]);
  });

  it('is encoded for nobody when nobody is there', () => {
    const broadcast = {
      kind: 'json' as const,
      topic: 'realtime:crowd',
      get payloadJson(): string {
        throw new Error('looked at');
      },
    };
    new TopicRegistry().deliver(key, broadcast);
    const { topics } = crowdOf(2);
    expect(() => topics.deliver(key, broadcast)).toThrow('looked at');
  });
});
