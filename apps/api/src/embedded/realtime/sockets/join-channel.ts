import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@blunari/schema/result';
import type { Claims } from '../../../tokens/claims.ts';
import type { TokenFailureCode } from '../../../tokens/verify-token.ts';
import { joinPayloadSchema, type JoinPayload } from '../protocol/message-schemas.ts';
import { reasons } from '../protocol/reasons.ts';
import type { ReadPermissions } from '../database/permissions.ts';
import type { RealtimeState } from '../realtime-state.ts';
import { pushSystem, type Channel, type TopicKey } from '../state/channel.ts';
import { pushPresenceState } from './announce-presence.ts';
import type { Addressed, Connection } from './connection.ts';
import { endChannel } from './end-channel.ts';
import { numberPostgresChanges } from './number-postgres-changes.ts';
import { watchToken } from './watch-token.ts';

const TOPIC_PREFIX = 'realtime:';

/** What the binary frames can carry, and the notice of a message in the database too. */
const MAX_TOPIC_BYTES = 255;

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
  const refusal = admitted.ok ? whyNotNow(state, connection, admitted.value.key) : admitted.error;
  if (!admitted.ok || refusal !== undefined) {
    connection.reply(message, 'error', { reason: refusal });
    return;
  }
  const channel = openChannel(state, connection, message, admitted.value);
  const subscriptions = numberPostgresChanges(admitted.value.config?.postgres_changes ?? []);
  connection.reply(message, 'ok', { postgres_changes: subscriptions });
  if (channel.isPresenceEnabled && channel.canReadPresence) pushPresenceState(state, channel);
  if (admitted.value.config?.broadcast?.replication_ready)
    pushSystem(channel, 'ok', 'Replication connection established');
  if (subscriptions.length > 0) pushSystem(channel, 'error', reasons.postgresChangesUnavailable, 'postgres_changes');
}

interface Admission {
  readonly key: TopicKey;
  readonly config: JoinPayload['config'];
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
  if (!connection.joins.take(state.clock.now())) return err(reasons.tooManyJoins);
  const payload = joinPayloadSchema.safeParse(rawPayload ?? {});
  if (!payload.success) return err(reasons.invalidJoin(payload.error.issues[0]?.message ?? 'not a join'));
  const key = readTopic(topic, payload.data.config?.private ?? false);
  if (!key.ok) return key;
  const refusal = whyNotNow(state, connection, key.value);
  if (refusal !== undefined) return err(refusal);
  const caller = await identify(state, connection, payload.data.access_token ?? payload.data.user_token);
  if (!caller.ok) return caller;
  const readable = await mayRead(state, caller.value.claims, key.value);
  if (!readable.ok) return readable;
  return ok({ key: key.value, config: payload.data.config, ...caller.value, readable: readable.value });
}

function whyNotNow(state: RealtimeState, connection: Connection, key: TopicKey): string | undefined {
  if (state.isDraining) return reasons.restarting;
  if (connection.channels.size >= state.limits.channelsPerConnection) return reasons.tooManyChannels;
  return state.quotas.isFull(key) ? reasons.tooManyConnected : undefined;
}

function readTopic(topic: string, isPrivate: boolean): Result<TopicKey, string> {
  if (!topic.startsWith(TOPIC_PREFIX)) return err(reasons.unmatchedTopic);
  const name = topic.slice(TOPIC_PREFIX.length);
  if (name === '') return err(reasons.topicNameRequired);
  // Postgres has no text with U+0000 in it, so no message could ever come from there.
  if (Buffer.byteLength(topic) > MAX_TOPIC_BYTES || name.includes('\u0000')) return err(reasons.unmatchedTopic);
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

async function mayRead(state: RealtimeState, claims: Claims, key: TopicKey): Promise<Result<ReadPermissions, string>> {
  if (!key.isPrivate) return ok({ broadcast: true, presence: true });
  const readable = await state.permissions.read(claims, key.name);
  if (!readable.ok) return err(reasons.databaseUnavailable);
  return readable.value.broadcast ? ok(readable.value) : err(reasons.notReadable(key.name));
}

function openChannel(state: RealtimeState, connection: Connection, message: Addressed, admission: Admission): Channel {
  const { key, config, token, claims, readable } = admission;
  const channel: Channel = {
    topic: message.topic,
    key,
    joinRef: message.joinRef ?? message.ref,
    member: connection,
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
  connection.channels.set(message.topic, channel);
  state.topics.add(channel);
  state.quotas.join(key);
  watchToken(state, connection, channel);
  return channel;
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
