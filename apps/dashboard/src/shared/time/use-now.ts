import { useCallback, useState, useSyncExternalStore } from 'react';

/**
 * The present, Unix ms, rounded down to `intervalMs` and renewed as often; null where nothing that shows depends on it:
 * then it costs no timer and no render. On a hidden page it stands still, and is right again before anybody looks.
 */
export function useNow(intervalMs: number | null): number {
  const [mountedAtMs] = useState(() => Date.now());
  const subscribe = useCallback(
    (renew: () => void) => (intervalMs === null ? () => {} : renewWhileSeen(renew, intervalMs)),
    [intervalMs],
  );
  // Read with each render: the first one that counts must not show the time at which the last one ended.
  return useSyncExternalStore(subscribe, () => (intervalMs === null ? mountedAtMs : roundedNow(intervalMs)));
}

const roundedNow = (intervalMs: number): number => Math.floor(Date.now() / intervalMs) * intervalMs;

function renewWhileSeen(renew: () => void, intervalMs: number): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tick = (): void => {
    clearTimeout(timer);
    if (document.visibilityState === 'hidden') return;
    renew();
    timer = setTimeout(tick, intervalMs - (Date.now() % intervalMs));
  };
  tick();
  document.addEventListener('visibilitychange', tick);
  return () => {
    clearTimeout(timer);
    document.removeEventListener('visibilitychange', tick);
  };
}
