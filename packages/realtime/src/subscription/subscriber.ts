import { askWithin } from '../connection/ask-within.ts';
import { backoffMs } from '../connection/backoff.ts';
import type { Environment } from '../connection/environment.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { CatchUpSince } from './catch-up-since.ts';
import type { TopicHandlers, TopicStatus, VersionedRow } from './handlers.ts';
import { stampOf, VersionGate } from './version-gate.ts';

/**
 * The first try of a backfill without an answer for this long is given up: on a connection that died unnoticed none would
 * ever come. The n-th gets n times as long, as a slow line may need it.
 */
export const BACKFILL_WITHIN_MS = 5_000;

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
  #held: HeldMessage[] = [];
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
    if (this.#handlers.backfill === undefined) return this.#goLive(this.#joinNumber);
    this.#say('catching-up');
    void this.#fetch(this.#handlers.backfill, this.#joinNumber, 1);
  }

  notJoined(status: 'waiting' | 'joining' | 'refused'): void {
    this.#abandon();
    this.#say(status);
  }

  received(event: string, payload: unknown): void {
    if (this.#status === 'catching-up') this.#held.push({ event, payload });
    if (this.#status !== 'live') return;
    this.#deliver({ event, payload });
    this.#metrics.delivered(payload);
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
    let rows: readonly Row[];
    try {
      rows = await askWithin(
        { environment: this.#environment, withinMs: BACKFILL_WITHIN_MS * attempt, until: this.#asking.signal },
        (signal) => backfill(this.#since.sinceIso, signal),
      );
    } catch {
      if (joinNumber !== this.#joinNumber) return;
      const delayMs = backoffMs(attempt, this.#environment.random());
      this.#cancelRetry = this.#environment.setTimer(() => {
        void this.#fetch(backfill, joinNumber, attempt + 1);
      }, delayMs);
      return;
    }
    for (const row of rows) {
      if (joinNumber !== this.#joinNumber) return;
      if (this.#gate.admit(row)) attend(() => this.#handlers.onRow?.(row));
    }
    if (joinNumber !== this.#joinNumber) return;
    this.#since.completed(rows);
    this.#isFetching = false;
    this.#goLive(joinNumber);
    if (this.#isBehind) this.changed();
  }

  /** Held messages come out before the word `live`: whoever reads it may trust what is on the screen. */
  #goLive(joinNumber: number): void {
    for (const message of this.#held.splice(0)) {
      if (joinNumber === this.#joinNumber) this.#deliver(message);
    }
    if (joinNumber === this.#joinNumber) this.#say('live');
  }

  #deliver({ event, payload }: HeldMessage): void {
    const stamp = stampOf(event, payload);
    if (stamp === null || this.#gate.admit(stamp)) attend(() => this.#handlers.onEvent(event, payload));
  }

  #abandon(): void {
    this.#joinNumber += 1;
    this.#asking.abort();
    this.#asking = new AbortController();
    this.#cancelRetry();
    this.#held = [];
    this.#isFetching = false;
    this.#isBehind = false;
  }

  #say(status: TopicStatus): void {
    if (status === this.#status) return;
    this.#status = status;
    attend(() => this.#handlers.onStatus?.(status));
  }
}

/** A handler that throws is a bug of its owner: reported as uncaught, but the line and other subscribers go on. */
function attend(handler: () => void): void {
  try {
    handler();
  } catch (error) {
    queueMicrotask(() => {
      throw error;
    });
  }
}
