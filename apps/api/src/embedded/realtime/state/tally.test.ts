import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { Tally } from './tally.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells sums once a minute, and nothing while nothing happens', () => {
  const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const tally = new Tally(log);
  for (let n = 0; n < 1_000; n++) tally.count('messages');
  tally.count('sockets');
  expect(log.warn).not.toHaveBeenCalled();
  vi.advanceTimersByTime(60_000);
  expect(log.warn.mock.calls.map(([fields]) => fields)).toEqual([{ counts: { messages: 1_000, sockets: 1 } }]);
  vi.advanceTimersByTime(600_000);
  tally.count('sockets');
  tally.report();
  expect(log.warn.mock.calls.map(([fields]) => fields)[1]).toEqual({ counts: { sockets: 1 } });
  expect(vi.getTimerCount()).toBe(0);
});
