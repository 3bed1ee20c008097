import type { RealtimeState } from '../realtime-state.ts';
import { pushSystem, type Channel } from '../state/channel.ts';
import { announcePresence } from './announce-presence.ts';
import type { Connection } from './connection.ts';

/** Ends a channel and tells its client; with a reason when the server wants it so. Harmless when it is over already. */
export function endChannel(state: RealtimeState, connection: Connection, channel: Channel, reason?: string): void {
  if (!dropChannel(state, connection, channel)) return;
  if (reason !== undefined) pushSystem(channel, 'error', reason);
  connection.sendEnd(channel, 'phx_close');
}

/** Ends a channel that missed something, or cannot be judged now: unlike after a close, the client joins again by itself. */
export function failChannel(
  state: RealtimeState,
  connection: Connection,
  channel: Channel,
  reason: string,
  extension: 'system' | 'postgres_changes' = 'system',
): void {
  if (!dropChannel(state, connection, channel)) return;
  pushSystem(channel, 'error', reason, extension);
  connection.sendEnd(channel, 'phx_error');
}

/** Ends a channel without a word: false when it was over already. */
export function dropChannel(state: RealtimeState, connection: Connection, channel: Channel): boolean {
  if (!state.topics.remove(channel)) return false;
  state.quotas.leave(channel.key);
  state.networks.part(channel.network);
  clearTimeout(channel.tokenTimer);
  if (connection.channels.get(channel.topic) === channel) connection.channels.delete(channel.topic);
  state.postgresChanges.unsubscribe(channel);
  const change = state.presence.untrack(channel);
  if (change) announcePresence(state, change, channel);
  return true;
}
