import { createBrowserEnvironment } from '../connection/browser-environment.ts';
import { describeTransportContract } from '../testing/transport-contract.ts';
import { MemoryServer } from './memory.ts';

describeTransportContract('memory', () => {
  const server = new MemoryServer({ environment: createBrowserEnvironment(), latencyMs: 2 });
  server.faults.refusedTopics.set('tenant:other', 'Unauthorized: You do not have permissions to read from this topic');
  return {
    transport: server.createTransport(),
    allowedTopic: 'tenant:own',
    forbiddenTopic: 'tenant:other',
    broadcast: (topic, event, payload) => server.broadcast(topic, event, payload),
    dropConnections: () => server.dropConnections(),
    hasPresence: true,
    dispose: () => server.dropConnections(),
  };
});
