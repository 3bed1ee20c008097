export interface SignInLimits {
  /** Attempts at one account from one address, in a window. Default 10. */
  readonly perAccountAndAddress?: number;
  /** Attempts from one address at any account, in a window. Default 60. */
  readonly perAddress?: number;
  /** Default 5 minutes. */
  readonly windowMs?: number;
}

export interface SignInLimiter {
  /** Counts an attempt. Milliseconds to wait when there were too many, else null. */
  attempt(address: string, account: string): number | null;
  /** A right password is no attack: takes its attempt back. */
  succeeded(address: string, account: string): void;
}

interface Window {
  count: number;
  readonly endsAtMs: number;
}

// About 100 bytes an entry. When full, the oldest windows go first: they end soonest.
const MAX_WINDOWS = 20_000;

/** Slows down guessing, and making accounts by the thousand: counts attempts in fixed windows, in this process and in bounded memory. */
export function createSignInLimiter(limits: SignInLimits, clock: { now(): number }): SignInLimiter {
  const { perAccountAndAddress = 10, perAddress = 60, windowMs = 5 * 60_000 } = limits;
  const windows = new Map<string, Window>();
  const countersOf = (address: string, account: string) => [
    { key: `address ${address}`, limit: perAddress },
    { key: `account ${address} ${account}`, limit: perAccountAndAddress },
  ];

  const openWindow = (key: string): Window => {
    const known = windows.get(key);
    if (known && known.endsAtMs > clock.now()) return known;
    const opened = { count: 0, endsAtMs: clock.now() + windowMs };
    windows.delete(key);
    windows.set(key, opened);
    if (windows.size > MAX_WINDOWS) dropOldest(windows);
    return opened;
  };

  return {
    attempt(address, account) {
      const counters = countersOf(address, account).map(({ key, limit }) => ({ window: openWindow(key), limit }));
      const full = counters.filter(({ window, limit }) => window.count >= limit);
      if (full.length > 0) return Math.max(...full.map(({ window }) => window.endsAtMs - clock.now()));
      for (const { window } of counters) window.count += 1;
      return null;
    },
    succeeded(address, account) {
      for (const { key } of countersOf(address, account)) {
        const window = windows.get(key);
        if (window && window.count > 0) window.count -= 1;
      }
    },
  };
}

function dropOldest(windows: Map<string, Window>): void {
  const [oldest] = windows.keys();
  if (oldest !== undefined) windows.delete(oldest);
}
