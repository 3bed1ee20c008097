import { expect, it } from 'vitest';
import type { EncodedFrame } from '../protocol/server-frame.ts';
import type { Channel } from '../state/channel.ts';
import { PresenceBook } from '../state/presence-book.ts';
import { PresenceElsewhere } from '../state/presence-elsewhere.ts';
import { TopicRegistry } from '../state/topic-registry.ts';
import { pushPresenceDiff, pushPresenceState } from './announce-presence.ts';

const key = { name: 'hall', isPrivate: false };

function channelOf(): { readonly channel: Channel; readonly frames: EncodedFrame[] } {
  const frames: EncodedFrame[] = [];
  const channel: Channel = {
    topic: 'realtime:hall',
    key,
    joinRef: null,
    member: { serializer: '2.0.0', send: (frame) => void frames.push(frame) },
    network: '203.0.113.7',
    changeCount: 0,
    isSettling: false,
    wantsAck: false,
    wantsOwnBroadcasts: false,
    presenceKey: 'somebody',
    isPresenceEnabled: false,
    canReadPresence: true,
    token: '',
    claims: { role: 'anon', exp: 1 },
    mayWrite: {},
    tokenTimer: undefined,
  };
  return { channel, frames };
}

it('encodes who is there once for all who come, and anew after each change here or elsewhere', () => {
  const state = {
    topics: new TopicRegistry(),
    presence: new PresenceBook(() => 'r'),
    presenceElsewhere: new PresenceElsewhere(),
  };
  const [one, other] = [channelOf(), channelOf()];
  for (const { channel } of [one, other]) state.topics.add(channel);
  const last = ({ channel, frames }: typeof one): Buffer | undefined => {
    pushPresenceState(state, channel);
    return frames.at(-1)?.bytes;
  };
  const empty = last(one);
  expect(last(other)).toBe(empty);
  const here = state.presence.track(one.channel, { name: 'Ada' });
  if (here) pushPresenceDiff(state, here);
  const withAda = last(one);
  expect(String(withAda)).toContain('Ada');
  expect(last(other)).toBe(withAda);
  const joins = [{ presenceKey: 'far', ref: 'far', meta: { name: 'Bo' } }];
  pushPresenceDiff(state, state.presenceElsewhere.apply('p', { key, joins, leaves: [] }));
  expect(String(last(other))).toContain('Bo');
});
