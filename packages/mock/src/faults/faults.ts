import type { ErrorCode } from '@blunari/schema/errors';

/** What is wrong with the simulated server, its line or this device at the moment. */
export interface Faults {
  /** Each way and for everything, in ms. */
  readonly latencyMs: number;
  /** At most so much more, by chance and for each call, in ms. */
  readonly jitterMs: number;
  /** Nothing gets through: calls are not answered, the live line breaks and cannot be had again. */
  readonly isDisconnected: boolean;
  /** How many of a hundred calls fail, and with which code. */
  readonly failurePercent: number;
  readonly failureCode: ErrorCode;
  /** A colleague saves each field that is saved here a moment earlier, with another value; once a field. */
  readonly hasColleague: boolean;
  /** As on a mid-range phone in a slow network: every answer takes longer and keeps the page busy. */
  readonly isSlowPhone: boolean;
}

export const noFaults: Faults = {
  latencyMs: 0,
  jitterMs: 0,
  isDisconnected: false,
  failurePercent: 0,
  failureCode: 'unavailable',
  hasColleague: false,
  isSlowPhone: false,
};

/** The largest waits and rates that a panel may set. */
export const faultLimits = { latencyMs: 5000, jitterMs: 2000, failurePercent: 100 } as const;

/**
 * Lighthouse's simulated mobile network of 150 ms a round trip, at the 3.75 times that it adds where requests are held
 * back one by one: 562.5 ms (GoogleChrome/lighthouse, docs/throttling.md).
 */
export const slowPhoneLatencyMs = 560;

/** What a desktop does within a frame takes such a phone four times as long; from 50 ms on a task counts as long (W3C). */
export const slowPhoneBusyMs = 60;

/** Faults on demand: whoever shows them subscribes, whoever suffers them asks. */
export class FaultStore {
  readonly #listeners = new Set<(faults: Faults) => void>();
  #faults: Faults = noFaults;

  readonly get = (): Faults => this.#faults;

  readonly set = (change: Partial<Faults>): void => {
    this.#faults = { ...this.#faults, ...change };
    for (const listener of this.#listeners) listener(this.#faults);
  };

  /** Returns the function that ends it. */
  readonly subscribe = (listener: (faults: Faults) => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}

/** The faults that are on, in words, to be shown wherever they may surprise. */
export function tellFaults(faults: Faults): readonly string[] {
  const { latencyMs, jitterMs, failurePercent } = faults;
  const delay = jitterMs > 0 ? `${latencyMs} to ${latencyMs + jitterMs} ms late` : `${latencyMs} ms late`;
  return [
    ...(faults.isDisconnected ? ['Disconnected'] : []),
    ...(latencyMs + jitterMs > 0 ? [delay] : []),
    ...(failurePercent > 0 ? [`${failurePercent} % of calls fail`] : []),
    ...(faults.hasColleague ? ['A colleague edits too'] : []),
    ...(faults.isSlowPhone ? ['Slow phone'] : []),
  ];
}
