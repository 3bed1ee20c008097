import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@blunari/schema/result';
import type { Claims } from '../../../tokens/claims.ts';
import type { TokenFailureCode } from '../../../tokens/verify-token.ts';
import { isStorableText } from '../protocol/storable-text.ts';
import { joinPayloadSchema, type JoinPayload } from '../protocol/message-schemas.ts';
import { reasons } from '../protocol/reasons.ts';
import { askerOf, type ReadPermissions } from '../database/permissions.ts';
import type { EncodedFrame } from '../protocol/server-frame.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { NumberedEntry } from '../postgres-changes/change-request.ts';
import { pushSystem, type Channel, type TopicKey } from '../state/channel.ts';
import { pushPresenceState } from './announce-presence.ts';
import type { Addressed, Connection } from './connection.ts';
import { dropChannel, endChannel } from './end-channel.ts';
import { awaitChanges, followChanges, readWantedChanges } from './follow-changes.ts';
import { numberPostgresChanges } from './number-postgres-changes.ts';
import { refuseJoin } from './refuse-join.ts';
import { replayedFrames } from './replay-messages.ts';
import { tellWhenListening } from './tell-when-listening.ts';
import { ReplayingMember } from './replaying-member.ts';
import { watchToken } from './watch-token.ts';

const TOPIC_PREFIX = 'realtime:';

/** What the binary frames can carry, and the notice of a message in the database too. */
const MAX_TOPIC_BYTES = 255;

/** The client gives up then. */
const LONGEST_JOIN_MS = 10_000;

/** An entry of `postgres_changes` with a filter by an id takes half of it. */
const USUAL_ENTRY_CHARACTERS = 200;

/** Answers `phx_join`: who may read the topic becomes a member of it, everybody else is told why not. */
export async function joinChannel(
  state: RealtimeState,
  connection: Connection,
  message: Addressed,
  rawPayload: unknown,
): Promise<void> {
  // A client that joins again has lost the old channel, whatever becomes of the new one.
  const old = connection.channels.get(message.topic);
  if (old) endChannel(state, connection, old);
  const admitted = await admit(state, connection, message.topic, rawPayload);
  if (!connection.isOpen) return;
  // While the database was asked others may have come, or the end.
  const refusal = admitted.ok
    ? whyNotNow(state, connection, admitted.value.key, admitted.value.changeCount)
    : admitted.error;
  if (!admitted.ok || refusal !== undefined) {
    refuseJoin(state, connection, message, refusal);
    return;
  }
  const { config } = admitted.value;
  const channel = makeChannel(connection, message, admitted.value);
  const changes = {
    entries: numberPostgresChanges(config?.postgres_changes ?? []),
    ...config?.postgres_changes_options,
  };
  const opened = await open(state, connection, channel, changes, config?.broadcast?.replay);
  if (!opened.ok) {
    refuseJoin(state, connection, message, opened.error);
    return;
  }
  // It may have ended again while the past was read.
  if (!state.topics.membersOf(channel.key).has(channel)) return;
  connection.reply(message, 'ok', { postgres_changes: changes.entries });
  if (channel.member instanceof ReplayingMember) channel.member.release(opened.value);
  if (channel.isPresenceEnabled && channel.canReadPresence) pushPresenceState(state, channel);
  if (config?.broadcast?.replication_ready) void tellWhenListening(state, connection, channel);
  if (changes.entries.length === 0) return;
  if (changes.wait) pushSystem(channel, 'ok', reasons.changesSubscribed, 'postgres_changes');
  else void followChanges(state, connection, channel, readWantedChanges(changes.entries));
}

interface ChangesOfJoin {
  readonly entries: readonly NumberedEntry[];
  readonly wait?: boolean;
  readonly timeout?: number | null | undefined;
}

/** Makes the channel a member of its topic. The value is what it is to hear again. */
async function open(
  state: RealtimeState,
  connection: Connection,
  channel: Channel,
  { entries, wait, timeout }: ChangesOfJoin,
  replay: unknown,
): Promise<Result<EncodedFrame[], string>> {
  if (wait && entries.length > 0) {
    const followed = await awaitChanges(state, connection, channel, readWantedChanges(entries), timeout);
    if (!followed.ok) return followed;
    const refusal = whyNotNow(state, connection, channel.key, channel.changeCount);
    if (refusal !== undefined || !connection.isOpen) {
      state.postgresChanges.unsubscribe(channel);
      return refusal === undefined ? ok([]) : err(refusal);
    }
  }
  connection.channels.set(channel.topic, channel);
  state.topics.add(channel);
  state.quotas.join(channel.key);
  watchToken(state, connection, channel);
  if (replay === undefined) return ok([]);
  const replayed = await replayedFrames(state, channel, replay);
  if (!replayed.ok) dropChannel(state, connection, channel);
  return replayed;
}

interface Admission {
  readonly key: TopicKey;
  readonly config: JoinPayload['config'];
  readonly changeCount: number;
  readonly token: string;
  readonly claims: Claims;
  readonly readable: ReadPermissions;
}

async function admit(
  state: RealtimeState,
  connection: Connection,
  topic: string,
  rawPayload: unknown,
): Promise<Result<Admission, string>> {
  if (!state.rates.joins.take(connection.id, state.clock.now())) return err(reasons.tooManyJoins);
  const payload = joinPayloadSchema.safeParse(rawPayload ?? {});
  if (!payload.success) return err(reasons.invalidJoin(payload.error.issues[0]?.message ?? 'not a join'));
  const key = readTopic(topic, payload.data.config?.private ?? false);
  if (!key.ok) return key;
  const { config } = payload.data;
  const changeCount = changeCountOf(config);
  const refusal = whyNotNow(state, connection, key.value, changeCount);
  if (refusal !== undefined) return err(refusal);
  const identified = await identify(state, connection, payload.data.access_token ?? payload.data.user_token);
  const { network } = connection;
  // People count by themselves: a stranger on the same Wi-Fi takes nothing from them.
  const counted = identified.ok ? askerOf({ claims: identified.value.claims, network }).id : network;
  if (!state.networks.takeJoin(counted, state.clock.now())) return err(reasons.tooManyJoinsHere);
  if (!identified.ok) return identified;
  const readable = await mayRead(state, connection, identified.value.claims, key.value);
  if (!readable.ok) return readable;
  return ok({ key: key.value, config, changeCount, ...identified.value, readable: readable.value });
}

/** A long entry is as much to keep as several. */
function changeCountOf(config: JoinPayload['config']): number {
  const entries = config?.postgres_changes ?? [];
  return entries.reduce((count, entry) => count + Math.ceil(JSON.stringify(entry).length / USUAL_ENTRY_CHARACTERS), 0);
}

function whyNotNow(
  { isDraining, limits, quotas }: RealtimeState,
  { channels, unsettledChanges }: Connection,
  key: TopicKey,
  changeCount: number,
): string | undefined {
  if (isDraining) return reasons.restarting;
  if (channels.size >= limits.channelsPerConnection) return reasons.tooManyChannels;
  const changes = [...channels.values()].reduce(
    (sum, channel) => sum + channel.changeCount,
    unsettledChanges + changeCount,
  );
  if (changeCount > 0 && changes > limits.changesPerConnection) return reasons.tooManyChanges;
  return quotas.isFull(key) ? reasons.tooManyConnected : undefined;
}

function readTopic(topic: string, isPrivate: boolean): Result<TopicKey, string> {
  if (!topic.startsWith(TOPIC_PREFIX)) return err(reasons.unmatchedTopic);
  const name = topic.slice(TOPIC_PREFIX.length);
  if (name === '') return err(reasons.topicNameRequired);
  if (Buffer.byteLength(topic) > MAX_TOPIC_BYTES || !isStorableText(name)) return err(reasons.unmatchedTopic);
  return ok({ name, isPrivate });
}

async function identify(
  state: RealtimeState,
  connection: Connection,
  token: string | null | undefined,
): Promise<Result<{ token: string; claims: Claims }, string>> {
  // A publishable key says nothing about the caller: the key of the hand-shake does.
  if (!token || token.startsWith('sb_')) {
    const own = await state.verifyToken(connection.token);
    return own.ok
      ? ok({ token: connection.token, claims: own.value })
      : err(joinReason(own.error.code, own.error.message));
  }
  const verified = await state.verifyToken(token);
  return verified.ok
    ? ok({ token, claims: verified.value })
    : err(joinReason(verified.error.code, verified.error.message));
}

async function mayRead(
  { permissions }: RealtimeState,
  connection: Connection,
  claims: Claims,
  key: TopicKey,
): Promise<Result<ReadPermissions, string>> {
  if (!key.isPrivate) return ok({ broadcast: true, presence: true });
  const answer = permissions.read({ claims, network: connection.network }, key.name);
  const readable = await connection.waitAtMost(answer, LONGEST_JOIN_MS);
  if (!readable?.ok) return err(reasons.databaseUnavailable);
  return readable.value.broadcast ? ok(readable.value) : err(reasons.notReadable(key.name));
}

function makeChannel(connection: Connection, message: Addressed, admission: Admission): Channel {
  const { key, config, changeCount, token, claims, readable } = admission;
  return {
    topic: message.topic,
    key,
    joinRef: message.joinRef ?? message.ref,
    member: config?.broadcast?.replay === undefined ? connection : new ReplayingMember(connection),
    network: connection.network,
    changeCount,
    isSettling: false,
    wantsAck: config?.broadcast?.ack ?? false,
    wantsOwnBroadcasts: config?.broadcast?.self ?? false,
    presenceKey: config?.presence?.key || randomUUID(),
    isPresenceEnabled: config?.presence?.enabled ?? false,
    canReadPresence: readable.presence,
    token,
    claims,
    mayWrite: {},
    tokenTimer: undefined,
  };
}

const codes = {
  missing: 'MalformedJWT',
  malformed: 'MalformedJWT',
  bad_signature: 'JwtSignatureError',
  expired: 'InvalidJWTToken',
  missing_claims: 'InvalidJWTToken',
  wrong_issuer: 'InvalidJWTToken',
  unavailable: 'InitializingProjectConnection',
} as const satisfies Record<TokenFailureCode, string>;

function joinReason(code: TokenFailureCode, message: string): string {
  return `${codes[code]}: ${message}`;
}
