import type { ConnectionManager } from '../connection/manager.ts';
import type { ConnectionState } from '../connection/state.ts';
import type { Environment } from '../connection/environment.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Transport, TransportEvent } from '../transport/transport.ts';
import type { TopicHandlers, VersionedRow } from './handlers.ts';
import type { Attendance, PeopleListener } from './presence-book.ts';
import { Subscriber } from './subscriber.ts';
import { Topic } from './topic.ts';

/** An unwanted topic stays joined this long: a component that remounts (or React's StrictMode) costs no second join. */
export const LEAVE_AFTER_MS = 1_000;

export interface TopicRegistryOptions {
  readonly transport: Transport;
  readonly polling: Transport | null;
  readonly environment: Environment;
  readonly connection: ConnectionManager;
  readonly metrics: Metrics;
}

/** Topics by name, each joined once however many subscribers it has. */
export class TopicRegistry {
  readonly #options: TopicRegistryOptions;
  readonly #topics = new Map<string, Topic>();
  /** Topics without subscribers, with what cancels their leaving. */
  readonly #leaving = new Map<string, () => void>();
  /** What topics are joined on at the moment: sockets, polling, or nothing. */
  #line: Transport | null = null;

  constructor(options: TopicRegistryOptions) {
    this.#options = options;
    const { transport, polling, connection } = options;
    for (const line of polling === null ? [transport] : [transport, polling]) {
      line.listen((event) => line === this.#line && this.#onEvent(event));
    }
    connection.onDidChange((state) => this.#onConnection(state));
  }

  /** Returns the function that ends it; calling that twice is harmless. */
  subscribe<Row extends VersionedRow>(name: string, handlers: TopicHandlers<Row>): () => void {
    const topic = this.#want(name);
    const member = new Subscriber(handlers, this.#options.environment, this.#options.metrics);
    topic.add(member);
    return () => {
      member.end();
      if (topic.members.delete(member)) this.#leaveUnwanted(topic);
    };
  }

  attend(name: string, onPeople: PeopleListener): Attendance {
    const topic = this.#want(name);
    // Its own function for each, so that one given twice counts twice.
    const listener: PeopleListener = (people) => onPeople(people);
    topic.presence.add(listener);
    return {
      say: (note) => topic.presence.say(listener, note),
      leave: () => {
        if (topic.presence.delete(listener)) this.#leaveUnwanted(topic);
      },
    };
  }

  /** A person asked again: topics that were refused are asked anew. */
  forgive(): void {
    for (const topic of this.#topics.values()) topic.forgive();
  }

  #want(name: string): Topic {
    this.#leaving.get(name)?.();
    this.#leaving.delete(name);
    return this.#topics.get(name) ?? this.#add(name);
  }

  #add(name: string): Topic {
    const { environment, connection } = this.#options;
    const topic = new Topic(name, environment, (reason) => connection.refuseToken(reason));
    this.#topics.set(name, topic);
    if (this.#line) topic.join(this.#line);
    return topic;
  }

  #leaveUnwanted(topic: Topic): void {
    if (!topic.isUnwanted) return;
    if (this.#line === null) return void this.#topics.delete(topic.name);
    const cancel = this.#options.environment.setTimer(() => this.#drop(topic), LEAVE_AFTER_MS);
    this.#leaving.set(topic.name, cancel);
  }

  #drop(topic: Topic): void {
    this.#leaving.delete(topic.name);
    this.#topics.delete(topic.name);
    topic.leave();
  }

  #onConnection(state: ConnectionState): void {
    const line = this.#lineOf(state);
    if (line === this.#line) return;
    this.#line = line;
    this.#forgetUnwanted();
    for (const topic of this.#topics.values()) topic.suspend();
    // A handler that is told may end the line.
    for (const topic of this.#topics.values()) if (line !== null && line === this.#line) topic.join(line);
  }

  #lineOf({ status }: ConnectionState): Transport | null {
    if (status === 'online') return this.#options.transport;
    return status === 'polling' ? this.#options.polling : null;
  }

  #forgetUnwanted(): void {
    for (const [name, cancel] of this.#leaving) {
      cancel();
      this.#topics.delete(name);
    }
    this.#leaving.clear();
  }

  #onEvent(event: TransportEvent): void {
    if (!('topic' in event)) return;
    const topic = this.#topics.get(event.topic);
    switch (event.type) {
      case 'joined':
        return topic?.onJoined();
      case 'lost':
        return topic?.onLost(event.reason);
      case 'received':
        return topic?.onReceived(event.event, event.payload);
      case 'changed':
        return topic?.onChanged();
      case 'presence':
        return topic?.presence.onPeople(event.people);
    }
  }
}
