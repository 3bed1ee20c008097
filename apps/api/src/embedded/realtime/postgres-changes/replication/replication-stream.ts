import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier, escapeLiteral } from 'pg';
import { ByteReader } from './byte-reader.ts';
import { PgoutputDecoder, type PgoutputMessage } from './pgoutput.ts';

/** Well within the server's `wal_sender_timeout` of 60 s. */
const STATUS_INTERVAL_MS = 2_000;

/** The server beats at the latest after half its time-out; a connection silent for longer than all of it is dead. */
const SILENCE_MS = 75_000;

const CONNECT_TIMEOUT_MS = 5_000;

/** Values as text must not depend on what the role or the database sets for people. */
const TEXT_FORMATS =
  '-c timezone=UTC -c datestyle=ISO -c intervalstyle=postgres -c extra_float_digits=3 -c bytea_output=hex';

export interface ReplicationStreamOptions {
  /** Directly to the server: replication does not pass a pooler. */
  readonly connectionString: string;
  readonly publication: string;
  onMessage(message: PgoutputMessage): void;
  /** Once, unless `stop` was called: changes committed from now on do not arrive any more. */
  onLost(error: Error): void;
}

/**
 * Changes of a publication as they are committed, from a temporary slot: it holds back no more of the log than one live
 * connection has yet to read, and is gone with the connection, so nothing is left behind that could fill the disk.
 */
export class ReplicationStream {
  readonly #options: ReplicationStreamOptions;
  readonly #client: Client;
  readonly #decoder = new PgoutputDecoder();
  #statusTimer: NodeJS.Timeout | undefined;
  #heardAtMs = Date.now();
  #doneUpTo = 0n;
  #isPaused = false;
  #isOver = false;
  readonly #stopped = Promise.withResolvers<never>();

  constructor(options: ReplicationStreamOptions) {
    this.#options = options;
    const url = new URL(options.connectionString);
    url.searchParams.set('replication', 'database');
    this.#client = new Client({
      connectionString: url.href,
      application_name: 'blunari realtime replication',
      options: TEXT_FORMATS,
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    });
    this.#stopped.promise.catch(() => undefined);
    this.#client.on('error', (error) => this.#lost(error));
    this.#client.on('end', () => this.#lost(new Error('The database closed the replication connection.')));
  }

  /** Resolves once every change committed from then on will arrive. Waits for transactions under way: they may have begun before the slot. */
  async start(): Promise<void> {
    const slot = escapeIdentifier(`blunari_realtime_${randomBytes(8).toString('hex')}`);
    const publication = escapeLiteral(escapeIdentifier(this.#options.publication));
    try {
      await this.#unlessStopped(this.#client.connect());
      await this.#unlessStopped(
        this.#client.query(`CREATE_REPLICATION_SLOT ${slot} TEMPORARY LOGICAL pgoutput NOEXPORT_SNAPSHOT`),
      );
      await this.#unlessStopped(
        this.#stream(
          `START_REPLICATION SLOT ${slot} LOGICAL 0/0 (proto_version '1', publication_names ${publication})`,
        ),
      );
    } catch (error) {
      await this.stop();
      throw error;
    }
    this.#heardAtMs = Date.now();
    this.#statusTimer = setInterval(() => this.#beat(), STATUS_INTERVAL_MS).unref();
  }

  /** The log up to there, the `endLsn` of a message, is not needed any more. */
  confirm(endLsn: bigint): void {
    if (endLsn > this.#doneUpTo) this.#doneUpTo = endLsn;
  }

  /** Stops reading; what is committed meanwhile waits in the server. */
  pause(): void {
    this.#isPaused = true;
    this.#client.connection.stream.pause();
  }

  resume(): void {
    this.#isPaused = false;
    this.#heardAtMs = Date.now();
    this.#client.connection.stream.resume();
  }

  async stop(): Promise<void> {
    this.#isOver = true;
    this.#stopped.reject(new Error('The stream was stopped while it started.'));
    clearInterval(this.#statusTimer);
    // Not `end` alone: that waits for the server's answer, which a paused or dead connection never gives.
    const ended = this.#client.end().catch(() => undefined);
    this.#client.connection.stream.destroy();
    await ended;
  }

  /** The client's own promises never settle once its connection is gone before it was there. */
  async #unlessStopped(step: Promise<unknown>): Promise<void> {
    // Whichever comes second is nobody's business any more.
    step.catch(() => undefined);
    await Promise.race([step, this.#stopped.promise]);
  }

  #stream(command: string): Promise<void> {
    const { connection } = this.#client;
    connection.on('copyData', (message: unknown) => this.#receive(message));
    return new Promise((resolve, reject) => {
      connection.once('replicationStart', resolve);
      // Ends with the stream alone.
      this.#client.query(command).catch((error: Error) => {
        reject(error);
        this.#lost(error);
      });
    });
  }

  #receive(message: unknown): void {
    this.#heardAtMs = Date.now();
    const chunk = chunkOf(message);
    const reader = new ByteReader(chunk);
    try {
      if (reader.letter() === 'w') {
        this.#options.onMessage(this.#decoder.decode(chunk.subarray(1 + 8 + 8 + 8)));
        return;
      }
      // Without this a quiet publication would hold back the log of all other tables.
      this.#options.onMessage({ kind: 'progress', endLsn: reader.int64() });
      reader.skip(8);
      if (reader.uint8() === 1) this.#sendStatus();
    } catch (error) {
      this.#lost(error instanceof Error ? error : new Error('A replicated change could not be handled.'));
    }
  }

  #beat(): void {
    // Who does not listen cannot say that nobody speaks.
    const isSilent = !this.#isPaused && Date.now() - this.#heardAtMs > SILENCE_MS;
    if (isSilent) this.#lost(new Error('The replication connection is silent.'));
    else this.#sendStatus();
  }

  /** CopyData with a standby status update: written, flushed and applied up to, the time, no answer asked for. */
  #sendStatus(): void {
    const message = Buffer.alloc(1 + 4 + 34);
    message.write('d', 0);
    message.writeUInt32BE(4 + 34, 1);
    message.write('r', 5);
    for (const offset of [6, 14, 22]) message.writeBigInt64BE(this.#doneUpTo, offset);
    this.#client.connection.stream.write(message);
  }

  #lost(error: Error): void {
    // Until it has started, `start` itself fails.
    if (this.#isOver || !this.#statusTimer) return;
    void this.stop();
    this.#options.onLost(error);
  }
}

function chunkOf(message: unknown): Buffer {
  if (typeof message === 'object' && message !== null && 'chunk' in message && Buffer.isBuffer(message.chunk)) {
    return message.chunk;
  }
  throw new Error('The replication connection sent something that is no data.');
}
