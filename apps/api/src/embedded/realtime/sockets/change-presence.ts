import { presencePayloadSchema } from '../protocol/message-schemas.ts';
import { reasons } from '../protocol/reasons.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { Channel } from '../state/channel.ts';
import { announcePresence, pushPresenceState } from './announce-presence.ts';
import type { Addressed, Connection } from './connection.ts';
import { mayWrite } from './may-write.ts';

/** Answers `presence`: the client says something of itself, or leaves while staying on the channel. */
export async function changePresence(
  state: RealtimeState,
  connection: Connection,
  channel: Channel,
  message: Addressed & { readonly payload: unknown },
): Promise<void> {
  const payload = presencePayloadSchema.safeParse(message.payload);
  if (!payload.success) {
    connection.reply(message, 'error', { reason: reasons.invalidPresence });
    return;
  }
  if (!(await mayWrite(state, channel, 'presence'))) {
    connection.reply(message, 'error', { reason: reasons.presenceNotWritable(channel.key.name) });
    return;
  }
  // The channel may have ended while the database was asked.
  if (!state.topics.membersOf(channel.key).has(channel)) return;
  if (payload.data.event === 'track') track(state, channel, payload.data.payload ?? {});
  else untrack(state, channel);
  connection.reply(message, 'ok');
}

function track(state: RealtimeState, channel: Channel, payload: Record<string, unknown>): void {
  const wasEnabled = channel.isPresenceEnabled;
  channel.isPresenceEnabled = true;
  // Who tracks wants to know of the others too, even if the join did not say so.
  if (!wasEnabled && channel.canReadPresence) pushPresenceState(state, channel);
  const change = state.presence.track(channel, payload);
  if (change) announcePresence(state, change);
}

function untrack(state: RealtimeState, channel: Channel): void {
  const change = state.presence.untrack(channel);
  if (change) announcePresence(state, change);
}
