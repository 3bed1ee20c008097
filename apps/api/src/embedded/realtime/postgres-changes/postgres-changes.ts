import { err, ok, type Result } from '@blunari/schema/result';
import type { Pool } from 'pg';
import { askOnce } from '../database/ask-once.ts';
import { ReplicationStream } from '../database/replication/replication-stream.ts';
import type { Log } from '../log.ts';
import { sendChange } from './change-frames.ts';
import { ChangeQueue } from './change-queue.ts';
import type { ChangeRequest } from './change-request.ts';
import type { Change } from './change.ts';
import { checkRequest, PUBLICATION } from './check-request.ts';
import { judgeChanges, type AwaitedChange } from './judge-changes.ts';
import { SubscriptionBook } from './subscription-book.ts';
import type { CheckedRequest, Subscriber } from './subscription.ts';
import { loadTables, type TableInfo } from './table-info.ts';
import { waitUntilVisible } from './wait-until-visible.ts';

export interface PostgresChangesOptions {
  /** Directly to the server: replication does not pass a pooler. */
  readonly connectionString: string;
  readonly pool: Pool;
  readonly log: Log;
  /** How long the stream stays open without subscribers. */
  readonly lingerMs: number;
}

/** Why there is no subscription: the request can never be served, or the database cannot serve it now. */
export type SubscribeFailure =
  { readonly kind: 'refused'; readonly message: string } | { readonly kind: 'unavailable'; readonly message: string };

/**
 * Changes of published tables to those who subscribed and may see them. The database's log is read only while somebody
 * is subscribed. When the stream breaks, changes may have been missed, so every subscriber is told by `onLost` and none
 * is left.
 */
export class PostgresChanges {
  readonly #options: PostgresChangesOptions;
  readonly #book = new SubscriptionBook();
  readonly #onLost = new Map<Subscriber, () => void>();
  readonly #tables = new Map<number, TableInfo>();
  readonly #checkOnce = askOnce<Result<CheckedRequest, string>>();
  #stream: ReplicationStream | undefined;
  #started: Promise<void> | undefined;
  #lingerTimer: NodeJS.Timeout | undefined;

  constructor(options: PostgresChangesOptions) {
    this.#options = options;
  }

  /** Resolves once every change committed from then on will be told. `unsubscribe` may be called before that. */
  async subscribe(
    subscriber: Subscriber,
    requests: readonly ChangeRequest[],
    onLost: () => void,
  ): Promise<Result<void, SubscribeFailure>> {
    try {
      const checked = await Promise.all(requests.map((request) => this.#check(subscriber, request)));
      const refused = checked.find((each) => !each.ok);
      if (refused) return err({ kind: 'refused', message: refused.error });
      const requestsToServe = checked.flatMap((each) => (each.ok ? [each.value] : []));
      this.#onLost.set(subscriber, onLost);
      this.#book.add(
        subscriber,
        requestsToServe.map((request) => ({ subscriber, request })),
      );
      clearTimeout(this.#lingerTimer);
      await (this.#started ??= this.#start());
      return ok(undefined);
    } catch (error) {
      this.unsubscribe(subscriber);
      this.#options.log.error({ err: error }, 'Changes of tables cannot be read from the database.');
      return err({ kind: 'unavailable', message: UNAVAILABLE });
    }
  }

  unsubscribe(subscriber: Subscriber): void {
    this.#onLost.delete(subscriber);
    if (!this.#book.remove(subscriber) || !this.#book.isEmpty) return;
    clearTimeout(this.#lingerTimer);
    this.#lingerTimer = setTimeout(() => void this.stop(), this.#options.lingerMs).unref();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#lingerTimer);
    const stream = this.#stream;
    this.#stream = undefined;
    this.#started = undefined;
    await stream?.stop();
  }

  #check({ claims }: Subscriber, request: ChangeRequest): Promise<Result<CheckedRequest, string>> {
    const key = JSON.stringify([claims.role, request]);
    return this.#checkOnce(key, () => checkRequest(this.#options.pool, claims.role, request));
  }

  async #start(): Promise<void> {
    const { connectionString } = this.#options;
    const queue = new ChangeQueue({
      handle: (changes) => this.#pass(changes),
      onTable: (oid) => this.#tables.delete(oid),
      onDone: (endLsn) => stream.confirm(endLsn),
      onFull: (isFull) => (isFull ? stream.pause() : stream.resume()),
      onFailed: (error) => this.#lost(stream, queue, error),
    });
    const stream = new ReplicationStream({
      connectionString,
      publication: PUBLICATION,
      onMessage: (message) => queue.add(message),
      onLost: (error) => this.#lost(stream, queue, error),
    });
    this.#stream = stream;
    this.#tables.clear();
    try {
      await stream.start();
    } catch (error) {
      if (this.#stream === stream) await this.stop();
      throw error;
    }
  }

  async #pass(changes: readonly Change[]): Promise<void> {
    const { pool } = this.#options;
    if (this.#book.isEmpty) return;
    await waitUntilVisible(pool, changes);
    const unknown = new Set(changes.map(({ tableOid }) => tableOid).filter((oid) => !this.#tables.has(oid)));
    if (unknown.size > 0) for (const table of await loadTables(pool, [...unknown])) this.#tables.set(table.oid, table);
    const awaited = changes.flatMap((change): AwaitedChange[] => {
      const table = this.#tables.get(change.tableOid);
      const subscriptions = table ? this.#book.find(table.schema, table.name, change.type) : [];
      return table && subscriptions.length > 0 ? [{ change, table, subscriptions }] : [];
    });
    if (awaited.length === 0) return;
    for (const judged of await judgeChanges(pool, awaited))
      sendChange(judged, (subscriber) => this.#onLost.has(subscriber));
  }

  #lost(stream: ReplicationStream, queue: ChangeQueue, error: unknown): void {
    queue.stop();
    void stream.stop();
    if (stream !== this.#stream) return;
    this.#options.log.warn(
      { err: error },
      'The stream of table changes was lost; its subscribers are sent to join again.',
    );
    this.#stream = undefined;
    this.#started = undefined;
    for (const onLost of this.#onLost.values()) onLost();
  }
}

const UNAVAILABLE = 'Unable to subscribe to changes: the database cannot be read at the moment';
