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

/** A client of its own for each line, so that nothing in it speaks, retries or grows on the next one. */
interface Line {
  readonly client: RealtimeClient;
  readonly socket: WebSocket;
  /** Takes the client's listeners off the page. */
  readonly ending: AbortController;
}

class SupabaseTransport implements Transport {
  readonly #options: SupabaseTransportOptions;
  readonly #token: TokenKeeper;
  readonly #listeners = new Set<(event: TransportEvent) => void>();
  readonly #handover: SocketHandover;
  /** Channels by topic; null while the token for the join is fetched. */
  readonly #channels = new Map<string, RealtimeChannel | null>();
  #line: Line | null = null;

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
    const ending = new AbortController();
    const client = listeningUntil(ending.signal, () => this.#createClient());
    const socket = openSocket(client.endpointURL());
    if (socket === null) {
      ending.abort();
      return queueMicrotask(() => this.#emit({ type: 'closed' }));
    }
    const line = { client, socket, ending };
    const onOpen = () => {
      this.#handover.offer(socket);
      client.connect();
      this.#emit({ type: 'opened' });
    };
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => line === this.#line && onOpen());
    socket.addEventListener('close', () => line === this.#line && this.#onClosed());
    this.#line = line;
  }

  close(): void {
    const line = this.#line;
    if (line === null) return;
    this.#line = null;
    line.socket.close();
    line.ending.abort();
    this.#quiet(line.client);
  }

  ping(): void {
    const client = this.#line?.client;
    if (client === undefined) return;
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
    if (this.#line !== null) void this.#join(topic, this.#line);
  }

  leave(topic: string): void {
    const channel = this.#channels.get(topic);
    this.#channels.delete(topic);
    if (channel) void this.#line?.client.removeChannel(channel);
  }

  track(topic: string, note: PresenceNote | null): void {
    const channel = this.#channels.get(topic);
    if (channel) void (note === null ? channel.untrack() : channel.track({ ...note }));
  }

  async renewToken(): Promise<boolean> {
    return (await this.#token.refresh()) !== null;
  }

  async #join(topic: string, line: Line): Promise<void> {
    const isWanted = () => line === this.#line && this.#channels.get(topic) === null;
    const { client } = line;
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
    const line = this.#line;
    if (line !== null) queueMicrotask(() => line === this.#line && this.#onClosed());
  }

  /** Ends all that the client of a line that is over would do of its own accord. */
  #quiet(client: RealtimeClient): void {
    const channels = [...this.#channels.values()];
    this.#channels.clear();
    void client.disconnect();
    for (const channel of channels) if (channel) void client.removeChannel(channel);
    // Without channels it would plan to disconnect once more, in a timer that holds it.
    void client.disconnect();
  }

  #createClient(): RealtimeClient {
    const client: RealtimeClient = new RealtimeClient(
      `${this.#options.url.replace(/^http/, 'ws').replace(/\/$/, '')}/realtime/v1`,
      {
        params: { apikey: this.#options.apiKey },
        transport: this.#handover.Socket,
        accessToken: () => Promise.resolve(this.#token.latest),
        heartbeatIntervalMs: NEVER_MS,
        heartbeatCallback: (status) => {
          if (status === 'ok' && client === this.#line?.client) this.#emit({ type: 'ponged' });
        },
        reconnectAfterMs: () => NEVER_MS,
        disconnectOnEmptyChannelsAfterMs: NEVER_MS,
      },
    );
    return client;
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

/**
 * The client listens to the page from its making on, and nothing takes those listeners off again: each would hold its
 * client, and all that belongs to it, for the life of the page. So while it is made it is given a page that lets go.
 */
function listeningUntil(signal: AbortSignal, make: () => RealtimeClient): RealtimeClient {
  const page: Page | undefined = Reflect.get(globalThis, 'window');
  if (page === undefined) return make();
  const listen = page.addEventListener;
  const isOwn = Object.hasOwn(page, 'addEventListener');
  page.addEventListener = (type, listener) => listen.call(page, type, listener, { signal });
  try {
    return make();
  } finally {
    if (isOwn) page.addEventListener = listen;
    // Who replaces the inherited one later must not be passed over.
    else Reflect.deleteProperty(page, 'addEventListener');
  }
}

/** As much of a window as is needed where the types of a browser are not at hand. */
interface Page {
  addEventListener: (type: string, listener: () => void, options?: { readonly signal: AbortSignal }) => void;
}

/** Null where the browser refuses even to try, such as an insecure address from a secure page. */
function openSocket(url: string): WebSocket | null {
  try {
    return new WebSocket(url);
  } catch {
    return null;
  }
}
