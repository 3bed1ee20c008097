import { createBrowserEnvironment, createRealtime, createSupabaseTransport } from '@blunari/realtime';
import type { Services } from '../../../data/services.ts';
import { cuttable } from './cuttable-transport.ts';
import { TestRestaurant } from './test-restaurant.ts';
import type { TestSource } from './test-source.ts';

/** The product that serves this page, through the dashboard's own client and transport. */
export function createRealSource({ client, config, session }: Services): TestSource {
  return {
    kind: 'real',
    client,
    restaurant: new TestRestaurant({
      begin: () => client.testRuns.begin.mutate(),
      keep: (tenantId) => client.testRuns.keep.mutate({ tenantId }),
      end: () => client.testRuns.end.mutate(),
    }),
    openLine: () => {
      const transport = cuttable(
        createSupabaseTransport({
          url: config.supabaseUrl,
          apiKey: config.supabaseAnonKey,
          accessToken: session.accessToken,
          hasPresence: true,
        }),
      );
      const realtime = createRealtime({ transport, environment: createBrowserEnvironment() });
      return { realtime, cut: transport.cut };
    },
  };
}
