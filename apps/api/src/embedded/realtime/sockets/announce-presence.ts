import { toPresenceState } from '../protocol/presence-state.ts';
import { encodeMessageOnce } from '../protocol/server-frame.ts';
import type { RealtimeState } from '../realtime-state.ts';
import { push, type Channel } from '../state/channel.ts';
import type { PresenceChange } from '../state/presence-book.ts';

/** Tells a channel who is there, in all processes. */
export function pushPresenceState(state: RealtimeState, channel: Channel): void {
  const presents = [...state.presence.presentOn(channel.key), ...state.presenceElsewhere.presentOn(channel.key)];
  push(channel, 'presence_state', toPresenceState(presents));
}

/** Tells of a change among this process's clients, here and in the other processes. */
export function announcePresence(state: RealtimeState, change: PresenceChange): void {
  pushPresenceDiff(state, change);
  state.relay.publish({ kind: 'presence', change });
}

/** Tells everybody here who may see presence on that topic and wants to. */
export function pushPresenceDiff(state: RealtimeState, { key, joins, leaves }: PresenceChange): void {
  if (joins.length + leaves.length === 0) return;
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
