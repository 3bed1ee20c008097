import { err, ok, type Result } from '@blunari/schema/result';
import { outgoingBroadcast } from '../database/outgoing-broadcast.ts';
import { replayRequestSchema } from '../protocol/message-schemas.ts';
import { reasons } from '../protocol/reasons.ts';
import { encodeBroadcast, type EncodedFrame } from '../protocol/server-frame.ts';
import type { RealtimeState } from '../realtime-state.ts';
import type { Channel } from '../state/channel.ts';

/** The frames of what the join asks to hear again; the error is the answer to the join. */
export async function replayedFrames(
  state: RealtimeState,
  { key, member }: Channel,
  replay: unknown,
): Promise<Result<EncodedFrame[], string>> {
  if (!key.isPrivate) return err(reasons.replayInPublic);
  const request = replayRequestSchema.safeParse(replay);
  if (!request.success) return err(reasons.replayInvalid);
  const messages = await state.replay(key.name, request.data);
  if (!messages.ok) return err(reasons.replayFailed);
  const frames = messages.value.map((message) =>
    encodeBroadcast(member.serializer, outgoingBroadcast(message, { isReplayed: true })),
  );
  // Null is a message of bytes for a client whose serializer has none.
  return ok(frames.filter((frame) => frame !== null));
}
