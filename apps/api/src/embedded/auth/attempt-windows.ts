/** Counts attempts by a key in fixed windows, in this process and in bounded memory. */
export interface AttemptWindows {
  /** Until the window of the key ends, where it is full; else null. */
  waitMs(key: string): number | null;
  count(key: string): void;
  takeBack(key: string): void;
}

export interface WindowLimit {
  readonly attempts: number;
  readonly windowMs: number;
}

interface Window {
  count: number;
  readonly endsAtMs: number;
}

/** About 100 bytes an entry. */
const MAX_WINDOWS = 20_000;

export function createAttemptWindows({ attempts, windowMs }: WindowLimit, clock: { now(): number }): AttemptWindows {
  const windows = new Map<string, Window>();
  const leftMs = ({ endsAtMs }: Window): number => {
    const ms = endsAtMs - clock.now();
    // The clock was set back: the window would go on for as long as that.
    return ms > windowMs ? 0 : ms;
  };
  const openWindow = (key: string): Window => {
    const known = windows.get(key);
    if (known && leftMs(known) > 0) return known;
    windows.delete(key);
    if (windows.size >= MAX_WINDOWS) dropOne(windows, (window) => window.count >= attempts && leftMs(window) > 0);
    const opened = { count: 0, endsAtMs: clock.now() + windowMs };
    windows.set(key, opened);
    return opened;
  };
  return {
    waitMs(key) {
      const window = windows.get(key);
      if (!window || window.count < attempts) return null;
      const ms = leftMs(window);
      return ms > 0 ? ms : null;
    },
    count(key) {
      openWindow(key).count += 1;
    },
    takeBack(key) {
      const window = windows.get(key);
      if (window && window.count > 0) window.count -= 1;
    },
  };
}

/**
 * The oldest window that refuses nobody: a full one would let its owner guess on. Where all of them are full, which
 * takes more guesses than a machine can check in a window, the oldest goes, for it ends soonest.
 */
function dropOne(windows: Map<string, Window>, isFull: (window: Window) => boolean): void {
  for (const [key, window] of windows) {
    if (isFull(window)) continue;
    windows.delete(key);
    return;
  }
  const [oldest] = windows.keys();
  if (oldest !== undefined) windows.delete(oldest);
}
