import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { EncodedFrame } from '../protocol/server-frame.ts';
import { defaultLimits } from '../limits.ts';
import type { Channel, TopicKey } from '../state/channel.ts';
import { PresenceBook } from '../state/presence-book.ts';
import { PresenceElsewhere } from '../state/presence-elsewhere.ts';
import { Quotas, type QuotaLimits } from '../state/quotas.ts';
import { TopicRegistry } from '../state/topic-registry.ts';
import { channelOf } from '../testing/channel-of.ts';
import { pushPresenceDiff, pushPresenceState, pushPresenceStateToAll } from './announce-presence.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const key = { name: 'hall', isPrivate: false };

function listener(): { readonly channel: Channel; readonly frames: EncodedFrame[] } {
  const frames: EncodedFrame[] = [];
  const member = { serializer: '2.0.0', send: (frame: EncodedFrame) => void frames.push(frame) } as const;
  return { channel: channelOf(key, member, { presenceKey: 'somebody' }), frames };
}

function stateWith(limits: QuotaLimits) {
  const marked: TopicKey[] = [];
  return {
    topics: new TopicRegistry(),
    presence: new PresenceBook(() => 'r'),
    presenceElsewhere: new PresenceElsewhere(),
    quotas: new Quotas(limits),
    latePresence: { marked, mark: (topic: TopicKey) => void marked.push(topic) },
  };
}

it('tells of a crowd of strangers as a whole and later, and of who is there in private at once', () => {
  const publicTopics = { deliveredBytesPerSecond: 5_000, siteBytesPerSecond: 5_000 };
  const state = stateWith({ ...defaultLimits, publicTopics });
  const { channel, frames } = listener();
  state.topics.add({ ...channel, isPresenceEnabled: true });
  state.quotas.join(key);
  for (let n = 0; n < 10; n++) {
    const joins = [{ presenceKey: 'far', ref: `far-${n}`, meta: {} }];
    pushPresenceDiff(state, state.presenceElsewhere.apply('p', { key, joins, leaves: [] }), {
      network: 'another process',
    });
  }
  expect(frames).toHaveLength(2);
  expect(state.latePresence.marked).toHaveLength(8);
  pushPresenceStateToAll(state, key);
  expect(frames.at(-1)?.bytes.toString().split('far').length).toBeGreaterThan(1);
  const hidden = { name: 'tenant:1', isPrivate: true };
  const inPrivate = listener();
  state.topics.add({ ...inPrivate.channel, key: hidden, isPresenceEnabled: true });
  pushPresenceDiff(
    state,
    { key: hidden, joins: [{ presenceKey: 'a', ref: 'a', meta: {} }], leaves: [] },
    inPrivate.channel,
  );
  expect(inPrivate.frames).toHaveLength(1);
});

it('encodes who is there once for all who come, and anew after each change here or elsewhere', () => {
  const state = stateWith(defaultLimits);
  const [one, other] = [listener(), listener()];
  for (const { channel } of [one, other]) state.topics.add(channel);
  const last = ({ channel, frames }: typeof one): Buffer | undefined => {
    pushPresenceState(state, channel);
    return frames.at(-1)?.bytes;
  };
  const empty = last(one);
  expect(last(other)).toBe(empty);
  const here = state.presence.track(one.channel, { name: 'Ada' });
  if (here) pushPresenceDiff(state, here, one.channel);
  const withAda = last(one);
  expect(String(withAda)).toContain('Ada');
  expect(last(other)).toBe(withAda);
  const joins = [{ presenceKey: 'far', ref: 'far', meta: { name: 'Bo' } }];
  pushPresenceDiff(state, state.presenceElsewhere.apply('p', { key, joins, leaves: [] }), {
    network: 'another process',
  });
  expect(String(last(other))).toContain('Bo');
});

it('charges in public whose change it is, once, and nothing where nobody is', () => {
  const state = stateWith({
    ...defaultLimits,
    publicTopics: { deliveredBytesPerSecond: 9_000, siteBytesPerSecond: 5_000 },
  });
  const { channel, frames } = listener();
  const change = { key, joins: [], leaves: [{ presenceKey: 'a', ref: 'a', meta: {} }] };
  state.quotas.join(key);
  for (let n = 0; n < 9; n++) pushPresenceDiff(state, change, { network: 'another process' });
  state.topics.add({ ...channel, isPresenceEnabled: true });
  for (let n = 0; n < 9; n++) pushPresenceDiff(state, change, { network: '203.0.113.7', isCharged: true });
  expect(frames).toHaveLength(9);
  for (let n = 0; n < 9; n++) pushPresenceDiff(state, change, channel);
  expect(frames).toHaveLength(11);
  for (let n = 0; n < 9; n++) pushPresenceDiff(state, change, { network: '198.51.100.9' });
  expect(frames).toHaveLength(13);
  expect(state.latePresence.marked).toHaveLength(14);
});
