import { REALTIME_SUBSCRIBE_STATES, type RealtimeChannel, RealtimeClient } from '@supabase/realtime-js';
import { createSocketHandover, type SocketHandover } from './handed-socket.ts';
import { type AccessToken, TokenKeeper } from './token-keeper.ts';
import type { PresenceNote, Transport, TransportEvent } from './transport.ts';

export interface SupabaseTransportOptions {
  /** Of the project, `https://...`; the socket is at `/realtime/v1/websocket` below it. */
  readonly url: string;
  /** The anon or publishable key. */
  readonly apiKey: string;
  /** Default: nobody is signed in, topics are joined with the key alone. */
  readonly accessToken?: AccessToken;
  /** Members of a topic are told of each other. Default: false, which spares those who don't care the messages. */
  readonly hasPresence?: boolean;
}

/** Supabase Realtime through its own client library; private channels, broadcast messages. */
export function createSupabaseTransport(options: SupabaseTransportOptions): Transport {
  return new SupabaseTransport(options);
}

/** Longest delay a timer takes, 24.8 days: for the client's own retries and heartbeats, all of which have another owner here. */
const NEVER_MS = 2 ** 31 - 1;

class SupabaseTransport implements Transport {
  readonly #options: SupabaseTransportOptions;
  readonly #token: TokenKeeper;
  readonly #listeners = new Set<(event: TransportEvent) => void>();
  readonly #handover: SocketHandover;
  /** Channels by topic; null while the token for the join is fetched. */
  readonly #channels = new Map<string, RealtimeChannel | null>();
  #client: RealtimeClient | null = null;
  #socket: WebSocket | null = null;

  constructor(options: SupabaseTransportOptions) {
    this.#options = options;
    this.#token = new TokenKeeper(options.accessToken ?? (() => Promise.resolve(null)));
    this.#handover = createSocketHandover({
      onClosedByClient: () => this.#onClosedByClient(),
      onCarried: (sentBytes, receivedBytes) => this.#emit({ type: 'carried', sentBytes, receivedBytes }),
    });
  }

  listen(listener: (event: TransportEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open(): void {
    this.close();
    const client = this.#getClient();
    const socket = openSocket(client.endpointURL());
    if (socket === null) return queueMicrotask(() => this.#emit({ type: 'closed' }));
    const onOpen = () => {
      this.#handover.offer(socket);
      client.connect();
      this.#emit({ type: 'opened' });
    };
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => socket === this.#socket && onOpen());
    socket.addEventListener('close', () => socket === this.#socket && this.#onClosed());
    this.#socket = socket;
  }

  close(): void {
    const socket = this.#socket;
    if (socket === null) return;
    this.#socket = null;
    socket.close();
    this.#emptyClient();
  }

  ping(): void {
    const client = this.#client;
    if (client === null) return;
    // A token that was renewed since goes to every channel before the old one expires; if it can't be asked, next time.
    this.#token.ask().then(
      () => client.setAuth(),
      () => {},
    );
    // With one on its way the client takes a second ping for a timeout; the pending one will answer for both.
    if (client.pendingHeartbeatRef === null) void client.sendHeartbeat();
  }

  join(topic: string): void {
    this.leave(topic);
    this.#channels.set(topic, null);
    void this.#join(topic, this.#socket);
  }

  leave(topic: string): void {
    const channel = this.#channels.get(topic);
    this.#channels.delete(topic);
    if (channel) void this.#client?.removeChannel(channel);
  }

  track(topic: string, note: PresenceNote | null): void {
    const channel = this.#channels.get(topic);
    if (channel) void (note === null ? channel.untrack() : channel.track({ ...note }));
  }

  async renewToken(): Promise<boolean> {
    return (await this.#token.refresh()) !== null;
  }

  async #join(topic: string, socket: WebSocket | null): Promise<void> {
    const isWanted = () => socket !== null && socket === this.#socket && this.#channels.get(topic) === null;
    const client = this.#getClient();
    try {
      await this.#token.ask();
      await client.setAuth();
    } catch (error) {
      if (isWanted()) this.#lose(topic, `token unavailable: ${String(error)}`);
      return;
    }
    if (!isWanted()) return;
    const channel = client.channel(topic, { config: { private: true } });
    this.#channels.set(topic, channel);
    const isCurrent = () => this.#channels.get(topic) === channel;
    channel.on('broadcast', { event: '*' }, ({ event, payload }: { event: string; payload?: unknown }) => {
      if (isCurrent()) this.#emit({ type: 'received', topic, event, payload });
    });
    channel.on('system', {}, ({ status, message }: { status?: unknown; message?: unknown }) => {
      if (isCurrent() && status === 'error') this.#lose(topic, String(message));
    });
    if (this.#options.hasPresence === true) {
      channel.on('presence', { event: 'sync' }, () => {
        if (isCurrent()) this.#emit({ type: 'presence', topic, people: peopleOf(channel) });
      });
    }
    channel.subscribe((status, error) => {
      // A client that closed its socket by itself also fails its channels; the line's own end says it all.
      if (!isCurrent() || !client.isConnected()) return;
      if (status === REALTIME_SUBSCRIBE_STATES.SUBSCRIBED) this.#emit({ type: 'joined', topic });
      else this.#lose(topic, error?.message ?? status);
    });
  }

  /** Removing the channel also ends the client's own attempts to rejoin it. */
  #lose(topic: string, reason: string): void {
    this.leave(topic);
    this.#emit({ type: 'lost', topic, reason });
  }

  #onClosed(): void {
    this.close();
    this.#emit({ type: 'closed' });
  }

  /** The client closes its socket by itself on `pagehide`. Told later, as an event may not come from within a call. */
  #onClosedByClient(): void {
    const socket = this.#socket;
    if (socket !== null) queueMicrotask(() => socket === this.#socket && this.#onClosed());
  }

  /** Leaves nothing in the client that would speak, retry or grow on the next line. */
  #emptyClient(): void {
    const client = this.#client;
    const channels = [...this.#channels.values()];
    this.#channels.clear();
    if (client === null) return;
    void client.disconnect();
    for (const channel of channels) if (channel) void client.removeChannel(channel);
    void client.disconnect();
    client.sendBuffer.length = 0;
    // `connect` adds its handlers anew each time and never takes them off.
    for (const callbacks of Object.values(client.stateChangeCallbacks)) callbacks.length = 0;
  }

  /** One for the life of the transport: each adds listeners to the window that can't be taken off again. */
  #getClient(): RealtimeClient {
    this.#client ??= new RealtimeClient(`${this.#options.url.replace(/^http/, 'ws').replace(/\/$/, '')}/realtime/v1`, {
      params: { apikey: this.#options.apiKey },
      transport: this.#handover.Socket,
      accessToken: () => Promise.resolve(this.#token.latest),
      heartbeatIntervalMs: NEVER_MS,
      heartbeatCallback: (status) => {
        if (status === 'ok' && this.#socket !== null) this.#emit({ type: 'ponged' });
      },
      reconnectAfterMs: () => NEVER_MS,
      disconnectOnEmptyChannelsAfterMs: NEVER_MS,
    });
    return this.#client;
  }

  #emit(event: TransportEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

/** What each connection says of itself, in an order that does not depend on who came first. */
function peopleOf(channel: RealtimeChannel): readonly unknown[] {
  return Object.entries(channel.presenceState())
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([, notes]) => notes.map(withoutReference));
}

/** The reference is the server's own and tells nobody anything. */
function withoutReference(note: object): unknown {
  return Object.fromEntries(Object.entries(note).filter(([name]) => name !== 'presence_ref'));
}

/** Null where the browser refuses even to try, such as an insecure address from a secure page. */
function openSocket(url: string): WebSocket | null {
  try {
    return new WebSocket(url);
  } catch {
    return null;
  }
}
