import { vi } from 'vitest';

/** Waits for what takes a few milliseconds, and for much longer where the machine has other work. */
export function eventually(check: () => void | Promise<void>): Promise<void> {
  return vi.waitFor(check, { timeout: 8000, interval: 20 });
}
