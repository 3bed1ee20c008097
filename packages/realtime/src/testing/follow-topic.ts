import { createRealtime, type Realtime } from '../create-realtime.ts';
import type { TopicHandlers, VersionedRow } from '../subscription/handlers.ts';
import { MemoryServer } from '../transport/memory.ts';
import type { Transport } from '../transport/transport.ts';
import { FakeEnvironment } from './fake-environment.ts';

export const topic = 'tenant:own';

export interface Row extends VersionedRow {
  readonly name: string;
}

interface FollowedTopic {
  readonly environment: FakeEnvironment;
  readonly server: MemoryServer;
  readonly realtime: Realtime;
  /** Joins, leaves and renewals that reached the transport, in order. */
  readonly calls: readonly string[];
  /** Another subscriber of `topic`, with all that it was told, in order. */
  readonly follow: (handlers?: Partial<TopicHandlers<Row>>) => { heard: unknown[]; unsubscribe: () => void };
  /** Another page on the same server. */
  readonly createPeer: () => Realtime;
  /** Cuts the line and waits until it is back. */
  readonly reconnect: () => Promise<void>;
}

/** A line to a server in memory, not yet started: the first subscriber starts it. */
export function setUpTopic(): FollowedTopic {
  const environment = new FakeEnvironment();
  const server = new MemoryServer({ environment, latencyMs: 5 });
  const calls: string[] = [];
  const realtime = createRealtime({ environment, transport: spied(server.createTransport(), calls) });
  return {
    environment,
    server,
    realtime,
    calls,
    follow: (handlers = {}) => {
      const heard: unknown[] = [];
      const unsubscribe = realtime.subscribe<Row>(topic, {
        onEvent: (event, payload) => heard.push([event, payload]),
        onRow: (row) => heard.push(row),
        onStatus: (status) => heard.push(status),
        ...handlers,
      });
      return { heard, unsubscribe };
    },
    createPeer: () => createRealtime({ environment, transport: server.createTransport() }),
    reconnect: async () => {
      server.dropConnections();
      await environment.advance(1_000);
    },
  };
}

function spied(transport: Transport, calls: string[]): Transport {
  return {
    open: () => transport.open(),
    close: () => transport.close(),
    ping: () => transport.ping(),
    join: (name) => {
      calls.push(`join ${name}`);
      transport.join(name);
    },
    leave: (name) => {
      calls.push(`leave ${name}`);
      transport.leave(name);
    },
    track: (name, note) => transport.track(name, note),
    renewToken: () => {
      calls.push('renew');
      return transport.renewToken();
    },
    listen: (listener) => transport.listen(listener),
  };
}
