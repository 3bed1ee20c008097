import { accessTokenPayloadSchema } from '../protocol/message-schemas.ts';
import { reasons } from '../protocol/reasons.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { Channel } from '../state/channel.ts';
import type { Connection } from './connection.ts';
import { endChannel } from './end-channel.ts';
import { watchToken } from './watch-token.ts';

/** Answers `access_token`: from now on the channel is the new token's, if that may still read it. */
export async function replaceToken(
  state: RealtimeState,
  connection: Connection,
  channel: Channel,
  rawPayload: unknown,
): Promise<void> {
  const payload = accessTokenPayloadSchema.safeParse(rawPayload);
  const token = payload.success ? payload.data.access_token : undefined;
  if (!token || token.startsWith('sb_') || token === channel.token) return;
  const verified = await state.verifyToken(token);
  if (!verified.ok) {
    endChannel(state, connection, channel, verified.error.message);
    return;
  }
  channel.token = token;
  channel.claims = verified.value;
  channel.mayWrite = {};
  if (channel.key.isPrivate) {
    const readable = await state.permissions.read(channel, channel.key.name);
    if (!readable.ok || !readable.value.broadcast) {
      const reason = readable.ok ? reasons.noLongerReadable(channel.key.name) : reasons.databaseUnavailable;
      endChannel(state, connection, channel, reason);
      return;
    }
    channel.canReadPresence = readable.value.presence;
  }
  watchToken(state, connection, channel);
}
