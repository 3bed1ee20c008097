import { QueryClient } from '@tanstack/react-query';
import { isPassing } from './app-error-of.ts';

/** Realtime keeps what is cached current, so a screen asks anew only when it was away for a while. */
const staleMs = 30_000;

/** Between two tries to get what a screen shows as failed. */
const failedAgainMs = 10_000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: staleMs,
        // Offline, a call fails at once and the screen says so, instead of waiting for ever.
        networkMode: 'always',
        // What failed for such a reason comes by itself when the network, or the server, is back.
        refetchOnReconnect: true,
        refetchInterval: ({ state }) => (state.status === 'error' && isPassing(state.error) ? failedAgainMs : false),
        retry: (failures, error) => failures < 2 && navigator.onLine && isPassing(error),
      },
      mutations: { networkMode: 'always' },
    },
  });
}
