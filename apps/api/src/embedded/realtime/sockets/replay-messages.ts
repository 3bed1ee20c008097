import { err, ok, type Result } from '@blunari/schema/result';
import { outgoingBroadcast } from '../database/outgoing-broadcast.ts';
import type { StoredMessage } from '../database/stored-message.ts';
import type { Serializer } from '../protocol/client-frame.ts';
import { replayRequestSchema } from '../protocol/message-schemas.ts';
import { reasons } from '../protocol/reasons.ts';
import { encodeBroadcast, oncePerSerializer, type EncodedFrame } from '../protocol/server-frame.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { Channel } from '../state/channel.ts';

/** The frames of what the join asks to hear again; the error is the answer to the join. */
export async function replayedFrames(
  state: Pick<RealtimeState, 'replay'>,
  { key, member }: Pick<Channel, 'key' | 'member'>,
  replay: unknown,
): Promise<Result<EncodedFrame[], string>> {
  if (!key.isPrivate) return err(reasons.replayInPublic);
  const request = replayRequestSchema.safeParse(replay);
  if (!request.success) return err(reasons.replayInvalid);
  const messages = await state.replay(key.name, request.data);
  if (!messages.ok) return err(reasons.replayFailed);
  const frames = messages.value.map((message) => encoderOf(message)(member.serializer));
  // Null is a message of bytes for a client whose serializer has none.
  return ok(frames.filter((frame) => frame !== null));
}

/** Joins that ask for the same at once get the same messages, and share their frames. */
const encoders = new WeakMap<StoredMessage, (serializer: Serializer) => EncodedFrame | null>();

function encoderOf(message: StoredMessage): (serializer: Serializer) => EncodedFrame | null {
  return encoders.getOrInsertComputed(message, () => {
    const broadcast = outgoingBroadcast(message, { isReplayed: true });
    return oncePerSerializer((serializer) => encodeBroadcast(serializer, broadcast));
  });
}
