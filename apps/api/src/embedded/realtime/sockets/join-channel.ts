import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@blunari/schema/result';
import { reasons } from '../protocol/reasons.ts';
import type { EncodedFrame } from '../protocol/server-frame.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { NumberedEntry } from '../postgres-changes/change-request.ts';
import { pushSystem, type Channel } from '../state/channel.ts';
import { admit, whyNotNow, type Admission } from './admit.ts';
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
  state.networks.join(channel.network);
  watchToken(state, connection, channel);
  if (replay === undefined) return ok([]);
  const replayed = (await connection.waitAtMost(replayedFrames(state, channel, replay))) ?? err(reasons.replayFailed);
  if (!replayed.ok) dropChannel(state, connection, channel);
  return replayed;
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
