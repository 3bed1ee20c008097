import { createBrowserEnvironment, createPollingTransport, createRealtime, type Realtime } from '@blunari/realtime';
import { MemoryPollSource, MemoryServer } from '@blunari/realtime/testing';
import type { ConnectionStatus } from '@blunari/realtime';
import { tenantTopic } from '@blunari/schema/realtime';
import { createStoryServer, type StoryServer, tenantId } from './story-server.ts';

export const topic = tenantTopic(tenantId);

/** A page and its server in memory: everything above the wire is what the dashboard runs on. */
export interface StoryConnection {
  readonly realtime: Realtime;
  readonly server: MemoryServer;
  readonly stored: StoryServer;
  /** Nothing is followed, so nothing is started. */
  readonly isIdle: boolean;
}

/** What has to be wrong with the world for a connection to come into each state, and to stay there. */
const troubles = {
  idle: () => {},
  connecting: ({ server }) => {
    server.faults.connections = 'hang';
  },
  online: () => {},
  reconnecting: loseServer,
  offline: loseServer,
  polling: ({ server }) => {
    server.faults.connections = 'refuse';
  },
  unauthorized: ({ server }) => {
    server.faults.refusedTopics.set(topic, 'InvalidJWTToken: Token has expired 5 seconds ago');
  },
  closed: ({ realtime }) => {
    realtime.start();
    realtime.close();
  },
} as const satisfies Record<ConnectionStatus, (connection: StoryConnection) => void>;

/** A connection that is going to be in this state as soon as a component uses it. */
export function connectionIn(status: ConnectionStatus): StoryConnection {
  const environment = {
    ...createBrowserEnvironment(),
    isNetworkUp: () => status !== 'offline',
    // The longest waits, so that there is something to see; while polling the shortest, so that it comes soon.
    random: () => (status === 'polling' ? 0.1 : 0.99),
  };
  const server = new MemoryServer({ environment, latencyMs: 20 });
  const source = new MemoryPollSource(environment, 20);
  source.isUp = status === 'polling';
  const realtime = createRealtime({
    environment,
    transport: server.createTransport(),
    polling: createPollingTransport({ source, environment }),
  });
  const isIdle = status === 'idle';
  const stored = createStoryServer(server);
  const connection = { realtime: isIdle ? { ...realtime, start: () => {} } : realtime, server, stored, isIdle };
  troubles[status](connection);
  return connection;
}

/** Once it has been there, the server is gone. */
function loseServer({ realtime, server }: StoryConnection): void {
  const stop = realtime.onConnectionChange(({ status }) => {
    if (status !== 'online') return;
    stop();
    server.faults.connections = 'refuse';
    server.dropConnections();
  });
}
