import type { ConnectionManager } from '../connection/manager.ts';
import type { ConnectionState } from '../connection/state.ts';
import type { Environment } from '../connection/environment.ts';
import type { Transport, TransportEvent } from '../transport/transport.ts';
import type { TopicHandlers, VersionedRow } from './handlers.ts';
import { Subscriber } from './subscriber.ts';
import { Topic } from './topic.ts';

/** An unwanted topic stays joined this long: a component that remounts (or React's StrictMode) costs no second join. */
export const LEAVE_AFTER_MS = 1_000;

/** Topics by name, each joined once however many subscribers it has. */
export class TopicRegistry {
  readonly #transport: Transport;
  readonly #environment: Environment;
  readonly #connection: ConnectionManager;
  readonly #topics = new Map<string, Topic>();
  /** Topics without subscribers, with what cancels their leaving. */
  readonly #leaving = new Map<string, () => void>();
  #isOnline = false;

  constructor(transport: Transport, environment: Environment, connection: ConnectionManager) {
    this.#transport = transport;
    this.#environment = environment;
    this.#connection = connection;
    transport.listen((event) => this.#onTransport(event));
    connection.onDidChange((state) => this.#onConnection(state));
  }

  /** Returns the function that ends it; calling that twice is harmless. */
  subscribe<Row extends VersionedRow>(name: string, handlers: TopicHandlers<Row>): () => void {
    const topic = this.#topics.get(name) ?? this.#add(name);
    this.#leaving.get(name)?.();
    this.#leaving.delete(name);
    const member = new Subscriber(handlers, this.#environment);
    topic.add(member);
    return () => {
      member.end();
      if (topic.members.delete(member) && topic.members.size === 0) this.#leaveLater(topic);
    };
  }

  /** A person asked again: topics that were refused are asked anew. */
  forgive(): void {
    for (const topic of this.#topics.values()) topic.forgive();
  }

  #add(name: string): Topic {
    const topic = new Topic(name, this.#transport, this.#environment, (reason) => this.#connection.refuseToken(reason));
    this.#topics.set(name, topic);
    if (this.#isOnline) topic.join();
    return topic;
  }

  #leaveLater(topic: Topic): void {
    if (!this.#isOnline) return void this.#topics.delete(topic.name);
    const cancel = this.#environment.setTimer(() => this.#drop(topic), LEAVE_AFTER_MS);
    this.#leaving.set(topic.name, cancel);
  }

  #drop(topic: Topic): void {
    this.#leaving.delete(topic.name);
    this.#topics.delete(topic.name);
    topic.leave();
  }

  #onConnection(state: ConnectionState): void {
    const isOnline = state.status === 'online';
    if (isOnline === this.#isOnline) return;
    this.#isOnline = isOnline;
    if (!isOnline) this.#forgetUnwanted();
    for (const topic of this.#topics.values()) {
      if (isOnline) topic.join();
      else topic.suspend();
    }
  }

  #forgetUnwanted(): void {
    for (const [name, cancel] of this.#leaving) {
      cancel();
      this.#topics.delete(name);
    }
    this.#leaving.clear();
  }

  #onTransport(event: TransportEvent): void {
    switch (event.type) {
      case 'joined':
        return this.#topics.get(event.topic)?.onJoined();
      case 'lost':
        return this.#topics.get(event.topic)?.onLost(event.reason);
      case 'received':
        return this.#topics.get(event.topic)?.onReceived(event.event, event.payload);
      case 'opened':
      case 'closed':
      case 'ponged':
        return;
    }
  }
}
