import { createBrowserEnvironment } from '../connection/browser-environment.ts';
import { describeTransportContract } from '../testing/transport-contract.ts';
import { MemoryServer } from './memory.ts';
import { createPortTransport, serveTransport } from './ported.ts';

describeTransportContract('at the far end of a port', () => {
  const server = new MemoryServer({ environment: createBrowserEnvironment(), latencyMs: 2 });
  server.faults.refusedTopics.set('tenant:other', 'Unauthorized: You do not have permissions to read from this topic');
  const { port1, port2 } = new MessageChannel();
  const stop = serveTransport(port1, server.createTransport());
  return {
    transport: createPortTransport(port2),
    allowedTopic: 'tenant:own',
    forbiddenTopic: 'tenant:other',
    broadcast: (topic, event, payload) => server.broadcast(topic, event, payload),
    dropConnections: () => server.dropConnections(),
    hasPresence: true,
    dispose: () => {
      stop();
      port1.close();
      port2.close();
    },
  };
});
