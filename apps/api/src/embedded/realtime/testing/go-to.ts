import { vi } from 'vitest';

/** With faked timers: time goes on to that instant, in ms of `performance.now`. */
export function goTo(ms: number): void {
  vi.advanceTimersByTime(ms - performance.now());
}
