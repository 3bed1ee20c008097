import type { Channel, Member, TopicKey } from '../state/channel.ts';

/** A stranger's channel on that topic, as its join would make it. */
export function channelOf(key: TopicKey, member: Member, change: Partial<Channel> = {}): Channel {
  return {
    topic: `realtime:${key.name}`,
    key,
    joinRef: null,
    member,
    network: '203.0.113.7',
    changeCount: 0,
    wantsAck: false,
    wantsOwnBroadcasts: false,
    presenceKey: '',
    isPresenceEnabled: false,
    canReadPresence: true,
    token: '',
    claims: { role: 'anon', exp: 1 },
    mayWrite: {},
    tokenTimer: undefined,
    ...change,
  };
}
