import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { paceOf } from './pace.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('does it at once, then once more for whatever was asked meanwhile', async () => {
  const run = vi.fn(() => Promise.resolve());
  const pace = paceOf(run, 1000);
  pace.ask();
  expect(run).toHaveBeenCalledTimes(1);
  for (let count = 0; count < 5; count += 1) pace.ask();
  await vi.advanceTimersByTimeAsync(999);
  expect(run).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(run).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(run).toHaveBeenCalledTimes(2);
});

it('never runs twice at a time, however long it takes', async () => {
  const held = Promise.withResolvers<void>();
  const run = vi.fn(() => held.promise);
  const pace = paceOf(run, 1000);
  pace.ask();
  pace.ask();
  await vi.advanceTimersByTimeAsync(5000);
  expect(run).toHaveBeenCalledTimes(1);
  held.resolve();
  await vi.advanceTimersByTimeAsync(0);
  expect(run).toHaveBeenCalledTimes(2);
});

it('goes on after a failure, and ends when it is stopped', async () => {
  const run = vi.fn(() => Promise.reject(new Error('no answer')));
  const pace = paceOf(run, 1000);
  pace.ask();
  await vi.advanceTimersByTimeAsync(1000);
  pace.ask();
  expect(run).toHaveBeenCalledTimes(2);
  pace.stop();
  pace.ask();
  await vi.advanceTimersByTimeAsync(5000);
  expect(run).toHaveBeenCalledTimes(2);
});
