import type { RealtimeState } from '../realtime-state.ts';
import { pushSystem, type Channel } from '../state/channel.ts';
import { announcePresence } from './announce-presence.ts';
import type { Connection } from './connection.ts';

/** Ends a channel and tells its client; with a reason when the server wants it so. Harmless when it is over already. */
export function endChannel(state: RealtimeState, connection: Connection, channel: Channel, reason?: string): void {
  if (!state.topics.remove(channel)) return;
  state.quotas.leave(channel.key);
  clearTimeout(channel.tokenTimer);
  if (connection.channels.get(channel.topic) === channel) connection.channels.delete(channel.topic);
  const change = state.presence.untrack(channel);
  if (change) announcePresence(state, change);
  if (reason !== undefined) pushSystem(channel, 'error', reason);
  connection.sendClose(channel);
}
