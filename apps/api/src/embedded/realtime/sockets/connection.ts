import type { WebSocket } from 'ws';
import type { RealtimeLimits } from '../limits.ts';
import type { Log } from '../log.ts';
import type { Serializer } from '../protocol/client-frame.ts';
import { encodeServerMessage, type EncodedFrame } from '../protocol/server-frame.ts';
import type { Channel, Member } from '../state/channel.ts';
import { TopicQueues } from './topic-queues.ts';

/** RFC 6455: the client did what it may not. */
const CLOSE_POLICY_VIOLATION = 1008;

/** Time for a client to read why. */
const CUT_OFF_GRACE_MS = 500;

/** For an answer of the database. A client gives its join up then. */
const LONGEST_WAIT_MS = 10_000;

/** What one of the `changeCount` of a channel takes at most, as it came. */
const CHANGE_BYTES = 200;

/** Who opened the socket, known from the hand-shake. */
export interface Credentials {
  readonly serializer: Serializer;
  readonly token: string;
}

export interface Opener extends Credentials {
  /** Where that is, as `networkOf` names it. */
  readonly network: string;
  /** What has come over the wire so far. */
  readonly bytesRead: () => number;
}

/** A message that can be answered. */
export interface Addressed {
  readonly joinRef: string | null;
  readonly ref: string | null;
  readonly topic: string;
}

type Socket = Pick<
  WebSocket,
  'readyState' | 'OPEN' | 'bufferedAmount' | 'send' | 'close' | 'terminate' | 'pause' | 'resume'
>;

/** One socket with its channels. */
export class Connection implements Member {
  /** By which `ConnectionRates` count. */
  readonly id = Symbol('connection');
  readonly serializer: Serializer;
  readonly token: string;
  readonly network: string;
  readonly channels = new Map<string, Channel>();
  readonly queues: TopicQueues;
  /** Channels whose `postgres_changes` are still being looked at, also those that are not joined, not yet or not any more. */
  readonly unsettled = new Set<Channel>();
  /** When the client was last heard, in ms of `performance.now`. */
  heardAtMs = performance.now();
  /** When it was last seen with a channel, likewise; before the first, when it was opened. */
  hadChannelAtMs = performance.now();
  /** Ends each wait for something on behalf of the client. */
  readonly #waits = new Set<() => void>();
  readonly #socket: Socket;
  readonly #bytesRead: () => number;
  #bytesReadAtFrame: number;
  readonly #unsentBytesLimit: number;
  readonly #log: Log;

  constructor(socket: Socket, opener: Opener, limits: RealtimeLimits, log: Log) {
    this.serializer = opener.serializer;
    this.token = opener.token;
    this.network = opener.network;
    // Whoever sends more than can be handled has to wait with the rest.
    this.queues = new TopicQueues({
      fullBytes: limits.waitingBytes,
      onFull: (isFull) => {
        if (isFull) socket.pause();
        else if (this.isOpen) socket.resume();
      },
    });
    this.#socket = socket;
    this.#bytesRead = opener.bytesRead;
    this.#bytesReadAtFrame = opener.bytesRead();
    this.#unsentBytesLimit = limits.unsentBytes;
    this.#log = log;
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  get unsentBytes(): number {
    return this.#socket.bufferedAmount;
  }

  /** What the process keeps for this socket alone: unread by the client, or of a frame of which the rest has not come. */
  get heldBytes(): number {
    return this.unsentBytes + this.#bytesRead() - this.#bytesReadAtFrame;
  }

  /** Of messages that are not handled yet, and of subscriptions that are still being looked at. */
  get waitingBytes(): number {
    return this.queues.waitingBytes + changesOf(this.unsettled) * CHANGE_BYTES;
  }

  /** A whole frame has come. */
  heard(): void {
    this.heardAtMs = performance.now();
    this.#bytesReadAtFrame = this.#bytesRead();
  }

  send({ bytes, isBinary }: EncodedFrame): void {
    if (!this.isOpen) return;
    // What all of it is, were this one added; to who has read everything so far a large frame may go.
    if (this.unsentBytes > 0 && this.unsentBytes + bytes.byteLength > this.#unsentBytesLimit) {
      this.#log.warn({ unsentBytes: this.unsentBytes }, 'A client reads too slowly and is cut off.');
      this.#socket.terminate();
      return;
    }
    this.#socket.send(bytes, { binary: isBinary });
  }

  reply({ joinRef, ref, topic }: Addressed, status: 'ok' | 'error', response: Record<string, unknown> = {}): void {
    // Nobody waits for the answer to a message without a ref.
    if (ref === null) return;
    const message = { joinRef, ref, topic, event: 'phx_reply', payload: { status, response } };
    this.send(encodeServerMessage(this.serializer, message));
  }

  /** The client's channel of that join is over; after `phx_error` it joins again. */
  sendEnd({ topic, joinRef }: Channel, event: 'phx_close' | 'phx_error'): void {
    this.send(encodeServerMessage(this.serializer, { joinRef, ref: joinRef, topic, event, payload: {} }));
  }

  /** Undefined once so much time is over, or the socket has closed: nothing is kept for a client that has gone. */
  async waitAtMost<T>(promise: Promise<T>, timeoutMs = LONGEST_WAIT_MS): Promise<T | undefined> {
    const { promise: isOver, resolve } = Promise.withResolvers<undefined>();
    const end = () => resolve(undefined);
    if (!this.isOpen) end();
    const timer = setTimeout(end, timeoutMs).unref();
    this.#waits.add(end);
    try {
      return await Promise.race([promise, isOver]);
    } finally {
      clearTimeout(timer);
      this.#waits.delete(end);
    }
  }

  /** The socket has closed. */
  ended(): void {
    for (const end of this.#waits) end();
    this.queues.clear();
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  /** Closes, and hears nothing more even if the client goes on. */
  cutOff(reason: string): void {
    if (!this.isOpen) return;
    this.#socket.close(CLOSE_POLICY_VIOLATION, reason);
    this.#socket.pause();
    setTimeout(() => this.#socket.terminate(), CUT_OFF_GRACE_MS).unref();
  }

  terminate(): void {
    this.#socket.terminate();
  }
}

/** Entries of `postgres_changes` of channels, weighed. */
export function changesOf(channels: ReadonlySet<Channel>): number {
  return [...channels].reduce((sum, { changeCount }) => sum + changeCount, 0);
}
