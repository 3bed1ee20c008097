import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import { networkOf } from '../../../http/client-address.ts';
import type { ReadAddress } from '../../../http/read-address.ts';
import { reasons } from '../protocol/reasons.ts';
import type { RealtimeState } from '../realtime-state.ts';
import { Connection, type Opener } from './connection.ts';
import { cutHeaviest } from './cut-heaviest.ts';
import { endChannel } from './end-channel.ts';
import { receiveControlFrame, receiveFrame } from './receive-frame.ts';
import { refuseUpgrade, shakeHands } from './shake-hands.ts';

/** Room for the topic, the event and the JSON around the largest broadcast. */
const FRAME_OVERHEAD_BYTES = 16_384;

/** Of one message, which Chromium cuts wherever its buffers are full; each costs far more memory than its bytes. */
const MOST_FRAGMENTS = 512;

/** Of one frame as they come over the network: the largest takes a few hundred. */
const MOST_CHUNKS = 8_192;

/** The service restarts (RFC 6455's registry): clients come back, elsewhere or later. */
const CLOSE_RESTARTING = 1012;

/** Going away (RFC 6455): nothing is wrong with the client, and nothing is there for it. */
const CLOSE_GOING_AWAY = 1001;

/** Time for a client to answer the close before its socket is cut. */
const CLOSE_GRACE_MS = 500;

const MEMORY_CHECK_MS = 500;

/** The sockets: opened by the hand-shake, watched for silence, sent away at the end. */
export class SocketServer {
  readonly #state: RealtimeState;
  readonly #readAddress: ReadAddress;
  readonly #server: WebSocketServer;
  readonly #connections = new Set<Connection>();
  readonly #idleTimer: NodeJS.Timeout;
  readonly #memoryTimer: NodeJS.Timeout;

  constructor(state: RealtimeState, readAddress: ReadAddress) {
    this.#state = state;
    this.#readAddress = readAddress;
    const maxPayload = state.limits.broadcastBytes + FRAME_OVERHEAD_BYTES;
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload,
      maxFragments: MOST_FRAGMENTS,
      maxBufferedChunks: MOST_CHUNKS,
      perMessageDeflate: false,
      clientTracking: false,
    });
    this.#idleTimer = setInterval(() => this.#endIdle(), state.limits.silenceMs / 5).unref();
    this.#memoryTimer = setInterval(() => {
      cutHeaviest(this.#connections, state.limits, state.log);
    }, MEMORY_CHECK_MS).unref();
  }

  get size(): number {
    return this.#connections.size;
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // An unheard error ends the process, and until it is a WebSocket nobody else hears this one's.
    socket.on('error', () => socket.destroy());
    void this.#open(request, socket, head);
  }

  /** Sends the clients away one by one over `drainMs` at the longest; who does not go is cut off. */
  async close(): Promise<void> {
    this.#state.isDraining = true;
    clearInterval(this.#idleTimer);
    clearInterval(this.#memoryTimer);
    const { drainMs, drainStepMs } = this.#state.limits;
    const stepMs = Math.min(drainStepMs, drainMs / Math.max(1, this.#connections.size));
    const leaving = [...this.#connections].map(async (connection, index) => {
      await sleep(index * stepMs);
      await this.#sendAway(connection);
    });
    await Promise.all(leaving);
    this.#server.close();
  }

  async #open(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const { isDraining, limits, log, verifyToken } = this.#state;
    if (isDraining) return refuseUpgrade(socket, { status: 503, error: reasons.restarting });
    if (this.#connections.size >= limits.connections) {
      this.#state.tally.count('sockets of the process');
      return refuseUpgrade(socket, { status: 429, error: 'Too many connected users' });
    }
    const network = networkOf(this.#readAddress(request));
    if (!this.#enter(network, socket)) {
      return refuseUpgrade(socket, { status: 429, error: 'Too many connections from this address' });
    }
    try {
      const credentials = await shakeHands(request, verifyToken);
      if (!credentials.ok) return refuseUpgrade(socket, credentials.error);
      this.#server.handleUpgrade(request, socket, head, (webSocket) =>
        this.#accept(webSocket, { ...credentials.value, network, bytesRead: () => request.socket.bytesRead }),
      );
    } catch (error) {
      log.error({ err: error }, 'A request for a socket failed.');
      refuseUpgrade(socket, { status: 500, error: 'Internal error' });
    }
  }

  /** From before the hand-shake to the end of the socket, whatever comes of it. */
  #enter(network: string, socket: Duplex): boolean {
    const { networks, tally } = this.#state;
    if (!networks.enter(network)) {
      // Where that is a proxy, everybody is behind it, and it is to be named.
      tally.count('sockets of one network (a proxy? see TRUST_PROXY)');
      return false;
    }
    socket.once('close', () => networks.leave(network));
    return true;
  }

  #accept(webSocket: WebSocket, opener: Opener): void {
    const state = this.#state;
    const connection = new Connection(webSocket, opener, state.limits, state.log);
    this.#connections.add(connection);
    if (state.isDraining) void this.#sendAway(connection);
    webSocket.on('message', (data, isBinary) => receiveFrame(state, connection, toBuffer(data), isBinary));
    // Frames as well, if empty ones.
    for (const kind of ['ping', 'pong'] as const) {
      webSocket.on(kind, (data) => receiveControlFrame(state, connection, data.byteLength));
    }
    // Such as a frame over the size limit: ws closes the socket with the right code by itself.
    webSocket.on('error', (error) => state.log.debug({ err: error }, 'A client broke the WebSocket protocol.'));
    webSocket.on('close', () => {
      this.#connections.delete(connection);
      connection.ended();
      for (const channel of connection.channels.values()) endChannel(state, connection, channel);
    });
  }

  async #sendAway(connection: Connection): Promise<void> {
    connection.close(CLOSE_RESTARTING, reasons.restarting);
    await sleep(CLOSE_GRACE_MS);
    if (this.#connections.has(connection)) connection.terminate();
  }

  #endIdle(): void {
    const { silenceMs, noChannelMs } = this.#state.limits;
    const nowMs = performance.now();
    for (const connection of this.#connections) {
      if (connection.channels.size > 0) connection.hadChannelAtMs = nowMs;
      if (connection.heardAtMs < nowMs - silenceMs) connection.terminate();
      else if (connection.hadChannelAtMs < nowMs - noChannelMs) connection.close(CLOSE_GOING_AWAY, reasons.noChannels);
    }
  }
}

function toBuffer(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}
