import { randomUUID } from 'node:crypto';
import { ok } from '@blunari/schema/result';
import { expect, it } from 'vitest';
import { replayedFrames } from './replay-messages.ts';

it('makes the frames of a message once for all who join at the same time, a serializer', async () => {
  const key = { name: 'tenant:a', isPrivate: true };
  const content = { event: 'saved', payloadJson: '{"n":1}', binaryPayload: null, insertedAt: '2026-01-01 00:00:00' };
  const message = { id: randomUUID(), topicName: key.name, isPrivate: true, ...content };
  const state = { replay: async () => ok([message]) };
  const frameFor = async (serializer: '1.0.0' | '2.0.0') => {
    const frames = await replayedFrames(state, { key, member: { serializer, send: () => undefined } }, {});
    return frames.ok ? frames.value[0] : undefined;
  };
  const first = await frameFor('2.0.0');
  expect(first?.bytes.toString()).toContain('"replayed":true');
  expect(await frameFor('2.0.0')).toBe(first);
  expect((await frameFor('1.0.0'))?.bytes.toString()).toContain('"topic"');
});
