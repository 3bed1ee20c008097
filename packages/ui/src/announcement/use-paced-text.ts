import { useEffect, useRef, useState } from 'react';

/**
 * Follows `text`, but says something new at most once per interval; the last value always arrives, and what is not true
 * any more is taken away at once. For live regions.
 */
export function usePacedText(text: string, minIntervalMs: number): string {
  const [shown, setShown] = useState('');
  const [wanted, setWanted] = useState(text);
  const changedAtMs = useRef(Number.NEGATIVE_INFINITY);
  if (wanted !== text) {
    setWanted(text);
    setShown('');
  }
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
