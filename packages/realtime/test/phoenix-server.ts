import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer, type WebSocket } from 'ws';

/** [join_ref, ref, topic, event, payload], the frame of protocol version 2.0.0. */
type Frame = readonly [string | null, string | null, string, string, Record<string, unknown>];

/** As much of Supabase Realtime as the transport needs: joins, leaves, heartbeats, broadcasts, and ways to misbehave. */
export class PhoenixServer {
  readonly #http = createServer();
  readonly #sockets = new WebSocketServer({ server: this.#http });
  /** Join reference by topic, for each connection. */
  readonly #joined = new Map<WebSocket, Map<string, string | null>>();
  readonly frames: Frame[] = [];
  /** Decides each join: an error's words, or null to let it in. */
  judgeJoin: (topic: string, payload: Record<string, unknown>) => string | null = () => null;
  answersPings = true;
  connectionCount = 0;

  async listen(): Promise<string> {
    this.#sockets.on('connection', (socket) => this.#onConnection(socket));
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
    const address: AddressInfo | string | null = this.#http.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return `http://127.0.0.1:${address.port}`;
  }

  get openCount(): number {
    return this.#joined.size;
  }

  broadcast(topic: string, event: string, payload: unknown): void {
    for (const [socket, topics] of this.#joined) {
      const joinRef = topics.get(`realtime:${topic}`);
      if (joinRef !== undefined) socket.send(broadcastFrame(`realtime:${topic}`, event, payload));
    }
  }

  /** As when a token expires on a joined channel. */
  endTopic(topic: string, message: string): void {
    const name = `realtime:${topic}`;
    for (const [socket, topics] of this.#joined) {
      const joinRef = topics.get(name) ?? null;
      send(socket, [joinRef, null, name, 'system', { extension: 'system', status: 'error', message, channel: topic }]);
      send(socket, [joinRef, joinRef, name, 'phx_close', {}]);
      topics.delete(name);
    }
  }

  dropConnections(): void {
    for (const socket of this.#joined.keys()) socket.terminate();
  }

  async close(): Promise<void> {
    this.dropConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #onConnection(socket: WebSocket): void {
    this.connectionCount += 1;
    this.#joined.set(socket, new Map());
    socket.on('close', () => this.#joined.delete(socket));
    socket.on('message', (data) => Buffer.isBuffer(data) && this.#onFrame(socket, parseFrame(data.toString())));
  }

  #onFrame(socket: WebSocket, frame: Frame): void {
    this.frames.push(frame);
    const [joinRef, ref, topic, event, payload] = frame;
    const reply = (status: string, response: unknown) =>
      send(socket, [joinRef, ref, topic, 'phx_reply', { status, response }]);
    if (event === 'heartbeat' && this.answersPings) reply('ok', {});
    if (event === 'phx_leave') {
      this.#joined.get(socket)?.delete(topic);
      reply('ok', {});
      send(socket, [joinRef, joinRef, topic, 'phx_close', {}]);
    }
    if (event === 'presence') {
      this.#changePresence(socket, topic, payload);
      reply('ok', {});
    }
    if (event === 'phx_join') {
      const refusal = this.judgeJoin(topic.replace(/^realtime:/, ''), payload);
      if (refusal !== null) return reply('error', { reason: refusal });
      this.#joined.get(socket)?.set(topic, joinRef);
      reply('ok', { postgres_changes: [] });
      send(socket, [joinRef, null, topic, 'presence_state', {}]);
    }
  }

  /** To the one who said it: what others hear of it is the server's affair. */
  #changePresence(socket: WebSocket, topic: string, { event, payload }: Record<string, unknown>): void {
    const joinRef = this.#joined.get(socket)?.get(topic) ?? null;
    const diff = event === 'track' ? { joins: notesOf(payload), leaves: {} } : { joins: {}, leaves: notesOf(null) };
    send(socket, [joinRef, null, topic, 'presence_diff', diff]);
  }
}

const notesOf = (note: unknown) => ({ key: { metas: [{ phx_ref: 'ref', ...(isRecord(note) && note) }] } });

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const send = (socket: WebSocket, frame: Frame) => socket.send(JSON.stringify(frame));

/** Frames of the client under test; the protocol fixes their shape. */
function parseFrame(text: string): Frame {
  const frame: Frame = JSON.parse(text);
  return frame;
}

/** Kind 4: [4, lengths of topic, event and metadata, encoding 1 = JSON, topic, event, metadata, payload]. */
function broadcastFrame(topic: string, event: string, payload: unknown): Buffer {
  const [topicBytes, eventBytes] = [Buffer.from(topic), Buffer.from(event)];
  const header = Buffer.from([4, topicBytes.length, eventBytes.length, 0, 1]);
  return Buffer.concat([header, topicBytes, eventBytes, Buffer.from(JSON.stringify(payload))]);
}
