import type { Attendance, ClockOffset, PeopleListener, ServerTimeSample, TopicStatus } from '@blunari/realtime';
import { tenantTopic } from '@blunari/schema/realtime';
import { isChangeTo, type Message } from './change-message.ts';
import { waitFor } from './wait-for.ts';
import type { TestLine, TestSource } from './test-source.ts';

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

  /** `onMessage` is told each message as it is heard. */
  constructor(source: TestSource, tenantId: string, onMessage: (message: Message) => void = () => undefined) {
    this.#source = source;
    this.#tenantId = tenantId;
    this.#line = source.openLine();
    this.#unsubscribe = this.#line.realtime.subscribe(tenantTopic(tenantId), {
      backfill: (since) => this.#catchUp(since),
      onRow: () => this.#change(() => (this.#missed += 1)),
      onEvent: (event, payload) => {
        const message = { event, payload, heardAt: Date.now() };
        this.#change(() => (this.#messages = [...this.#messages.slice(-19), message]));
        onMessage(message);
      },
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

  /** Whether a change of just this version came as a message. */
  hasHeard(version: number): boolean {
    return this.#messages.some(isChangeTo(version));
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
    const known = new Set(this.#messages);
    return this.heard((message) => message.event === event && !known.has(message), signal);
  }

  /** A message that fits, of the last twenty or of those to come. */
  async heard(fits: (message: Message) => boolean, signal: AbortSignal): Promise<Message> {
    const find = (): Message | undefined => this.#messages.find(fits);
    await this.until(() => find() !== undefined, signal);
    const message = find();
    if (!message) throw new Error('A message was heard and is gone.');
    return message;
  }

  /** Looks at who is on the topic. Ends with the line. */
  attend(onPeople: PeopleListener): Attendance {
    return this.#line.realtime.attend(tenantTopic(this.#tenantId), onPeople);
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
