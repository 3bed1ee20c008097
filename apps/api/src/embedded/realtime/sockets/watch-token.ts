import type { RealtimeState } from '../realtime-state.ts';
import type { Channel } from '../state/channel.ts';
import type { Connection } from './connection.ts';
import { endChannel } from './end-channel.ts';

// Timers may fire a little early; without this a token would be checked many times in its last millisecond.
const SHORTEST_WAIT_MS = 50;

/** Looks at the channel's token again when it expires, and every few minutes until then; a bad one ends the channel. */
export function watchToken(state: RealtimeState, connection: Connection, channel: Channel): void {
  clearTimeout(channel.tokenTimer);
  // It may have ended while its new token was looked at.
  if (!state.topics.membersOf(channel.key).has(channel)) return;
  const untilExpiryMs = channel.claims.exp * 1000 - state.clock.now();
  const waitMs = Math.max(SHORTEST_WAIT_MS, Math.min(untilExpiryMs, state.limits.tokenCheckMs));
  channel.tokenTimer = setTimeout(() => void checkToken(state, connection, channel), waitMs).unref();
}

async function checkToken(state: RealtimeState, connection: Connection, channel: Channel): Promise<void> {
  const { token } = channel;
  const verified = await state.verifyToken(token);
  if (channel.token !== token) return;
  // Keys that cannot be read say nothing about the token; its expiry is still checked here.
  const isBelieved =
    verified.ok || (verified.error.code === 'unavailable' && channel.claims.exp * 1000 > state.clock.now());
  if (isBelieved) watchToken(state, connection, channel);
  else endChannel(state, connection, channel, verified.error.message);
}
