import type { RealtimeState } from '../realtime-state.ts';
import { push, pushSystem, type Channel } from '../state/channel.ts';
import type { PresenceDiff } from '../state/presence-book.ts';
import type { Connection } from './connection.ts';

/** Ends a channel and tells its client; with a reason when the server wants it so. Harmless when it is over already. */
export function endChannel(state: RealtimeState, connection: Connection, channel: Channel, reason?: string): void {
  if (!dropChannel(state, connection, channel)) return;
  if (reason !== undefined) pushSystem(channel, 'error', reason);
  connection.sendEnd(channel, 'phx_close');
}

/** Ends a channel that missed something: unlike after a close, the client joins again by itself. */
export function failChannel(state: RealtimeState, connection: Connection, channel: Channel, reason: string): void {
  if (!dropChannel(state, connection, channel)) return;
  pushSystem(channel, 'error', reason, 'postgres_changes');
  connection.sendEnd(channel, 'phx_error');
}

/** Ends a channel without a word: false when it was over already. */
export function dropChannel(state: RealtimeState, connection: Connection, channel: Channel): boolean {
  if (!state.topics.remove(channel)) return false;
  clearTimeout(channel.tokenTimer);
  if (connection.channels.get(channel.topic) === channel) connection.channels.delete(channel.topic);
  state.postgresChanges.unsubscribe(channel);
  const diff = state.presence.untrack(channel);
  if (diff) pushPresenceDiff(state, channel, diff);
  return true;
}

/** Tells everybody on the channel's topic who may see presence and wants to. */
export function pushPresenceDiff(state: RealtimeState, channel: Channel, diff: PresenceDiff): void {
  for (const member of state.topics.membersOf(channel.key)) {
    if (member.isPresenceEnabled && member.canReadPresence) push(member, 'presence_diff', diff);
  }
}
