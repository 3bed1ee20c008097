import { presencePayloadSchema } from '../protocol/message-schemas.ts';
import { reasons } from '../protocol/reasons.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { Channel } from '../state/channel.ts';
import { bytesOf } from '../state/presence-book.ts';
import { announcePresence, pushPresenceState } from './announce-presence.ts';
import type { Addressed, Connection } from './connection.ts';
import { endChannel } from './end-channel.ts';
import { mayWrite } from './may-write.ts';

/** Answers `presence`: the client says something of itself, or leaves while staying on the channel. */
export async function changePresence(
  state: RealtimeState,
  connection: Connection,
  channel: Channel,
  message: Addressed & { readonly payload: unknown },
): Promise<void> {
  if (!state.rates.presence.take(connection.id)) {
    endChannel(state, connection, channel, reasons.tooManyPresenceMessages);
    return;
  }
  const payload = presencePayloadSchema.safeParse(message.payload);
  if (!payload.success) {
    connection.reply(message, 'error', { reason: reasons.invalidPresence });
    return;
  }
  if (payload.data.event === 'untrack') {
    untrack(state, channel);
    connection.reply(message, 'ok');
    return;
  }
  if (!(await mayWrite(state, connection, channel, 'presence'))) {
    connection.reply(message, 'error', { reason: reasons.notWritable(channel.key.name) });
    return;
  }
  // The channel may have ended while the database was asked.
  if (!state.topics.membersOf(channel.key).has(channel)) return;
  const refusal = track(state, channel, payload.data.payload ?? {});
  if (refusal === undefined) connection.reply(message, 'ok');
  else connection.reply(message, 'error', { reason: refusal });
}

/** Returns why not, if not. */
function track(state: RealtimeState, channel: Channel, payload: Record<string, unknown>): string | undefined {
  const refusal = whyNotPresent(state, channel, bytesOf(channel.presenceKey, payload));
  if (refusal !== undefined) return refusal;
  const wasEnabled = channel.isPresenceEnabled;
  channel.isPresenceEnabled = true;
  // Who tracks wants to know of the others too, even if the join did not say so.
  if (!wasEnabled && channel.canReadPresence) pushPresenceState(state, channel);
  const change = state.presence.track(channel, payload);
  if (change) announcePresence(state, change, { network: channel.network, isCharged: true });
  return undefined;
}

function whyNotPresent(state: RealtimeState, channel: Channel, bytes: number): string | undefined {
  const { limits, presence, quotas, tally } = state;
  if (bytes > limits.presenceBytes) return reasons.payloadTooLarge;
  const others = presence.besides(channel);
  // What it said before is told once more, as what is over.
  if (!quotas.takeMessage(channel.key, channel.network, bytes + others.ownBytes)) {
    tally.count('messages of a topic, tenant or site');
    return reasons.tooManyPresenceMessages;
  }
  const { isPrivate } = channel.key;
  const isFull =
    others.count >= limits.presentOnTopic ||
    others.bytesOnTopic + bytes > (isPrivate ? limits.presenceBytesOnTopic : limits.presenceBytesOnPublicTopic) ||
    (!isPrivate && others.bytesInPublic + bytes > limits.presenceBytesInPublic);
  return isFull ? reasons.tooManyPresent : undefined;
}

/** Possible also for whoever may not be present any more, as with Supabase. */
function untrack(state: RealtimeState, channel: Channel): void {
  const change = state.presence.untrack(channel);
  if (change) announcePresence(state, change, channel);
}
