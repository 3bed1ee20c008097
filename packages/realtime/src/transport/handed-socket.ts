import type { RealtimeClientOptions } from '@supabase/realtime-js';

type SocketConstructor = NonNullable<RealtimeClientOptions['transport']>;
type SocketLike = InstanceType<SocketConstructor>;

/** Gives realtime-js sockets that are open already, and takes them away at once. */
export interface SocketHandover {
  /** For the client's `transport` option. */
  readonly Socket: SocketConstructor;
  /** The next socket that the client makes will be this open one. */
  offer(native: WebSocket): void;
}

export interface SocketHandoverOptions {
  readonly onClosedByClient: () => void;
  /** What crossed the line since the last call, in bytes. */
  readonly onCarried: (sentBytes: number, receivedBytes: number) => void;
}

/**
 * The client's own ways of opening a socket (on `pageshow`, on becoming visible, after a loss) are second owners of the
 * retry, and its way of closing one waits up to 1.5 s for a dead network, ignoring `connect` meanwhile. With sockets
 * that we open ourselves and that close on the spot, it can do neither: unasked, it gets one that was never alive.
 */
export function createSocketHandover({ onClosedByClient, onCarried }: SocketHandoverOptions): SocketHandover {
  let offered: WebSocket | null = null;
  let sentBytes = 0;

  /** Told with what comes in: that is often enough, and never from within a call. */
  function tellCarried(receivedBytes: number): void {
    const sent = sentBytes;
    sentBytes = 0;
    onCarried(sent, receivedBytes);
  }

  class HandedSocket implements SocketLike {
    readonly CONNECTING = 0;
    readonly OPEN = 1;
    readonly CLOSING = 2;
    readonly CLOSED = 3;
    readonly protocol = '';
    readonly url: string;
    readonly #native: WebSocket | null;
    readyState: number;
    onopen: SocketLike['onopen'] = null;
    onmessage: SocketLike['onmessage'] = null;
    onclose: SocketLike['onclose'] = null;
    onerror: SocketLike['onerror'] = null;

    constructor(url: string | URL) {
      this.url = String(url);
      this.#native = offered;
      this.readyState = offered === null ? this.CLOSED : this.OPEN;
      offered = null;
      this.#native?.addEventListener('message', (message) => {
        if (this.readyState !== this.OPEN) return;
        tellCarried(sizeOf(message.data));
        this.onmessage?.(message);
      });
    }

    get bufferedAmount(): number {
      // The client puts off closing while data waits to be sent; on a dead line it waits for ever.
      return 0;
    }

    send(data: Parameters<SocketLike['send']>[0]): void {
      // The client's serialiser makes nothing else.
      if (typeof data !== 'string' && !(data instanceof ArrayBuffer)) return;
      if (this.readyState !== this.OPEN) return;
      sentBytes += sizeOf(data);
      this.#native?.send(data);
    }

    close(): void {
      if (this.readyState === this.CLOSED) return;
      this.readyState = this.CLOSED;
      // The client stops its timers in here, and only here.
      this.onclose?.(new CloseEvent('close', { code: 1000 }));
      onClosedByClient();
    }

    addEventListener(): void {}
    removeEventListener(): void {}
  }

  return {
    Socket: HandedSocket,
    offer: (native) => {
      offered = native;
    },
  };
}

/** Text is counted by its characters: JSON of ours is nearly all ASCII, and encoding it anew costs more than it tells. */
function sizeOf(data: unknown): number {
  if (typeof data === 'string') return data.length;
  return data instanceof ArrayBuffer ? data.byteLength : 0;
}
