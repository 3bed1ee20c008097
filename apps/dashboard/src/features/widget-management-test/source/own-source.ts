import { createBrowserEnvironment, createRealtime } from '@blunari/realtime';
import type { Services } from '../../../data/services.ts';
import { cuttable } from './cuttable-transport.ts';
import { TestRestaurant } from './test-restaurant.ts';
import type { TestSource } from './test-source.ts';

/** The product that this tab looks at, real or simulated, through the dashboard's own client and transport. */
export function createOwnSource({ client, createTransport, sendAndLeave, mock }: Services): TestSource {
  return {
    kind: mock ? 'mock' : 'real',
    client,
    restaurant: new TestRestaurant({
      begin: () => client.testRuns.begin.mutate(),
      keep: (tenantId) => client.testRuns.keep.mutate({ tenantId }),
      end: (tenantId) => client.testRuns.end.mutate({ tenantId }),
      endOnLeaving: (tenantId) => sendAndLeave('testRuns.end', { tenantId }),
    }),
    openLine: () => {
      const transport = cuttable(createTransport());
      const realtime = createRealtime({ transport, environment: createBrowserEnvironment() });
      return { realtime, cut: transport.cut };
    },
  };
}
