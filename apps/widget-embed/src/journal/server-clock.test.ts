import { describe, expect, it } from 'vitest';
import { createServerClock } from './server-clock.ts';

const hourMs = 3_600_000;
const serverMs = Date.parse('2026-11-14T13:00:00Z');

describe('createServerClock', () => {
  it('corrects a device that is hours off', () => {
    const clock = createServerClock(() => serverMs + 3 * hourMs, serverMs - hourMs);
    expect(clock.isCorrected()).toBe(false);
    clock.observe('Sat, 14 Nov 2026 13:00:00 GMT', serverMs + 3 * hourMs - 200, serverMs + 3 * hourMs);
    expect(clock.isCorrected()).toBe(true);
    expect(Math.abs(clock.nowMs() - serverMs)).toBeLessThan(1000);
  });

  it('believes the quickest answer', () => {
    const clock = createServerClock(() => serverMs, serverMs);
    clock.observe('Sat, 14 Nov 2026 13:00:00 GMT', serverMs - 100, serverMs);
    const quick = clock.nowMs();
    clock.observe('Sat, 14 Nov 2026 12:00:00 GMT', serverMs - 9000, serverMs);
    expect(clock.nowMs()).toBe(quick);
  });

  it('is not moved by an answer without a date', () => {
    const clock = createServerClock(() => serverMs, serverMs);
    clock.observe(null, 0, 1);
    clock.observe('soon', 0, 1);
    expect(clock.isCorrected()).toBe(false);
  });
});
