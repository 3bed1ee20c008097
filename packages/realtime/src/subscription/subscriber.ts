import { askWithin } from '../connection/ask-within.ts';
import { backoffMs } from '../connection/backoff.ts';
import type { Environment } from '../connection/environment.ts';
import { runGuarded } from '../connection/run-guarded.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { CatchUpSince } from './catch-up-since.ts';
import type { TopicHandlers, TopicStatus, VersionedRow } from './handlers.ts';
import { stampOf, VersionGate } from './version-gate.ts';

/**
 * The first try of a backfill without an answer for this long is given up: on a connection that died unnoticed none would
 * ever come. The n-th gets n times as long, as a slow line may need it, up to the longest.
 */
export const BACKFILL_WITHIN_MS = 5_000;
export const BACKFILL_WITHIN_AT_MOST_MS = 30_000;
/** So many messages wait for a backfill; with one more they are dropped, and a further backfill fetches what they told of. */
export const HELD_AT_MOST = 1_000;

/** What a topic tells each of its subscribers. */
export interface TopicMember {
  /** The topic is joined: fetch what was missed, then go live. */
  joined(): void;
  /** The topic is not joined, and why. */
  notJoined(status: 'waiting' | 'joining' | 'refused'): void;
  received(event: string, payload: unknown): void;
  /** Something changed, and nobody says what. */
  changed(): void;
  end(): void;
}

type Backfill<Row extends VersionedRow> = NonNullable<TopicHandlers<Row>['backfill']>;

interface HeldMessage {
  readonly event: string;
  readonly payload: unknown;
}

/** One subscription's way from joined to live: hold live messages, fetch what was missed, release, follow. */
export class Subscriber<Row extends VersionedRow> implements TopicMember {
  readonly #handlers: TopicHandlers<Row>;
  readonly #environment: Environment;
  readonly #metrics: Metrics;
  readonly #gate = new VersionGate();
  readonly #since = new CatchUpSince();
  #status: TopicStatus | null = null;
  /** Live messages since the join; null once its backfill is complete and they are delivered as they come. */
  #held: HeldMessage[] | null = null;
  /** More came than are held. */
  #hasDropped = false;
  /** Answers of an earlier join are recognised by their number and dropped. */
  #joinNumber = 0;
  /** Ends with the join, and all that was asked after it. */
  #asking = new AbortController();
  #cancelRetry: () => void = () => {};
  #isFetching = false;
  /** Something changed after the backfill under way was asked. */
  #isBehind = false;

  constructor(handlers: TopicHandlers<Row>, environment: Environment, metrics: Metrics) {
    this.#handlers = handlers;
    this.#environment = environment;
    this.#metrics = metrics;
  }

  joined(): void {
    this.#abandon();
    const joinNumber = this.#joinNumber;
    const { backfill } = this.#handlers;
    this.#held = [];
    if (backfill === undefined) return this.#goLive(joinNumber);
    this.#say('catching-up');
    if (joinNumber === this.#joinNumber) void this.#fetch(backfill, joinNumber, 1);
  }

  notJoined(status: 'waiting' | 'joining' | 'refused'): void {
    this.#abandon();
    this.#say(status);
  }

  received(event: string, payload: unknown): void {
    if (this.#status !== 'live' && this.#status !== 'catching-up') return;
    if (this.#held !== null) return this.#hold({ event, payload });
    if (this.#deliver({ event, payload })) this.#metrics.delivered(payload);
  }

  changed(): void {
    this.#isBehind = true;
    if (this.#isFetching || this.#handlers.backfill === undefined) return;
    void this.#fetch(this.#handlers.backfill, this.#joinNumber, 1);
  }

  end(): void {
    this.#abandon();
    this.#status = null;
  }

  async #fetch(backfill: Backfill<Row>, joinNumber: number, attempt: number) {
    this.#isFetching = true;
    this.#isBehind = false;
    this.#hasDropped = false;
    let rows: readonly Row[];
    try {
      rows = await this.#ask(backfill, attempt);
    } catch {
      return this.#fetchLater(backfill, joinNumber, attempt);
    }
    for (const row of rows) {
      if (joinNumber !== this.#joinNumber) return;
      if (this.#gate.admit(row)) runGuarded(() => this.#handlers.onRow?.(row));
    }
    if (joinNumber !== this.#joinNumber) return;
    this.#since.completed(rows);
    if (this.#hasDropped) return void this.#fetch(backfill, joinNumber, 1);
    this.#isFetching = false;
    this.#goLive(joinNumber);
    if (joinNumber === this.#joinNumber && this.#isBehind) this.changed();
  }

  #ask(backfill: Backfill<Row>, attempt: number): Promise<readonly Row[]> {
    const withinMs = Math.min(BACKFILL_WITHIN_MS * attempt, BACKFILL_WITHIN_AT_MOST_MS);
    return askWithin({ environment: this.#environment, withinMs, until: this.#asking.signal }, (signal) =>
      backfill(this.#since.sinceIso, signal),
    );
  }

  /** Whoever was live while it was asked is so no longer: what it asked for may be minutes away. */
  #fetchLater(backfill: Backfill<Row>, joinNumber: number, attempt: number): void {
    if (joinNumber !== this.#joinNumber) return;
    const delayMs = backoffMs(attempt, this.#environment.random());
    this.#cancelRetry = this.#environment.setTimer(() => {
      void this.#fetch(backfill, joinNumber, attempt + 1);
    }, delayMs);
    this.#say('catching-up');
  }

  #hold(message: HeldMessage): void {
    this.#hasDropped ||= this.#held?.length === HELD_AT_MOST;
    if (this.#hasDropped) this.#held = [];
    else this.#held?.push(message);
  }

  /** Held messages come out before the word `live`: whoever reads it may trust what is on the screen. */
  #goLive(joinNumber: number): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const message of held) {
      if (joinNumber === this.#joinNumber) this.#deliver(message);
    }
    if (joinNumber === this.#joinNumber) this.#say('live');
  }

  /** True where it was news. */
  #deliver({ event, payload }: HeldMessage): boolean {
    const stamp = stampOf(event, payload);
    if (stamp !== null && !this.#gate.admit(stamp)) return false;
    const joinNumber = this.#joinNumber;
    const askAnew = (): void => {
      if (joinNumber !== this.#joinNumber) return;
      if (stamp !== null) this.#gate.takeBack(stamp);
      this.changed();
    };
    runGuarded(() => this.#handlers.onEvent(event, payload, askAnew));
    return true;
  }

  #abandon(): void {
    this.#joinNumber += 1;
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#cancelRetry();
    this.#held = null;
    this.#isFetching = false;
    this.#isBehind = false;
  }

  #say(status: TopicStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    runGuarded(() => this.#handlers.onStatus?.(status));
  }
}
