import type { Environment } from './connection/environment.ts';
import { ConnectionManager } from './connection/manager.ts';
import type { ConnectionState } from './connection/state.ts';
import { Metrics, type RealtimeMetrics } from './metrics/metrics.ts';
import type { ServerTimeSample } from './metrics/server-clock.ts';
import type { TopicHandlers, VersionedRow } from './subscription/handlers.ts';
import type { Attendance, PeopleListener } from './subscription/presence-book.ts';
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
  /** Looks at who is on a topic; `say` tells them of this page's user. */
  readonly attend: (topic: string, onPeople: PeopleListener) => Attendance;
  /** What the connection measured of itself; the same object until something changes. */
  readonly metrics: () => RealtimeMetrics;
  /** Called after changes of `metrics()`, at most twice a second, never on a hidden page. Returns the function that ends it. */
  readonly onMetricsChange: (listener: () => void) => () => void;
  /** An answer of the server told its time, wherever it came from: latencies from commit to screen need that. */
  readonly observeServerTime: (sample: ServerTimeSample) => void;
}

export interface RealtimeOptions {
  readonly transport: Transport;
  /** The way round sockets that are blocked. Default: none, so that the state is never `polling`. */
  readonly polling?: Transport;
  readonly environment: Environment;
}

/** Creating has no side effect: no socket, listener or timer before `start` or the first `subscribe`. */
export function createRealtime({ transport, polling, environment }: RealtimeOptions): Realtime {
  const metrics = new Metrics(environment);
  const lines = { transport, polling: polling ?? null, environment, metrics };
  const connection = new ConnectionManager(lines);
  const topics = new TopicRegistry({ ...lines, connection });
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
    attend: (topic, onPeople) => {
      const attendance = topics.attend(topic, onPeople);
      connection.start();
      return attendance;
    },
    metrics: metrics.get,
    onMetricsChange: metrics.subscribe,
    observeServerTime: (sample) => metrics.observeServerTime(sample),
  };
}
