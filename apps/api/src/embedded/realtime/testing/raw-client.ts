import { WebSocket } from 'ws';
import { z } from 'zod';

const frameSchema = z
  .tuple([z.string().nullable(), z.string().nullable(), z.string(), z.string(), z.unknown()])
  .transform(([joinRef, ref, topic, event, payload]) => ({ joinRef, ref, topic, event, payload }));

type ReceivedFrame = z.infer<typeof frameSchema>;

/** A socket of serializer 2.0.0 without a library's good manners. */
export interface RawClient {
  readonly socket: WebSocket;
  readonly frames: ReceivedFrame[];
  /** Code of the close, once it came. */
  readonly closed: Promise<number>;
  send(joinRef: string | null, ref: string | null, topic: string, event: string, payload: unknown): void;
  /** The answer to the message with that ref. */
  reply(ref: string): Promise<unknown>;
}

export async function openRawClient(
  url: string,
  apiKey: string,
  headers: Record<string, string> = {},
): Promise<RawClient> {
  const address = `${url.replace('http', 'ws')}/realtime/v1/websocket?apikey=${apiKey}&vsn=2.0.0`;
  const socket = new WebSocket(address, { headers });
  const frames: ReceivedFrame[] = [];
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('error', () => undefined);
  socket.on('message', (data, isBinary) => {
    if (!isBinary && Buffer.isBuffer(data)) frames.push(frameSchema.parse(JSON.parse(data.toString())));
  });
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  return {
    socket,
    frames,
    closed,
    send: (...frame) => socket.send(JSON.stringify(frame)),
    reply: (ref) => waitForReply(frames, ref),
  };
}

export const okReply = (response: unknown = {}) => ({ status: 'ok', response });
export const errorReply = (reason: unknown) => ({ status: 'error', response: { reason } });

/** Joins with `ref` as its ref and resolves with the answer. */
export async function joinTopic(
  client: RawClient,
  topic: string,
  ref: string,
  config: unknown = {},
  accessToken?: string,
): Promise<unknown> {
  client.send(ref, ref, topic, 'phx_join', { config, access_token: accessToken });
  return client.reply(ref);
}

async function waitForReply(frames: readonly ReceivedFrame[], ref: string): Promise<unknown> {
  for (let tries = 0; tries < 300; tries++) {
    const found = frames.find((frame) => frame.event === 'phx_reply' && frame.ref === ref);
    if (found) return found.payload;
    // Looking again is the point.
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`No reply to ${ref} among ${JSON.stringify(frames)}`);
}
