import { err, ok, type Result } from '@blunari/schema/result';
import type { Pool } from 'pg';
import { askOnce } from '../database/ask-once.ts';
import { InTurn } from '../../../shared/queues/in-turn.ts';
import { askerOf } from '../database/permissions.ts';
import { ReplicationStream } from './replication/replication-stream.ts';
import type { RealtimeLimits } from '../limits.ts';
import type { Log } from '../log.ts';
import { RateLimit } from '../state/rate-limit.ts';
import { sendChange } from './change-frames.ts';
import { ChangeQueue } from './change-queue.ts';
import type { ChangeRequest } from './change-request.ts';
import type { Change } from './change.ts';
import { checkRequest, PUBLICATION } from './check-request.ts';
import { judgeChanges, type AwaitedChange } from './judge-changes.ts';
import { SubscriptionBook } from './subscription-book.ts';
import type { CheckedRequest, Subscriber, Subscription } from './subscription.ts';
import { loadTables, type TableInfo } from './table-info.ts';
import { waitUntilVisible } from './wait-until-visible.ts';

export interface PostgresChangesOptions {
  /** Directly to the server: replication does not pass a pooler. */
  readonly connectionString: string;
  readonly pool: Pool;
  readonly log: Log;
  readonly limits: Pick<
    RealtimeLimits,
    'changes' | 'changesPerSite' | 'changesLingerMs' | 'changesSlowStartMs' | 'filterMsPerMinute'
  >;
}

/** What ends a subscription besides `unsubscribe`. */
export interface SubscriptionEnds {
  /** Whether somebody still waits for it: nothing more is looked at for who has left. */
  isWanted(): boolean;
  /** Changes may have been missed. */
  lost(): void;
  /** Its filters took too long. */
  tooSlow(): void;
}

/** Of the pool's connections. */
const CHECKS_AT_ONCE = 2;

/** For so long nobody subscribes whose filters took too long: each time cost everybody a second. */
const SLOW_PAUSE_MS = 10 * 60_000;

/** Filters of all kinds but patterns take a millisecond or two, the way to the database included. */
const QUICK_MS = 20;

/** Why there is no subscription: the request can never be served, there are too many, or the database cannot serve it now. */
export interface SubscribeFailure {
  readonly kind: 'refused' | 'full' | 'unavailable';
  readonly message: string;
}

/**
 * Changes of published tables to those who subscribed and may see them. The database's log is read only while somebody
 * is subscribed. When the stream breaks, changes may have been missed, so every subscriber is told and none is left.
 */
export class PostgresChanges {
  readonly #options: PostgresChangesOptions;
  readonly #book: SubscriptionBook;
  readonly #ends = new Map<Subscriber, SubscriptionEnds>();
  readonly #tables = new Map<number, TableInfo>();
  readonly #checks = new InTurn(CHECKS_AT_ONCE);
  /** Until when, in ms of `performance.now`. */
  readonly #slowCallers = new Map<string, number>();
  readonly #filterMs: RateLimit;
  readonly #checkOnce = askOnce<Result<CheckedRequest, string>>();
  #stream: ReplicationStream | undefined;
  #started: Promise<void> | undefined;
  #lingerTimer: NodeJS.Timeout | undefined;

  constructor(options: PostgresChangesOptions) {
    this.#options = options;
    this.#book = new SubscriptionBook(options.limits);
    this.#filterMs = new RateLimit(options.limits.filterMsPerMinute, 60_000);
  }

  /** Resolves once every change committed from then on will be told. `unsubscribe` may be called before that. */
  async subscribe(
    subscriber: Subscriber,
    requests: readonly ChangeRequest[],
    ends: SubscriptionEnds,
  ): Promise<Result<void, SubscribeFailure>> {
    try {
      if (this.#isSlow(subscriber)) return err({ kind: 'refused', message: TOO_SLOW });
      const subscriptions: Subscription[] = [];
      for (const request of requests) {
        if (this.#book.isFullFor(subscriber)) return err({ kind: 'full', message: TOO_MANY });
        // One after the other: the first that is refused is the last that is looked at.
        const checked = await this.#check(subscriber, request, ends);
        if (!checked) return err({ kind: 'unavailable', message: UNAVAILABLE });
        if (!checked.ok) return err({ kind: 'refused', message: checked.error });
        subscriptions.push({ subscriber, request: checked.value });
      }
      // Who left meanwhile needs no stream, for which nobody would be there to end it.
      if (!ends.isWanted()) return err({ kind: 'unavailable', message: UNAVAILABLE });
      // Meanwhile others have come that were looked at beside these.
      if (this.#book.isFullFor(subscriber)) return err({ kind: 'full', message: TOO_MANY });
      this.#ends.set(subscriber, ends);
      this.#book.add(subscriber, subscriptions);
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
    this.#ends.delete(subscriber);
    if (!this.#book.remove(subscriber) || !this.#book.isEmpty) return;
    clearTimeout(this.#lingerTimer);
    this.#lingerTimer = setTimeout(() => void this.stop(), this.#options.limits.changesLingerMs).unref();
  }

  async stop(): Promise<void> {
    clearTimeout(this.#lingerTimer);
    const stream = this.#stream;
    this.#stream = undefined;
    this.#started = undefined;
    await stream?.stop();
  }

  /** Nothing for who has left by the time its turn comes. */
  #check(
    subscriber: Subscriber,
    request: ChangeRequest,
    ends: SubscriptionEnds,
  ): Promise<Result<CheckedRequest, string> | undefined> {
    const { role } = subscriber.claims;
    const key = JSON.stringify([role, request]);
    return this.#checks.run(askerOf(subscriber).id, async () =>
      ends.isWanted() ? this.#checkOnce(key, () => checkRequest(this.#options.pool, role, request)) : undefined,
    );
  }

  #isSlow(subscriber: Subscriber): boolean {
    return (this.#slowCallers.get(askerOf(subscriber).id) ?? 0) > performance.now();
  }

  #endSlow(tooSlow: ReadonlySet<string>): void {
    if (tooSlow.size === 0) return;
    const nowMs = performance.now();
    for (const [caller, untilMs] of this.#slowCallers) if (untilMs <= nowMs) this.#slowCallers.delete(caller);
    for (const [subscriber, ends] of this.#ends) {
      const { id } = askerOf(subscriber);
      if (!tooSlow.has(id)) continue;
      this.#slowCallers.set(id, nowMs + SLOW_PAUSE_MS);
      this.unsubscribe(subscriber);
      ends.tooSlow();
    }
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
    const slowTimer = setTimeout(() => this.#options.log.warn(SLOW_START), this.#options.limits.changesSlowStartMs);
    try {
      await stream.start();
    } catch (error) {
      if (this.#stream === stream) await this.stop();
      throw error;
    } finally {
      clearTimeout(slowTimer);
    }
  }

  async #pass(changes: readonly Change[]): Promise<void> {
    const { pool } = this.#options;
    if (this.#book.isEmpty) return;
    await waitUntilVisible(pool, changes);
    const unknown = new Set(changes.map(({ tableOid }) => tableOid).filter((oid) => !this.#tables.has(oid)));
    if (unknown.size > 0)
      for (const table of await loadTables(pool, PUBLICATION, [...unknown])) this.#tables.set(table.oid, table);
    const awaited = changes.flatMap((change): AwaitedChange[] => {
      const table = this.#tables.get(change.tableOid);
      const subscriptions = table ? this.#book.find(table.schema, table.name, change.type) : [];
      return table && subscriptions.length > 0 ? [{ change, table, subscriptions }] : [];
    });
    if (awaited.length === 0) return;
    const { changes: judgedChanges, tooSlow, tookMs } = await judgeChanges(pool, awaited);
    const missed = new Set<Subscriber>();
    const audience = {
      isThere: (subscriber: Subscriber) => this.#ends.has(subscriber),
      missed: (subscriber: Subscriber) => void missed.add(subscriber),
    };
    // In the order of the commits.
    for (const judged of judgedChanges) await sendChange(judged, audience);
    for (const subscriber of missed) this.#ends.get(subscriber)?.lost();
    const usedUp = [...tookMs].filter(([caller, ms]) => !this.#filterMs.take(caller, Math.max(0, ms - QUICK_MS)));
    this.#endSlow(new Set([...tooSlow, ...usedUp.map(([caller]) => caller)]));
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
    for (const ends of this.#ends.values()) ends.lost();
  }
}

const TOO_SLOW = 'Unable to subscribe to changes: filters of yours took too long a few minutes ago';

const TOO_MANY = 'Unable to subscribe to changes: there are too many subscriptions of this address, or of all';

const SLOW_START =
  'Subscribers to changes of tables wait: the database begins to tell them once all transactions under way have ended. See pg_stat_activity for the oldest xact_start.';

const UNAVAILABLE = 'Unable to subscribe to changes: the database cannot be read at the moment';
