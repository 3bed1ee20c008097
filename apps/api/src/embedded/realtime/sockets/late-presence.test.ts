import { expect, it } from 'vitest';
import { defaultLimits } from '../limits.ts';
import type { Channel } from '../state/channel.ts';
import { PresenceBook } from '../state/presence-book.ts';
import { PresenceElsewhere } from '../state/presence-elsewhere.ts';
import { Quotas } from '../state/quotas.ts';
import { TopicRegistry } from '../state/topic-registry.ts';
import { LatePresence } from './late-presence.ts';

function channelOn(name: string, told: string[]): Channel {
  return {
    topic: `realtime:${name}`,
    key: { name, isPrivate: false },
    joinRef: null,
    member: { serializer: '2.0.0', send: () => void told.push(name) },
    network: '203.0.113.7',
    changeCount: 0,
    isSettling: false,
    wantsAck: false,
    wantsOwnBroadcasts: false,
    presenceKey: name,
    isPresenceEnabled: true,
    canReadPresence: true,
    token: '',
    claims: { role: 'anon', exp: 1 },
    mayWrite: {},
    tokenTimer: undefined,
  };
}

it('tells what is too large for a second, and then rests for as long as that takes', () => {
  const publicTopics = { deliveredBytesPerSecond: 4_000, siteBytesPerSecond: 4_000 };
  let nowMs = 5_000;
  const state = {
    topics: new TopicRegistry(),
    presence: new PresenceBook(() => 'r'),
    presenceElsewhere: new PresenceElsewhere(),
    quotas: new Quotas({ ...defaultLimits, publicTopics }),
    clock: { now: () => nowMs },
  };
  const late = new LatePresence();
  const told: string[] = [];
  const channels = ['large', 'small', 'other'].map((name) => channelOn(name, told));
  for (const channel of channels) {
    state.topics.add(channel);
    state.quotas.join(channel.key);
    state.presence.track(channel, { says: 'x'.repeat(channel.presenceKey === 'large' ? 8_000 : 1_000) });
    late.mark(channel.key);
  }
  const toldBySecond = Array.from({ length: 6 }, () => {
    nowMs += 1_000;
    told.length = 0;
    late.tell(state);
    return [...told];
  });
  expect(toldBySecond).toEqual([['large'], [], [], ['small', 'other'], [], []]);
});
