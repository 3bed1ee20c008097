import { appError } from '@blunari/schema/errors';
import { err, ok } from '@blunari/schema/result';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { flushTicks } from './flush-ticks.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it.each([
  ['is refused', () => Promise.resolve(err(appError('unavailable', 'It took too long.')))],
  ['fails', () => Promise.reject(new Error('A bug.'))],
  ['takes its time', () => Promise.withResolvers<never>().promise],
])('totals are sent also where counting %s', async (_, countVisits) => {
  const sent: string[] = [];
  const visitor = {
    countVisits,
    flushDueTicks: () => {
      sent.push('totals');
      return Promise.resolve(ok(1));
    },
    flushFlagNews: () => Promise.resolve(ok(0)),
  };
  const log = { debug: () => undefined, error: () => undefined };
  flushTicks({ visitor }, () => true, log);
  await vi.advanceTimersByTimeAsync(400);
  expect(sent).toEqual(['totals', 'totals']);
});
