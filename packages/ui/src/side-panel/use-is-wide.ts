import { useSyncExternalStore } from 'react';

/** Whether there is room beside the page: the `md` breakpoint. */
export function useIsWide(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

const query = '(min-width: 768px)';

function subscribe(listener: () => void): () => void {
  const list = matchMedia(query);
  list.addEventListener('change', listener);
  return () => list.removeEventListener('change', listener);
}
