import { useSyncExternalStore } from 'react';
import { useServices } from './services-context.ts';

/** Ids of rows that have just arrived by themselves. */
export function useFreshRows(): ReadonlySet<string> {
  const { arrivals } = useServices();
  return useSyncExternalStore(arrivals.subscribe, arrivals.getFresh);
}
