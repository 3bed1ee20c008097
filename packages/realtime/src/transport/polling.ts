import { askWithin } from '../connection/ask-within.ts';
import type { Environment } from '../connection/environment.ts';
import type { PollAnswer, PollSource } from './poll-source.ts';
import type { Transport, TransportEvent } from './transport.ts';

/** Between two questions while somebody may be looking, give or take a fifth so that clients do not ask in step. */
export const POLL_EVERY_MS = 5_000;
export const POLL_EVERY_HIDDEN_MS = 60_000;
/** A question without an answer for this long has failed. */
export const ANSWER_WITHIN_MS = 10_000;
/** One question may fail on a line that is merely bad; so many in a row end it. */
const FAILURES_ALLOWED = 1;

export interface PollingTransportOptions {
  readonly source: PollSource;
  readonly environment: Pick<Environment, 'setTimer' | 'random' | 'isVisible'>;
}

/**
 * The way round sockets that a proxy or a filter blocks: asks over HTTP whether anything changed.
 * It never says what: `changed` makes the subscribers' backfills fetch that.
 */
export function createPollingTransport(options: PollingTransportOptions): Transport {
  return new PollingTransport(options);
}

class PollingTransport implements Transport {
  readonly #source: PollSource;
  readonly #environment: PollingTransportOptions['environment'];
  readonly #listeners = new Set<(event: TransportEvent) => void>();
  /** By topic, the tag of the last answer; null when it had none. */
  readonly #tags = new Map<string, string | null>();
  /** Ends with the line, and all that was asked on it. */
  #line = new AbortController();
  #cancelNext: () => void = () => {};
  #failures = 0;
  #isAsking = false;
  /** Told to ask while it was asking: what changed since it began to, that round does not say. */
  #isAskedAgain = false;

  constructor({ source, environment }: PollingTransportOptions) {
    this.#source = source;
    this.#environment = environment;
    this.#line.abort();
  }

  listen(listener: (event: TransportEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open(): void {
    this.close();
    const line = new AbortController();
    this.#line = line;
    this.#ask(line, (signal) => this.#source.probe(signal)).then(
      () => this.#isCurrent(line) && this.#onOpen(),
      () => this.#isCurrent(line) && this.#onClosed(),
    );
  }

  close(): void {
    this.#line.abort();
    this.#cancelNext();
    this.#tags.clear();
    this.#failures = 0;
    this.#isAsking = false;
  }

  ping(): void {
    if (this.#line.signal.aborted) return;
    this.#cancelNext();
    this.#isAskedAgain = this.#isAsking;
    if (!this.#isAsking) void this.#pollAll(this.#line);
  }

  join(topic: string): void {
    void this.#join(topic, this.#line);
  }

  leave(topic: string): void {
    this.#tags.delete(topic);
  }

  /** HTTP has no presence: who polls is not seen, and sees nobody. */
  track(): void {}

  renewToken(): Promise<boolean> {
    return this.#source.renewToken();
  }

  /** The tag is taken before the subscribers' backfills, so that what changes meanwhile is noticed. */
  async #join(topic: string, line: AbortController): Promise<void> {
    this.#tags.set(topic, null);
    const answer = await this.#pollOne(topic, null, line);
    if (!this.#isCurrent(line) || !this.#tags.has(topic)) return;
    if (answer === null) return this.#lose(topic, 'no answer');
    if (answer.status === 'refused') return this.#lose(topic, answer.reason);
    this.#remember(topic, answer);
    this.#emit({ type: 'joined', topic });
  }

  async #pollAll(line: AbortController): Promise<void> {
    this.#isAsking = true;
    this.#isAskedAgain = false;
    const topics = [...this.#tags];
    const answers = await Promise.all(
      topics.length === 0
        ? [this.#probe(line)]
        : topics.map(async ([topic, tag]) => this.#take(topic, await this.#pollOne(topic, tag, line), line)),
    );
    if (!this.#isCurrent(line)) return;
    this.#failures = answers.every((isAnswered) => isAnswered) ? 0 : this.#failures + 1;
    if (this.#failures > FAILURES_ALLOWED) return this.#onClosed();
    if (this.#failures === 0) this.#emit({ type: 'ponged' });
    this.#isAsking = false;
    if (this.#isAskedAgain) this.ping();
    else this.#pollLater();
  }

  /** True when there was an answer. */
  #take(topic: string, answer: PollAnswer | null, line: AbortController): boolean {
    if (answer === null) return false;
    if (!this.#isCurrent(line) || !this.#tags.has(topic)) return true;
    if (answer.status === 'refused') this.#lose(topic, answer.reason);
    this.#remember(topic, answer);
    if (answer.status === 'changed') this.#emit({ type: 'changed', topic });
    return true;
  }

  #remember(topic: string, answer: PollAnswer): void {
    if (answer.status === 'changed') this.#tags.set(topic, answer.tag);
  }

  #probe(line: AbortController): Promise<boolean> {
    return this.#ask(line, (signal) => this.#source.probe(signal)).then(
      () => true,
      () => false,
    );
  }

  /** Null without an answer. */
  #pollOne(topic: string, tag: string | null, line: AbortController): Promise<PollAnswer | null> {
    return this.#ask(line, (signal) => this.#source.poll(topic, tag, signal)).catch(() => null);
  }

  /** Rejects in time even where the question itself never ends. */
  #ask<Answer>(line: AbortController, question: (signal: AbortSignal) => Promise<Answer>): Promise<Answer> {
    return askWithin({ environment: this.#environment, withinMs: ANSWER_WITHIN_MS, until: line.signal }, question);
  }

  #pollLater(): void {
    const everyMs = this.#environment.isVisible() ? POLL_EVERY_MS : POLL_EVERY_HIDDEN_MS;
    const line = this.#line;
    const delayMs = everyMs * (0.8 + 0.4 * this.#environment.random());
    this.#cancelNext();
    this.#cancelNext = this.#environment.setTimer(() => void this.#pollAll(line), delayMs);
  }

  #lose(topic: string, reason: string): void {
    this.#tags.delete(topic);
    this.#emit({ type: 'lost', topic, reason });
  }

  #isCurrent(line: AbortController): boolean {
    return line === this.#line && !line.signal.aborted;
  }

  #onOpen(): void {
    this.#pollLater();
    this.#emit({ type: 'opened' });
  }

  #onClosed(): void {
    this.close();
    this.#emit({ type: 'closed' });
  }

  #emit(event: TransportEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
