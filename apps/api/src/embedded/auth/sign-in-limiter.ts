import { createAttemptWindows } from './attempt-windows.ts';

export interface SignInLimits {
  /** Attempts at one account from one network, in a window. Default 10. */
  readonly perAccountAndAddress?: number;
  /** Attempts from one network at any account, in a window. Default 60. */
  readonly perAddress?: number;
  /** Default 5 minutes. */
  readonly windowMs?: number;
}

export interface SignInLimiter {
  /** Counts an attempt. Milliseconds to wait when there were too many, else null. */
  attempt(network: string, account: string): number | null;
  /** A right password is no attack, and one that nobody looked at is none: takes the attempt back. */
  takeBack(network: string, account: string): void;
}

/** Slows down guessing, and making accounts by the thousand. */
export function createSignInLimiter(limits: SignInLimits, clock: { now(): number }): SignInLimiter {
  const { perAccountAndAddress = 10, perAddress = 60, windowMs = 5 * 60_000 } = limits;
  // Apart, so that names invented at one address push out no address.
  const addresses = createAttemptWindows({ attempts: perAddress, windowMs }, clock);
  const accounts = createAttemptWindows({ attempts: perAccountAndAddress, windowMs }, clock);
  return {
    attempt(network, account) {
      const key = `${network} ${account}`;
      const waitMs = addresses.waitMs(network) ?? accounts.waitMs(key);
      if (waitMs !== null) return waitMs;
      // Only what is counted opens a window: a refused attempt costs no memory.
      addresses.count(network);
      accounts.count(key);
      return null;
    },
    takeBack(network, account) {
      addresses.takeBack(network);
      accounts.takeBack(`${network} ${account}`);
    },
  };
}
