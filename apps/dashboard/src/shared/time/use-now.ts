import { useEffect, useState } from 'react';

/** The present, Unix ms, renewed every `intervalMs` and whenever the page is looked at again. */
export function useNow(intervalMs: number): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    const renew = () => setNowMs(Date.now());
    const timer = setInterval(renew, intervalMs);
    document.addEventListener('visibilitychange', renew);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', renew);
    };
  }, [intervalMs]);
  return nowMs;
}
