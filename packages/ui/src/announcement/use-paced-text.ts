import { useEffect, useRef, useState } from 'react';

/** Follows `text`, but changes at most once per interval; the last value always arrives. For live regions. */
export function usePacedText(text: string, minIntervalMs: number): string {
  const [shown, setShown] = useState('');
  const changedAtMs = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const waitMs = Math.max(0, changedAtMs.current + minIntervalMs - performance.now());
    const timer = setTimeout(() => {
      changedAtMs.current = performance.now();
      setShown(text);
    }, waitMs);
    return () => clearTimeout(timer);
  }, [text, minIntervalMs]);
  return shown;
}
