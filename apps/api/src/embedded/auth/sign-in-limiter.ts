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

/** Of either kind, about 100 bytes an entry. */
const MAX_WINDOWS = 20_000;

/** Slows down guessing, and making accounts by the thousand: counts attempts in fixed windows, in this process and in bounded memory. */
export function createSignInLimiter(limits: SignInLimits, clock: { now(): number }): SignInLimiter {
  const { perAccountAndAddress = 10, perAddress = 60, windowMs = 5 * 60_000 } = limits;
  // Apart, so that names invented at one address push out no address.
  const addresses = createWindows(perAddress, windowMs, clock);
  const accounts = createWindows(perAccountAndAddress, windowMs, clock);
  return {
    attempt(address, account) {
      const key = accountKey(address, account);
      const waitMs = addresses.waitMs(address) ?? accounts.waitMs(key);
      if (waitMs !== null) return waitMs;
      // Only what is counted opens a window: a refused attempt costs no memory.
      addresses.count(address);
      accounts.count(key);
      return null;
    },
    succeeded(address, account) {
      addresses.takeBack(address);
      accounts.takeBack(accountKey(address, account));
    },
  };
}

function accountKey(address: string, account: string): string {
  return `${address} ${account}`;
}

interface Windows {
  /** Until the window of the key ends, where it is full; else null. */
  waitMs(key: string): number | null;
  count(key: string): void;
  takeBack(key: string): void;
}

function createWindows(limit: number, windowMs: number, clock: { now(): number }): Windows {
  const windows = new Map<string, Window>();
  const openWindow = (key: string): Window => {
    const known = windows.get(key);
    if (known && known.endsAtMs > clock.now()) return known;
    windows.delete(key);
    if (windows.size >= MAX_WINDOWS) dropOne(windows, limit, clock.now());
    const opened = { count: 0, endsAtMs: clock.now() + windowMs };
    windows.set(key, opened);
    return opened;
  };
  return {
    waitMs(key) {
      const window = windows.get(key);
      if (!window || window.count < limit) return null;
      const leftMs = window.endsAtMs - clock.now();
      return leftMs > 0 ? leftMs : null;
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
function dropOne(windows: Map<string, Window>, limit: number, nowMs: number): void {
  for (const [key, { count, endsAtMs }] of windows) {
    if (count >= limit && endsAtMs > nowMs) continue;
    windows.delete(key);
    return;
  }
  const [oldest] = windows.keys();
  if (oldest !== undefined) windows.delete(oldest);
}
