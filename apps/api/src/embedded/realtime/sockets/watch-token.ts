import { reasons } from '../protocol/reasons.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { Channel } from '../state/channel.ts';
import type { Connection } from './connection.ts';
import { endChannel } from './end-channel.ts';

// Timers may fire a little early; without this a token would be checked many times in its last millisecond.
const SHORTEST_WAIT_MS = 50;

/**
 * Looks at the channel again when its token expires, and every few minutes until then: a bad token ends it, and so does a
 * permission that was taken back meanwhile.
 */
export function watchToken(state: RealtimeState, connection: Connection, channel: Channel, when?: 'soon'): void {
  clearTimeout(channel.tokenTimer);
  // It may have ended while its new token was looked at.
  if (!state.topics.membersOf(channel.key).has(channel)) return;
  const untilExpiryMs = channel.claims.exp * 1000 - Date.now();
  const waitMs = Math.max(
    SHORTEST_WAIT_MS,
    Math.min(untilExpiryMs, state.limits.tokenCheckMs, when === 'soon' ? state.limits.tokenRecheckMs : Infinity),
  );
  channel.tokenTimer = setTimeout(() => void check(state, connection, channel), waitMs).unref();
}

async function check(state: RealtimeState, connection: Connection, channel: Channel): Promise<void> {
  const { token } = channel;
  const verified = await state.verifyToken(token);
  if (channel.token !== token) return;
  // Keys that cannot be read say nothing about the token; its expiry is still checked here.
  const isBelieved = verified.ok || (verified.error.code === 'unavailable' && channel.claims.exp * 1000 > Date.now());
  if (!isBelieved) {
    endChannel(state, connection, channel, verified.error.message);
    return;
  }
  const isAsked = await checkPermission(state, connection, channel);
  // A new token has a watch of its own.
  if (channel.token === token) watchToken(state, connection, channel, isAsked ? undefined : 'soon');
}

/** Asks what the channel's token allows by now, and ends the channel where it may not be read. False: the policies could not be asked. */
export async function checkPermission(
  state: RealtimeState,
  connection: Connection,
  channel: Channel,
): Promise<boolean> {
  if (!channel.key.isPrivate) return true;
  const { claims, key } = channel;
  const readable = await state.permissions.read(channel, key.name);
  // A database that is away takes nobody's permission.
  if (!readable.ok) return false;
  // A new token's is asked for by itself.
  if (channel.claims !== claims) return true;
  channel.mayWrite = {};
  channel.canReadPresence = readable.value.presence;
  if (!readable.value.broadcast) endChannel(state, connection, channel, reasons.noLongerReadable(key.name));
  return true;
}
