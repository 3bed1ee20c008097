import { vi } from 'vitest';

/** Waits for what takes a few milliseconds, and for much longer where the machine has other work. */
export function eventually(check: () => void | Promise<void>, timeout = 8000): Promise<void> {
  return vi.waitFor(check, { timeout, interval: 20 });
}
