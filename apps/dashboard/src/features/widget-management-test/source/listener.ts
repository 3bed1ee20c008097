import type { ClockOffset, ServerTimeSample, TopicStatus } from '@blunari/realtime';
import { tenantTopic } from '@blunari/schema/realtime';
import { waitFor } from './wait-for.ts';
import type { TestLine, TestSource } from './test-source.ts';

export interface Message {
  readonly event: string;
  readonly payload: unknown;
  /** Of this device's clock, epoch ms. */
  readonly heardAt: number;
}

/** A device on the topic of a test's restaurant: what it hears, and how its line is. */
export class Listener {
  readonly #line: TestLine;
  readonly #source: TestSource;
  readonly #tenantId: string;
  readonly #listeners = new Set<() => void>();
  readonly #unsubscribe: () => void;
  #status: TopicStatus = 'waiting';
  #messages: readonly Message[] = [];
  #missed = 0;

  constructor(source: TestSource, tenantId: string) {
    this.#source = source;
    this.#tenantId = tenantId;
    this.#line = source.openLine();
    this.#unsubscribe = this.#line.realtime.subscribe(tenantTopic(tenantId), {
      backfill: (since) => this.#catchUp(since),
      onRow: () => this.#change(() => (this.#missed += 1)),
      onEvent: (event, payload) =>
        this.#change(() => (this.#messages = [...this.#messages.slice(-19), { event, payload, heardAt: Date.now() }])),
      onStatus: (status) => this.#change(() => (this.#status = status)),
    });
  }

  get clock(): ClockOffset | null {
    return this.#line.realtime.metrics().clock;
  }

  /** Rows that a catch-up brought. */
  get missedCount(): number {
    return this.#missed;
  }

  get isLive(): boolean {
    return this.#status === 'live';
  }

  observeServerTime(sample: ServerTimeSample): void {
    this.#line.realtime.observeServerTime(sample);
  }

  cut(): void {
    this.#line.cut();
  }

  close(): void {
    this.#unsubscribe();
    this.#line.realtime.close();
  }

  /** Resolves once everything up to now was delivered. */
  async live(signal: AbortSignal): Promise<void> {
    await this.until(() => this.#status === 'live' || this.#status === 'refused', signal);
    if (this.#status === 'refused') throw new Error('The server lets nobody join this restaurant.');
  }

  /** The next message of a name after this call. */
  async next(event: string, signal: AbortSignal): Promise<Message> {
    const before = this.#messages.at(-1);
    const isNew = (): Message | undefined =>
      this.#messages.slice(before ? this.#messages.indexOf(before) + 1 : 0).find((message) => message.event === event);
    await this.until(() => isNew() !== undefined, signal);
    const message = isNew();
    if (!message) throw new Error(`No ${event} was heard.`);
    return message;
  }

  /** Rejects when it takes too long or the signal aborts. */
  until(isTrue: () => boolean, signal: AbortSignal): Promise<void> {
    return waitFor(isTrue, {
      subscribe: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      signal,
    });
  }

  async #catchUp(since: string | null) {
    const tenantId = this.#tenantId;
    const { widgets } = this.#source.client;
    return widgets.changedSince.query(since === null ? { tenantId } : { tenantId, since });
  }

  #change(apply: () => void): void {
    apply();
    for (const listener of this.#listeners) listener();
  }
}
