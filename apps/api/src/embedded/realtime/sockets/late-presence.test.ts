import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultLimits } from '../limits.ts';
import { PresenceBook } from '../state/presence-book.ts';
import { PresenceElsewhere } from '../state/presence-elsewhere.ts';
import { Quotas } from '../state/quotas.ts';
import { TopicRegistry } from '../state/topic-registry.ts';
import { channelOf } from '../testing/channel-of.ts';
import { LatePresence } from './late-presence.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells what is too large for a second, rests for as long as that takes, and leaves the other half of public topics', () => {
  const publicTopics = { deliveredBytesPerSecond: 8_000, siteBytesPerSecond: 4_000 };
  const state = {
    topics: new TopicRegistry(),
    presence: new PresenceBook(() => 'r'),
    presenceElsewhere: new PresenceElsewhere(),
    quotas: new Quotas({ ...defaultLimits, publicTopics }),
  };
  const late = new LatePresence();
  const told: string[] = [];
  const isOtherMessageIn: boolean[] = [];
  const channels = ['large', 'small', 'other'].map((name) => {
    const member = { serializer: '2.0.0', send: () => void told.push(name) } as const;
    return channelOf({ name, isPrivate: false }, member, { presenceKey: name, isPresenceEnabled: true });
  });
  for (const channel of channels) {
    state.topics.add(channel);
    state.quotas.join(channel.key);
    state.presence.track(channel, { says: 'x'.repeat(channel.presenceKey === 'large' ? 8_000 : 1_000) });
    late.mark(channel.key);
  }
  const toldBySecond = Array.from({ length: 6 }, () => {
    vi.advanceTimersByTime(1_000);
    told.length = 0;
    late.tell(state);
    isOtherMessageIn.push(state.quotas.spendInPublic({ name: 'other', isPrivate: false }, '203.0.113.7', 0) <= 1);
    return [...told];
  });
  expect(toldBySecond).toEqual([['large'], [], [], ['small', 'other'], [], []]);
  expect(isOtherMessageIn).toEqual(Array(6).fill(true));
});
