import { err, ok, type Result } from '@blunari/schema/result';
import type { Claims } from '../../../tokens/claims.ts';
import type { TokenFailureCode } from '../../../tokens/verify-token.ts';
import { askerOf, type ReadPermissions } from '../database/permissions.ts';
import { joinPayloadSchema, type JoinPayload } from '../protocol/message-schemas.ts';
import { reasons } from '../protocol/reasons.ts';
import { isStorableText } from '../protocol/storable-text.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { TopicKey } from '../state/channel.ts';
import { changesOf, type Connection } from './connection.ts';

const TOPIC_PREFIX = 'realtime:';

/** What the binary frames can carry, and the notice of a message in the database too. */
const MAX_TOPIC_BYTES = 255;

/** An entry of `postgres_changes` with a filter by an id takes half of it. */
const USUAL_ENTRY_CHARACTERS = 200;

/** A join that may be, with what is known of it. */
export interface Admission {
  readonly key: TopicKey;
  readonly config: JoinPayload['config'];
  readonly changeCount: number;
  readonly token: string;
  readonly claims: Claims;
  readonly readable: ReadPermissions;
}

/** Whether a client may join a topic: asks its limits first, then who it is, the database last. The error is the answer. */
export async function admit(
  state: RealtimeState,
  connection: Connection,
  topic: string,
  rawPayload: unknown,
): Promise<Result<Admission, string>> {
  if (!state.rates.joins.take(connection.id)) return err(reasons.tooManyJoins);
  const payload = joinPayloadSchema.safeParse(rawPayload ?? {});
  if (!payload.success) return err(reasons.invalidJoin(payload.error.issues[0]?.message ?? 'not a join'));
  const { config, access_token: token, user_token: olderToken } = payload.data;
  const key = readTopic(topic, config?.private ?? false);
  if (!key.ok) return key;
  const changeCount = changeCountOf(config);
  const refusal = whyNotNow(state, connection, key.value, changeCount);
  if (refusal !== undefined) return err(refusal);
  const identified = await identify(state, connection, token ?? olderToken);
  const { network } = connection;
  // People count by themselves: a stranger on the same Wi-Fi takes nothing from them.
  const counted = identified.ok ? askerOf({ claims: identified.value.claims, network }).id : network;
  if (!state.networks.takeJoin(counted)) return err(reasons.tooManyJoinsHere);
  if (!identified.ok) return identified;
  const readable = await mayRead(state, connection, identified.value.claims, key.value);
  if (!readable.ok) return readable;
  return ok({ key: key.value, config, changeCount, ...identified.value, readable: readable.value });
}

/** Why a channel more is too much, or comes too late; undefined: it is welcome. */
export function whyNotNow(
  { isDraining, limits, networks, quotas }: RealtimeState,
  { channels, network, unsettled }: Connection,
  key: TopicKey,
  changeCount: number,
): string | undefined {
  if (isDraining) return reasons.restarting;
  if (channels.size >= limits.channelsPerConnection) return reasons.tooManyChannels;
  const changes = changesOf(unsettled.union(new Set(channels.values()))) + changeCount;
  if (changeCount > 0 && changes > limits.changesPerConnection) return reasons.tooManyChanges;
  return quotas.isFull(key) || networks.hasAllChannels(network) ? reasons.tooManyConnected : undefined;
}

/** A long entry is as much to keep as several, and so is one of many conditions, each of which has an equals sign. */
function changeCountOf(config: JoinPayload['config']): number {
  const entries = config?.postgres_changes ?? [];
  const weights = entries.map((entry) => {
    const conditions = (entry.filter ?? '').split('=').length - 1;
    return Math.max(Math.ceil(JSON.stringify(entry).length / USUAL_ENTRY_CHARACTERS), conditions);
  });
  return weights.reduce((sum, weight) => sum + weight, 0);
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
  given: string | null | undefined,
): Promise<Result<{ token: string; claims: Claims }, string>> {
  // A publishable key says nothing about the caller: the key of the hand-shake does.
  const token = !given || given.startsWith('sb_') ? connection.token : given;
  const verified = await state.verifyToken(token);
  if (verified.ok) return ok({ token, claims: verified.value });
  return err(`${tokenFailures[verified.error.code]}: ${verified.error.message}`);
}

const tokenFailures = {
  missing: 'MalformedJWT',
  malformed: 'MalformedJWT',
  bad_signature: 'JwtSignatureError',
  expired: 'InvalidJWTToken',
  missing_claims: 'InvalidJWTToken',
  wrong_issuer: 'InvalidJWTToken',
  unavailable: 'InitializingProjectConnection',
} as const satisfies Record<TokenFailureCode, string>;

async function mayRead(
  { permissions }: RealtimeState,
  connection: Connection,
  claims: Claims,
  key: TopicKey,
): Promise<Result<ReadPermissions, string>> {
  if (!key.isPrivate) return ok({ broadcast: true, presence: true });
  const answer = permissions.read({ claims, network: connection.network }, key.name);
  const readable = await connection.waitAtMost(answer);
  if (!readable?.ok) return err(reasons.databaseUnavailable);
  return readable.value.broadcast ? ok(readable.value) : err(reasons.notReadable(key.name));
}
