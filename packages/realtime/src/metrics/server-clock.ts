/** An answer of the server that told its time: somewhere between being asked and being heard it was within these bounds. */
export interface ServerTimeSample {
  /** This device's clock, epoch ms. */
  readonly askedAt: number;
  readonly heardAt: number;
  /** The server's clock, epoch ms: a `Date` header says `fromMs` and, as it cuts off, a second more as `toMs`. */
  readonly fromMs: number;
  readonly toMs: number;
}

export interface ClockOffset {
  /** How far this device is ahead of the server, in ms. */
  readonly offsetMs: number;
  /** The truth is at most this far from `offsetMs`. */
  readonly errorMs: number;
}

/** How far two clocks that run freely may part: RFC 5905 reckons with 15 millionths. */
const DRIFT = 15e-6;

/**
 * How far this device's clock is from the server's. Each answer bounds the difference, and the bounds of many answers
 * are narrower than any of theirs: a header of whole seconds turns over at a moment that few answers suffice to find.
 */
export class ServerClock {
  #lowest = Number.NEGATIVE_INFINITY;
  #highest = Number.POSITIVE_INFINITY;
  #boundedAt = 0;

  /** Null until an answer told the server's time. */
  get offset(): ClockOffset | null {
    const errorMs = (this.#highest - this.#lowest) / 2;
    return Number.isFinite(errorMs) ? { offsetMs: this.#lowest + errorMs, errorMs } : null;
  }

  observe({ askedAt, heardAt, fromMs, toMs }: ServerTimeSample): void {
    // The device's clock was set while it waited.
    if (heardAt >= askedAt) this.#bound(askedAt - toMs, heardAt - fromMs, heardAt);
  }

  /** A message cannot be heard before the write that it tells of. */
  heardOf(committedAtMs: number, heardAt: number): void {
    if (this.offset !== null) this.#bound(Number.NEGATIVE_INFINITY, heardAt - committedAtMs, heardAt);
  }

  #bound(lowest: number, highest: number, at: number): void {
    const driftMs = Math.abs(at - this.#boundedAt) * DRIFT;
    const next = {
      lowest: Math.max(this.#lowest - driftMs, lowest),
      highest: Math.min(this.#highest + driftMs, highest),
    };
    this.#boundedAt = at;
    // Where they contradict each other, a clock was set since: only what was heard last counts.
    const isPossible = next.lowest <= next.highest;
    this.#lowest = isPossible ? next.lowest : lowest;
    this.#highest = isPossible ? next.highest : highest;
  }
}
