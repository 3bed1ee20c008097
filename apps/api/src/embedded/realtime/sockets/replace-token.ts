import { isSameCaller } from '../../../tokens/claims.ts';
import { accessTokenPayloadSchema } from '../protocol/message-schemas.ts';
import { reasons } from '../protocol/reasons.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { Channel } from '../state/channel.ts';
import type { Connection } from './connection.ts';
import { endChannel, failChannel } from './end-channel.ts';
import { checkPermission, watchToken } from './watch-token.ts';

/**
 * Answers `access_token`: from now on the channel is the new token's, if that may still read it. What cannot be asked just
 * now ends nothing for good: clients do not come back by themselves from a channel that was closed.
 */
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
    const end = verified.error.code === 'unavailable' ? failChannel : endChannel;
    end(state, connection, channel, verified.error.message);
    return;
  }
  const isSame = isSameCaller(channel.claims, verified.value);
  channel.token = token;
  channel.claims = verified.value;
  channel.mayWrite = {};
  const isAsked = await connection.waitAtMost(checkPermission(state, connection, channel));
  // The same caller keeps what was allowed before, as while a token lasts.
  if (!isAsked && !isSame) failChannel(state, connection, channel, reasons.databaseUnavailable);
  watchToken(state, connection, channel, isAsked ? undefined : 'soon');
}
