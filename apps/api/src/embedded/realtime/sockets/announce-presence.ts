import { toPresenceState } from '../protocol/presence-state.ts';
import type { Serializer } from '../protocol/client-frame.ts';
import { encodeMessageOnce, type EncodedFrame } from '../protocol/server-frame.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { Channel, TopicKey } from '../state/channel.ts';
import type { PresenceChange } from '../state/presence-book.ts';

type WhoIsThere = Pick<RealtimeState, 'topics' | 'presence' | 'presenceElsewhere'>;

/** By the set of a topic's members, with whose last one it goes; until somebody there comes, goes or changes. */
const encodedStates = new WeakMap<ReadonlySet<Channel>, (serializer: Serializer) => EncodedFrame>();

/** Tells a channel who is there, in all processes. */
export function pushPresenceState(state: WhoIsThere, { key, topic, member }: Channel): void {
  const members = state.topics.membersOf(key);
  const encode = encodedStates.get(members) ?? encodePresenceState(state, key, topic);
  // All topics without members share one set.
  if (members.size > 0) encodedStates.set(members, encode);
  member.send(encode(member.serializer));
}

function encodePresenceState(state: WhoIsThere, key: TopicKey, topic: string) {
  const presents = [...state.presence.presentOn(key), ...state.presenceElsewhere.presentOn(key)];
  const payload = toPresenceState(presents);
  return encodeMessageOnce({ joinRef: null, ref: null, topic, event: 'presence_state', payload });
}

/** Tells of a change among this process's clients, here and in the other processes. */
export function announcePresence(state: RealtimeState, change: PresenceChange): void {
  pushPresenceDiff(state, change);
  state.relay.publish({ kind: 'presence', change });
}

/** Tells everybody here who may see presence on that topic and wants to. */
export function pushPresenceDiff(state: WhoIsThere, { key, joins, leaves }: PresenceChange): void {
  if (joins.length + leaves.length === 0) return;
  encodedStates.delete(state.topics.membersOf(key));
  const payload = { joins: toPresenceState(joins), leaves: toPresenceState(leaves) };
  const encode = encodeMessageOnce({
    joinRef: null,
    ref: null,
    topic: `realtime:${key.name}`,
    event: 'presence_diff',
    payload,
  });
  for (const { member, isPresenceEnabled, canReadPresence } of state.topics.membersOf(key)) {
    if (isPresenceEnabled && canReadPresence) member.send(encode(member.serializer));
  }
}
