import type { Environment } from '../connection/environment.ts';
import { runGuarded } from '../connection/run-guarded.ts';
import type { DropCause } from '../connection/state.ts';
import { type Distribution, Samples } from './samples.ts';
import { type ClockOffset, ServerClock, type ServerTimeSample } from './server-clock.ts';

/** What the connection measured of itself since the page was loaded. */
export interface RealtimeMetrics {
  /** From opening a socket to its being open. */
  readonly connect: Distribution | null;
  /** From a ping to its answer. */
  readonly roundTrip: Distribution | null;
  /** From the server's commit to the drawn page, for live messages; null until the server's clock is known. */
  readonly commitToScreen: Distribution | null;
  /** Commit-to-screen is wrong by `errorMs` at most. */
  readonly clock: ClockOffset | null;
  /** Lines that were had, the first one included. */
  readonly connects: number;
  /** Lines that were lost, by cause. */
  readonly losses: Readonly<Record<DropCause, number>>;
  /** Attempts that came to nothing, by cause. */
  readonly failures: Readonly<Record<DropCause, number>>;
  /** On the socket, payloads of frames, as far as the transport can tell. */
  readonly sentBytes: number;
  readonly receivedBytes: number;
}

/** Those who look are told at most so often. */
const TELL_EVERY_MS = 500;

const noDrops = { refused: 0, closed: 0, 'connect-timeout': 0, 'heartbeat-timeout': 0 } as const;

/** Counts and times; never costs a timer while nobody looks. */
export class Metrics {
  readonly #environment: Environment;
  readonly #clock = new ServerClock();
  readonly #connect = new Samples();
  readonly #roundTrip = new Samples();
  readonly #commitToScreen = new Samples();
  readonly #losses: Record<DropCause, number> = { ...noDrops };
  readonly #failures: Record<DropCause, number> = { ...noDrops };
  readonly #listeners = new Set<() => void>();
  #connects = 0;
  #sentBytes = 0;
  #receivedBytes = 0;
  /** Commits that will be on screen with the next paint. */
  #undrawn: number[] = [];
  #snapshot: RealtimeMetrics | null = null;
  /** Cancels what tells those who look; null while nothing is to be told soon. */
  #cancelTelling: (() => void) | null = null;
  /** Something changed that they were not told. */
  #hasNews = false;

  constructor(environment: Environment) {
    this.#environment = environment;
  }

  connected(lengthMs: number): void {
    this.#connects += 1;
    this.#connect.add(lengthMs);
    this.#change();
  }

  /** A line that stood was lost, or an attempt failed. */
  dropped(cause: DropCause, wasOnline: boolean): void {
    (wasOnline ? this.#losses : this.#failures)[cause] += 1;
    this.#change();
  }

  answered(lengthMs: number): void {
    this.#roundTrip.add(lengthMs);
    this.#change();
  }

  carried({ sentBytes, receivedBytes }: { readonly sentBytes: number; readonly receivedBytes: number }): void {
    this.#sentBytes += sentBytes;
    this.#receivedBytes += receivedBytes;
    this.#change();
  }

  observeServerTime(sample: ServerTimeSample): void {
    this.#clock.observe(sample);
    this.#change();
  }

  /** A live message was handed to the page. */
  delivered(payload: unknown): void {
    const committedAtMs = committedAtOf(payload);
    if (Number.isNaN(committedAtMs)) return;
    this.#clock.heardOf(committedAtMs, this.#environment.now());
    this.#undrawn.push(committedAtMs);
    if (this.#undrawn.length > 1) return;
    if (this.#environment.isVisible()) this.#environment.afterPaint(() => this.#onPaint());
    else this.hidden();
  }

  /** Nothing is drawn on a hidden page, and what waited for that would be measured late. */
  hidden(): void {
    this.#undrawn = [];
    this.stopTelling();
  }

  /** Somebody looks again: what changed meanwhile is told. */
  shown(): void {
    if (this.#hasNews) this.#tellSoon();
  }

  /** Until the next change. */
  stopTelling(): void {
    this.#cancelTelling?.();
    this.#cancelTelling = null;
  }

  /** The same object until something changes. */
  readonly get = (): RealtimeMetrics => {
    this.#snapshot ??= this.#read();
    return this.#snapshot;
  };

  /** Called after changes, at most twice a second and never on a hidden page. Returns the function that ends it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.stopTelling();
    };
  };

  #read(): RealtimeMetrics {
    const clock = this.#clock.offset;
    return {
      connect: this.#connect.distribution(),
      roundTrip: this.#roundTrip.distribution(),
      commitToScreen: clock && this.#commitToScreen.distribution(clock.offsetMs),
      clock,
      connects: this.#connects,
      losses: { ...this.#losses },
      failures: { ...this.#failures },
      sentBytes: this.#sentBytes,
      receivedBytes: this.#receivedBytes,
    };
  }

  #onPaint(): void {
    const now = this.#environment.now();
    for (const committedAtMs of this.#undrawn.splice(0)) this.#commitToScreen.add(now - committedAtMs);
    this.#change();
  }

  #change(): void {
    this.#snapshot = null;
    this.#hasNews = true;
    this.#tellSoon();
  }

  #tellSoon(): void {
    if (this.#cancelTelling !== null || this.#listeners.size === 0 || !this.#environment.isVisible()) return;
    this.#cancelTelling = this.#environment.setTimer(() => {
      this.#cancelTelling = null;
      this.#hasNews = false;
      for (const listener of this.#listeners) runGuarded(listener);
    }, TELL_EVERY_MS);
  }
}

function committedAtOf(payload: unknown): number {
  if (typeof payload !== 'object' || payload === null || !('committedAt' in payload)) return Number.NaN;
  return typeof payload.committedAt === 'string' ? Date.parse(payload.committedAt) : Number.NaN;
}
