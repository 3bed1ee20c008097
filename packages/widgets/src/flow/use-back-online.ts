import { useEffect, useRef } from 'react';

/** Calls back whenever the browser says that it is online again. */
export function useBackOnline(onOnline: () => void): void {
  const latest = useRef(onOnline);
  useEffect(() => {
    latest.current = onOnline;
  });
  useEffect(() => {
    const online = (): void => latest.current();
    window.addEventListener('online', online);
    return () => window.removeEventListener('online', online);
  }, []);
}
