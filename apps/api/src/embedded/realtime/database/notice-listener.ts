import { Client, type QueryResult } from 'pg';
import { z } from 'zod';
import type { Log } from '../log.ts';

/** A dead peer is noticed at the latest after the interval and the time-out together. */
const PROBE_INTERVAL_MS = 15_000;
const PROBE_TIMEOUT_MS = 5_000;

const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 2_000;

/** Below which no transaction is that commits after a probe. */
export interface Horizon {
  /** When the oldest transaction under way began, or now, as a `timestamp` in UTC. */
  readonly beganAt: string;
  /** The lowest id (`xid8`) of those under way that have one, which who only reads has not, or the next that is given. */
  readonly xid: string;
}

export interface NoticeListenerOptions {
  readonly connectionString: string;
  /** What is listened to: a plain lower-case name. */
  readonly channel: string;
  /** As `pg_stat_activity` shows the connection. */
  readonly applicationName: string;
  readonly log: Log;
  /** The connection listens, for the first time or again: what was committed meanwhile is now to be looked for. */
  onListening(): Promise<void>;
  /** From now on nothing is heard until `onListening`. */
  onLost?(): void;
  onNotice(payload: string): void;
  /** Now and then. */
  onProbe?(horizon: Horizon): void;
}

const probeRowsSchema = z.tuple([z.object({ beganAt: z.string(), xid: z.string() })]);

/** Keeps one connection on LISTEN, whatever happens to the database. */
export class NoticeListener {
  readonly #options: NoticeListenerOptions;
  #client: Client | undefined;
  #retryTimer: NodeJS.Timeout | undefined;
  #probeTimer: NodeJS.Timeout | undefined;
  #failures = 0;
  #isStopped = false;
  #listening = Promise.withResolvers<void>();
  /** In ms of `performance.now`; undefined while it listens. */
  #deafSinceMs: number | undefined = performance.now();

  constructor(options: NoticeListenerOptions) {
    this.#options = options;
  }

  /** Fails when the database cannot be reached now; later losses are made good without a word to the caller. */
  async start(): Promise<void> {
    await this.#connect();
    this.#probeTimer = setInterval(() => void this.#probe(), PROBE_INTERVAL_MS).unref();
  }

  /** For how long nothing is heard: 0 while notices are. */
  get deafForMs(): number {
    return this.#deafSinceMs === undefined ? 0 : performance.now() - this.#deafSinceMs;
  }

  whenListening(): Promise<void> {
    return this.#listening.promise;
  }

  /** Gives up the connection and makes a new one, after which `onListening` is called. */
  restart(): void {
    const client = this.#client;
    this.#client = undefined;
    this.#deafSinceMs ??= performance.now();
    this.#listening = Promise.withResolvers();
    client?.end().catch(() => undefined);
    this.#options.onLost?.();
    this.#retryLater();
  }

  /** On the connection that listens. Fails while there is none. */
  query(text: string, values: readonly unknown[]): Promise<QueryResult> {
    const client = this.#client;
    return client ? client.query(text, [...values]) : Promise.reject(new Error('The connection is not there.'));
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#retryTimer);
    clearInterval(this.#probeTimer);
    const client = this.#client;
    this.#client = undefined;
    if (!client) return;
    // A database that does not answer any more keeps nobody from stopping.
    const cut = setTimeout(() => client.connection.stream.destroy(), PROBE_TIMEOUT_MS);
    await client.end().catch(() => undefined);
    clearTimeout(cut);
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: this.#options.connectionString,
      application_name: this.#options.applicationName,
      keepAlive: true,
      connectionTimeoutMillis: PROBE_TIMEOUT_MS,
      query_timeout: PROBE_TIMEOUT_MS,
    });
    client.on('error', () => this.#lost(client));
    client.on('end', () => this.#lost(client));
    client.on('notification', ({ payload }) => this.#options.onNotice(payload ?? ''));
    this.#client = client;
    try {
      await client.connect();
      await client.query(`listen ${this.#options.channel}`);
      await this.#options.onListening();
      await this.#ask(client);
      if (client !== this.#client) throw new Error('The connection was given up while it was made.');
    } catch (error) {
      this.#client = undefined;
      client.end().catch(() => undefined);
      throw error;
    }
    this.#failures = 0;
    this.#deafSinceMs = undefined;
    this.#listening.resolve();
  }

  #lost(client: Client): void {
    if (client !== this.#client) return;
    const { channel, log } = this.#options;
    log.warn({ channel }, 'The connection that listens to the database was lost; connecting again.');
    this.restart();
  }

  #retryLater(): void {
    if (this.#isStopped || this.#retryTimer) return;
    const limitMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** this.#failures);
    this.#failures = Math.min(this.#failures + 1, 10);
    const delayMs = limitMs * (0.5 + Math.random() / 2);
    this.#retryTimer = setTimeout(() => void this.#retry(), delayMs);
  }

  async #retry(): Promise<void> {
    const { channel, log } = this.#options;
    try {
      await this.#connect();
      log.info({ channel }, 'Listening to the database again.');
    } catch (error) {
      log.debug({ err: error }, 'The database is not back yet.');
    }
    this.#retryTimer = undefined;
    if (!this.#client) this.#retryLater();
    // Stopped while it connected: nobody else will close this connection.
    if (this.#isStopped) await this.stop();
  }

  async #probe(): Promise<void> {
    const client = this.#client;
    if (!client) return;
    try {
      await this.#ask(client);
    } catch {
      this.#lost(client);
    }
  }

  async #ask(client: Client): Promise<void> {
    // Who vacuums, for hours at times, writes no rows.
    const { rows } = await client.query(`
      select (min(xact_start) at time zone 'utc')::text as "beganAt", pg_snapshot_xmin(pg_current_snapshot())::text as xid
      from pg_catalog.pg_stat_activity
      where datname = current_database() and backend_type <> 'autovacuum worker'`);
    this.#options.onProbe?.(probeRowsSchema.parse(rows)[0]);
  }
}
