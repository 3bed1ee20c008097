import type { Mock } from '@blunari/mock';
import type { Faults } from '@blunari/mock/faults';
import { useSyncExternalStore } from 'react';

/** What is wrong with the simulated server at the moment. */
export function useFaults({ faults }: Mock): Faults {
  return useSyncExternalStore(faults.subscribe, faults.get);
}
