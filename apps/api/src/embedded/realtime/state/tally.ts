import type { Log } from '../log.ts';

const REPORT_EVERY_MS = 60_000;

/**
 * What was refused or dropped because of a limit, told to the operators as sums once a minute: neither is a limit reached
 * without a trace, nor can a stranger fill the log.
 */
export class Tally {
  readonly #log: Log;
  readonly #counts = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  /** One more of that kind. The first after a silence is told with all that follow within a minute. */
  count(kind: string): void {
    this.#counts.set(kind, (this.#counts.get(kind) ?? 0) + 1);
    this.#timer ??= setTimeout(() => this.report(), REPORT_EVERY_MS).unref();
  }

  /** Tells now what was counted. */
  report(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#counts.size === 0) return;
    this.#log.warn({ counts: Object.fromEntries(this.#counts) }, 'Limits of Realtime were reached in the last minute.');
    this.#counts.clear();
  }
}
