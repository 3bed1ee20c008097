import { useQuery } from '@tanstack/react-query';
import { useServices } from '../../../data/services-context.ts';

/** How often the page looks whether somebody has done what it asks for. */
export const lookEveryMs = 4000;
const readyLookEveryMs = 60_000;

/** Whether the database can carry the product; asked again by itself, so that the page turns without a reload. */
export function useReadiness(isEnabled: boolean) {
  const { trpc } = useServices();
  return useQuery(
    trpc.setup.readiness.queryOptions(undefined, {
      enabled: isEnabled,
      retry: false,
      staleTime: lookEveryMs,
      refetchInterval: ({ state }) => (state.data?.state === 'ready' ? readyLookEveryMs : lookEveryMs),
    }),
  );
}
