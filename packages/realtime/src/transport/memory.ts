import type { Environment } from '../connection/environment.ts';
import type { PresenceNote, Transport, TransportEvent } from './transport.ts';

export interface MemoryServerOptions {
  readonly environment: Pick<Environment, 'setTimer'>;
  /** One way, for everything that crosses the line; asked anew each time where it is a function. Default: 0. */
  readonly latencyMs?: number | (() => number);
}

/** What is wrong with the line or the server at the moment. All of it can be changed at any time. */
export interface MemoryFaults {
  /** New lines: taken, refused, or left hanging without an answer. Default: `accept`. */
  connections: 'accept' | 'refuse' | 'hang';
  /** Half-open: the line stands, but nothing crosses it any more. Default: false. */
  isSilent: boolean;
  /** Topics that may not be read, with the server's words. */
  readonly refusedTopics: Map<string, string>;
  /** One more delay for each message, in ms; a random one makes them overtake each other. Default: 0. */
  messageDelayMs: () => number;
  /** What a client that asks for a new token gets. Default: `granted`. */
  renewal: 'granted' | 'none' | 'unreachable' | 'hang';
}

/** A server in this process: for stories, tests and mock mode. Every line above it is the production one. */
export class MemoryServer {
  readonly faults: MemoryFaults = {
    connections: 'accept',
    isSilent: false,
    refusedTopics: new Map(),
    messageDelayMs: () => 0,
    renewal: 'granted',
  };
  readonly #clients = new Set<MemoryTransport>();
  readonly #lines = new Set<MemoryTransport>();
  readonly #environment: Pick<Environment, 'setTimer'>;
  readonly #latencyMs: () => number;

  constructor({ environment, latencyMs = 0 }: MemoryServerOptions) {
    this.#environment = environment;
    this.#latencyMs = typeof latencyMs === 'number' ? () => latencyMs : latencyMs;
  }

  /** One more client; `refusalOf` says, in the server's words, why it may not read a topic. Default: it may read all. */
  createTransport(refusalOf: (topic: string) => string | undefined = () => undefined): Transport {
    const client = new MemoryTransport(this, this.#lines, refusalOf);
    this.#clients.add(client);
    return client;
  }

  get connectionCount(): number {
    return this.#lines.size;
  }

  broadcast(topic: string, event: string, payload: unknown): void {
    for (const line of this.#lines) {
      const delayMs = this.faults.messageDelayMs();
      const deliver = (): void => line.carry({ type: 'received', topic, event, payload });
      if (delayMs === 0) deliver();
      else this.#environment.setTimer(deliver, delayMs);
    }
  }

  /** Everybody's token is over: topics end, and no join is taken before a renewal. */
  expireTokens(): void {
    for (const client of this.#clients) client.expireToken();
  }

  /** Everybody on the topic is told who has a note there, when one of them changed it. */
  tellPresence(topic: string): void {
    const people = [...this.#lines].flatMap((line) => line.noteOn(topic) ?? []);
    for (const line of this.#lines) line.carry({ type: 'presence', topic, people });
  }

  /** Cuts every line, as a restart of the server does. */
  dropConnections(): void {
    for (const line of this.#lines) line.cut();
  }

  /** Ends a topic for everybody on it, as after a change of permissions. */
  endTopic(topic: string, reason: string): void {
    for (const line of this.#lines) line.carry({ type: 'lost', topic, reason });
  }

  /** One way across the line. */
  cross(action: () => void): void {
    this.#environment.setTimer(action, this.#latencyMs());
  }
}

class MemoryTransport implements Transport {
  readonly #server: MemoryServer;
  readonly #lines: Set<MemoryTransport>;
  readonly #refusalOf: (topic: string) => string | undefined;
  readonly #listeners = new Set<(event: TransportEvent) => void>();
  /** Joined topics, with what this client says of itself there. */
  readonly #topics = new Map<string, PresenceNote | null>();
  /** What was under way on an earlier line is recognised by its number and lost. */
  #lineNumber = 0;
  #isTokenGood = true;

  constructor(server: MemoryServer, lines: Set<MemoryTransport>, refusalOf: (topic: string) => string | undefined) {
    this.#server = server;
    this.#lines = lines;
    this.#refusalOf = refusalOf;
  }

  listen(listener: (event: TransportEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open(): void {
    this.close();
    this.#cross(() => {
      const { connections } = this.#server.faults;
      if (connections === 'hang') return;
      if (connections === 'refuse') return this.#emit({ type: 'closed' });
      this.#lines.add(this);
      this.#emit({ type: 'opened' });
    });
  }

  close(): void {
    this.#lineNumber += 1;
    this.#lines.delete(this);
    const left = [...this.#topics.keys()].filter((topic) => this.noteOn(topic) !== null);
    this.#topics.clear();
    for (const topic of left) this.#server.tellPresence(topic);
  }

  ping(): void {
    if (!this.#server.faults.isSilent) this.#cross(() => this.#emit({ type: 'ponged' }));
  }

  join(topic: string): void {
    if (this.#server.faults.isSilent) return;
    this.#cross(() => {
      const reason = this.#refusal(topic);
      if (reason !== undefined) return this.#emit({ type: 'lost', topic, reason });
      this.#topics.set(topic, null);
      this.#emit({ type: 'joined', topic });
    });
  }

  #refusal(topic: string): string | undefined {
    if (!this.#isTokenGood) return 'InvalidJWTToken: expired';
    return this.#server.faults.refusedTopics.get(topic) ?? this.#refusalOf(topic);
  }

  leave(topic: string): void {
    const note = this.noteOn(topic);
    this.#topics.delete(topic);
    if (note !== null) this.#server.tellPresence(topic);
  }

  track(topic: string, note: PresenceNote | null): void {
    if (this.#server.faults.isSilent) return;
    this.#cross(() => {
      if (!this.#topics.has(topic)) return;
      this.#topics.set(topic, note);
      this.#server.tellPresence(topic);
    });
  }

  noteOn(topic: string): PresenceNote | null {
    return this.#topics.get(topic) ?? null;
  }

  renewToken(): Promise<boolean> {
    const { renewal } = this.#server.faults;
    if (renewal === 'granted') this.#isTokenGood = true;
    if (renewal === 'hang') return new Promise(() => {});
    return renewal === 'unreachable' ? Promise.reject(new Error('no network')) : Promise.resolve(renewal === 'granted');
  }

  expireToken(): void {
    this.#isTokenGood = false;
    for (const topic of this.#topics.keys()) this.carry({ type: 'lost', topic, reason: 'Token has expired' });
  }

  carry(event: Extract<TransportEvent, { topic: string }>): void {
    if (this.#server.faults.isSilent) return;
    this.#cross(() => {
      if (!this.#topics.has(event.topic)) return;
      if (event.type === 'lost') this.#topics.delete(event.topic);
      this.#emit(event);
    });
  }

  cut(): void {
    this.#cross(() => {
      this.close();
      this.#emit({ type: 'closed' });
    });
  }

  #cross(action: () => void): void {
    const lineNumber = this.#lineNumber;
    this.#server.cross(() => {
      if (lineNumber === this.#lineNumber) action();
    });
  }

  #emit(event: TransportEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
