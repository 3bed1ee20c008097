import { toPresenceState } from '../protocol/presence-state.ts';
import type { Serializer } from '../protocol/client-frame.ts';
import { encodeServerMessage, oncePerSerializer, type EncodedFrame } from '../protocol/server-frame.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { Channel, TopicKey } from '../state/channel.ts';
import type { PresenceChange } from '../state/presence-book.ts';

type WhoIsThere = Pick<RealtimeState, 'topics' | 'presence' | 'presenceElsewhere'>;

export type WhoHears = WhoIsThere & Pick<RealtimeState, 'quotas' | 'latePresence'>;

/** By the set of a topic's members, with whose last one it goes; until somebody there comes, goes or changes. */
const encodedStates = new WeakMap<ReadonlySet<Channel>, (serializer: Serializer) => EncodedFrame>();

/** Tells a channel who is there, in all processes. */
export function pushPresenceState(state: WhoIsThere, { key, member }: Channel): void {
  member.send(presenceStateOf(state, key)(member.serializer));
}

/** The same to everybody on a topic who wants to know. */
export function pushPresenceStateToAll(state: WhoIsThere, key: TopicKey): void {
  const encode = presenceStateOf(state, key);
  for (const { member } of hearersOf(state, key)) member.send(encode(member.serializer));
}

/** How much that is, for each of them. */
export const stateBytes = (state: WhoIsThere, key: TopicKey): number =>
  presenceStateOf(state, key)('2.0.0').bytes.byteLength;

function presenceStateOf(state: WhoIsThere, key: TopicKey): (serializer: Serializer) => EncodedFrame {
  const members = state.topics.membersOf(key);
  const encode = encodedStates.get(members) ?? encodePresenceState(state, key);
  // All topics without members share one set.
  if (members.size > 0) encodedStates.set(members, encode);
  return encode;
}

function encodePresenceState(state: WhoIsThere, key: TopicKey) {
  const presents = [...state.presence.presentOn(key), ...state.presenceElsewhere.presentOn(key)];
  const payload = toPresenceState(presents);
  return encodeOnce(key, 'presence_state', payload);
}

function encodeOnce({ name }: TopicKey, event: string, payload: unknown): (serializer: Serializer) => EncodedFrame {
  const message = { joinRef: null, ref: null, topic: `realtime:${name}`, event, payload };
  return oncePerSerializer((serializer) => encodeServerMessage(serializer, message));
}

export interface ChangeOrigin {
  /** Whom it is charged to where it is told in public: a client's network, or another process. */
  readonly network: string;
  /** It was when it came in. */
  readonly isCharged?: boolean;
}

/** Tells of a change among this process's clients, here and in the other processes. */
export function announcePresence(state: RealtimeState, change: PresenceChange, origin: ChangeOrigin): void {
  pushPresenceDiff(state, change, origin);
  state.relay.publish({ kind: 'presence', change });
}

/** Tells everybody here who may see presence on that topic and wants to; a crowd of strangers is told as a whole, later. */
export function pushPresenceDiff(state: WhoHears, change: PresenceChange, origin: ChangeOrigin): void {
  const { key, joins, leaves } = change;
  const members = state.topics.membersOf(key);
  if (members.size === 0 || joins.length + leaves.length === 0) return;
  encodedStates.delete(members);
  const payload = { joins: toPresenceState(joins), leaves: toPresenceState(leaves) };
  const encode = encodeOnce(key, 'presence_diff', payload);
  if (isTooMuch(state, key, encode, origin)) state.latePresence.mark(key);
  else for (const { member } of hearersOf(state, key)) member.send(encode(member.serializer));
}

function isTooMuch(
  { quotas }: WhoHears,
  key: TopicKey,
  encode: (serializer: Serializer) => EncodedFrame,
  { network, isCharged = false }: ChangeOrigin,
): boolean {
  if (key.isPrivate || isCharged) return false;
  return quotas.spendInPublic(key, network, encode('2.0.0').bytes.byteLength) > 1;
}

function* hearersOf(state: WhoIsThere, key: TopicKey): Iterable<Channel> {
  for (const channel of state.topics.membersOf(key)) {
    if (channel.isPresenceEnabled && channel.canReadPresence) yield channel;
  }
}
