import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { LineConnection, type Passage } from './line-connection.ts';

/** What the line was from an instant on; `cut` and `reset` are over at once, `mended` ends each of the others. */
export type LineFact =
  'opened' | 'cut' | 'reset' | 'refusing' | 'half-open' | 'holding' | 'delayed' | 'slow' | 'mended';

export interface LineEvent {
  /** Epoch milliseconds. */
  readonly atMs: number;
  readonly fact: LineFact;
}

const clear: Passage = { delayMs: 0, bytesPerS: Infinity };

/**
 * A TCP way to a server on this machine that can fail as networks do, at a word. Bytes pass unread, so whatever speaks
 * over it, HTTP or sockets, meets the same weather. Faults of all connections; `mend` ends them for those made later and
 * for those that live.
 */
export class FaultyLine {
  readonly #targetPort: number;
  readonly #connections = new Set<LineConnection>();
  readonly #events: LineEvent[] = [];
  /** Arrived while the line holds those who come. */
  readonly #held: Socket[] = [];
  #server: Server;
  #port: number;
  #passage: Passage = clear;
  #isSwallowing = false;
  #isHolding = false;
  #acceptedCount = 0;

  private constructor(targetPort: number, server: Server) {
    this.#targetPort = targetPort;
    this.#server = server;
    this.#port = portOf(server);
    this.#note('opened');
    server.on('connection', (near) => this.#accept(near));
  }

  /** Listens on a free loopback port. */
  static async to(targetPort: number): Promise<FaultyLine> {
    return new FaultyLine(targetPort, await listen(0));
  }

  get port(): number {
    return this.#port;
  }

  /** All that happened to the line, oldest first. */
  get events(): readonly LineEvent[] {
    return this.#events;
  }

  /** Connections that stand and are not dead. */
  get connectionCount(): number {
    return [...this.#connections].filter(({ isDead }) => !isDead).length;
  }

  /** How many were let in so far, dead from the start or not. */
  get acceptedCount(): number {
    return this.#acceptedCount;
  }

  /** For a Chromium that is to reach the product over this line, by the product's own addresses. */
  chromiumArgs(publicUrl: string): readonly string[] {
    const { hostname, port } = new URL(publicUrl);
    const rules = [hostname, '127.0.0.1'].map((host) => `MAP ${host}:${port} 127.0.0.1:${this.#port}`);
    return [`--host-resolver-rules=${rules.join(', ')}`];
  }

  /** Every connection ends in good order, as when a proxy is restarted; new ones pass. */
  cut(): void {
    this.#note('cut');
    for (const connection of this.#connections) connection.end();
  }

  /** Every connection is reset, as when a router forgets them; new ones pass. */
  reset(): void {
    this.#note('reset');
    this.#resetAll();
  }

  /** As a machine where nothing listens: what stood is reset, what comes is refused. */
  async refuse(): Promise<void> {
    this.#note('refusing');
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#resetAll();
    await closed;
  }

  /** Neither end hears another byte or an ending, ever, on connections that stand or come until `mend`. */
  halfOpen(): void {
    this.#note('half-open');
    this.#isSwallowing = true;
    for (const connection of this.#connections) connection.die();
  }

  /** Those who come are accepted and told nothing until `mend`; what stands goes on. */
  hold(): void {
    this.#note('holding');
    this.#isHolding = true;
  }

  /** Everything arrives so much later, each way. */
  delay(delayMs: number): void {
    this.#note('delayed');
    this.#pass({ delayMs, bytesPerS: Infinity });
  }

  /** So many bytes a second, each way of each connection. */
  slow(bytesPerS: number): void {
    this.#note('slow');
    this.#pass({ delayMs: 0, bytesPerS });
  }

  /** All is well again; a connection that died stays dead, as nobody ever told its ends. */
  async mend(): Promise<void> {
    this.#isSwallowing = false;
    this.#isHolding = false;
    this.#pass(clear);
    if (!this.#server.listening) {
      this.#server = await listen(this.#port);
      this.#server.on('connection', (near) => this.#accept(near));
    }
    this.#note('mended');
    for (const near of this.#held.splice(0)) this.#accept(near);
  }

  async close(): Promise<void> {
    this.#resetAll();
    if (!this.#server.listening) return;
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }

  #accept(near: Socket): void {
    near.on('error', () => undefined);
    if (this.#isHolding) return void this.#held.push(near);
    if (near.destroyed) return;
    const far = connect(this.#targetPort, '127.0.0.1');
    const connection = new LineConnection(near, far, this.#passage, () => this.#connections.delete(connection));
    this.#connections.add(connection);
    this.#acceptedCount += 1;
    if (this.#isSwallowing) connection.die();
  }

  #pass(passage: Passage): void {
    this.#passage = passage;
    for (const connection of this.#connections) connection.passage = passage;
  }

  #resetAll(): void {
    for (const connection of this.#connections) connection.reset();
    for (const near of this.#held.splice(0)) near.resetAndDestroy();
  }

  #note(fact: LineFact): void {
    this.#events.push({ atMs: Date.now(), fact });
  }
}

async function listen(port: number): Promise<Server> {
  const server = createServer().listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('The line has no port.');
  return address.port;
}
