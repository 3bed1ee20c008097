import type { Environment } from './connection/environment.ts';
import { ConnectionManager } from './connection/manager.ts';
import type { ConnectionState } from './connection/state.ts';
import type { TopicHandlers, VersionedRow } from './subscription/handlers.ts';
import { TopicRegistry } from './subscription/registry.ts';
import type { Transport } from './transport/transport.ts';

/** One line for the whole page, however many topics and components use it. Methods need no `this`. */
export interface Realtime {
  /** The present state; the same object until something changes. */
  readonly getConnection: () => ConnectionState;
  /** Called after each change. Returns the function that ends it. */
  readonly onConnectionChange: (listener: (state: ConnectionState) => void) => () => void;
  /** Opens the line and keeps it open. The first `subscribe` does it too; repeated calls are harmless. */
  readonly start: () => void;
  /** Tries at once: for a "Retry now" button, and after signing in again. */
  readonly retry: () => void;
  /** Ends everything for good, at sign-out or teardown. Repeated calls are harmless. */
  readonly close: () => void;
  /** Follows a topic. Returns the function that ends it; calling that twice, or after `close`, is harmless. */
  readonly subscribe: <Row extends VersionedRow>(topic: string, handlers: TopicHandlers<Row>) => () => void;
}

export interface RealtimeOptions {
  readonly transport: Transport;
  readonly environment: Environment;
}

/** Creating has no side effect: no socket, listener or timer before `start` or the first `subscribe`. */
export function createRealtime({ transport, environment }: RealtimeOptions): Realtime {
  const connection = new ConnectionManager(transport, environment);
  const topics = new TopicRegistry(transport, environment, connection);
  return {
    getConnection: () => connection.state,
    onConnectionChange: (listener) => connection.onDidChange(listener),
    start: () => connection.start(),
    retry: () => {
      topics.forgive();
      connection.retry();
    },
    close: () => connection.close(),
    subscribe: (topic, handlers) => {
      const unsubscribe = topics.subscribe(topic, handlers);
      connection.start();
      return unsubscribe;
    },
  };
}
