import type { Environment, EnvironmentSignal } from './environment.ts';

/** The browser's own clock, chance, timers and page events. Touches nothing until it is used. */
export function createBrowserEnvironment(): Environment {
  return {
    now: () => Date.now(),
    random: () => Math.random(),
    setTimer(callback, delayMs) {
      const timer = setTimeout(callback, delayMs);
      return () => clearTimeout(timer);
    },
    isNetworkUp: () => navigator.onLine,
    isVisible: () => document.visibilityState === 'visible',
    afterPaint,
    listen,
  };
}

/** The frame is drawn after its callbacks; the first task after it runs when that is done. */
function afterPaint(callback: () => void): void {
  if (document.visibilityState === 'visible') requestAnimationFrame(() => setTimeout(callback));
}

/** Returning from another window fires no `visibilitychange`, from sleep no `online`: hence focus and pageshow too. */
function listen(listener: (signal: EnvironmentSignal) => void): () => void {
  const ending = new AbortController();
  const until = { signal: ending.signal };
  addEventListener('online', () => listener('networkUp'), until);
  addEventListener('offline', () => listener('networkDown'), until);
  addEventListener('focus', () => listener('focused'), until);
  addEventListener('pageshow', () => listener('pageShown'), until);
  document.addEventListener('visibilitychange', () => listener(document.visibilityState), until);
  return () => ending.abort();
}
