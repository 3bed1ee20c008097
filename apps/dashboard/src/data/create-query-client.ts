import { QueryClient } from '@tanstack/react-query';
import { appErrorOf } from './app-error-of.ts';

/** Realtime keeps what is cached current, so a screen asks anew only when it was away for a while. */
const staleMs = 30_000;

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: staleMs,
        // Offline, a call fails at once and the screen says so, instead of waiting for ever.
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && navigator.onLine && isPassing(error),
      },
      mutations: { networkMode: 'always' },
    },
  });
}

function isPassing(error: unknown): boolean {
  const { code } = appErrorOf(error);
  return code === 'unavailable' || code === 'internal' || code === 'rate_limited';
}
