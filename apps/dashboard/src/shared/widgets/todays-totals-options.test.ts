import type { AppRouter } from '@blunari/api/router';
import { environmentManager, QueryObserver } from '@tanstack/react-query';
import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TodayTotals } from '../../data/api-types.ts';
import { createQueryClient } from '../../data/create-query-client.ts';
import { lookOptions, todaysTotalsOptions } from './todays-totals-options.ts';

beforeEach(() => {
  vi.useFakeTimers();
  // A server repeats no question; a browser does.
  environmentManager.setIsServer(() => false);
});
afterEach(() => vi.useRealTimers());

const tenantId = 't-1';
const totals = (localDate: string, views: number): TodayTotals => ({
  id: 'w-1',
  version: views,
  localDate,
  views,
  interactions: views,
  conversions: views,
  sessions: views,
  convertedSessions: views,
  lastViewAt: '2026-11-24T20:00:00.000Z',
});

it('shows nothing of yesterday after midnight, and asks for the new day until it is there', async () => {
  let answer = totals('2026-11-24', 40);
  const { observe } = createServer(() => [answer]);
  const observer = observe('2026-11-24');
  await vi.advanceTimersByTimeAsync(300_000);
  expect(observer.current()?.views).toBe(40);
  observer.become('2026-11-25');
  expect(observer.current()).toMatchObject({
    views: 0,
    interactions: 0,
    conversions: 0,
    sessions: 0,
    convertedSessions: 0,
  });
  expect(observer.current()?.lastViewAt).toBe(answer.lastViewAt);
  await vi.advanceTimersByTimeAsync(300_000);
  answer = totals('2026-11-25', 3);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(observer.current()?.views).toBe(3);
});

it('asks once a minute, to go on being told of changes, and believes a server that is a day ahead', async () => {
  const asked = vi.fn(() => [totals('2026-11-25', 7)]);
  const observer = createServer(asked).observe('2026-11-24');
  await vi.advanceTimersByTimeAsync(3_600_000);
  expect(asked).toHaveBeenCalledTimes(61);
  expect(observer.current()?.views).toBe(7);
});

it('goes on asking once a minute while changes are told, from whatever screen', async () => {
  const asked = vi.fn(() => [totals('2026-11-24', 1)]);
  const server = createServer(asked);
  server.observe('2026-11-24');
  for (let second = 0; second < 600; second += 1) {
    if (second % 25 === 0) server.observe('2026-11-24').close();
    await vi.advanceTimersByTimeAsync(1000);
    server.tell(totals('2026-11-24', second));
  }
  expect(asked).toHaveBeenCalledTimes(11);
});

it('asks again soon after it got no answer', async () => {
  const asked = vi.fn((): TodayTotals[] => {
    throw new Error('no answer');
  });
  createServer(asked).observe('2026-11-24');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked.mock.calls.length).toBeGreaterThan(3);
});

function createServer(answer: () => TodayTotals[]) {
  const link: TRPCLink<AppRouter> = () => () =>
    observable((observer) => {
      try {
        observer.next({ result: { type: 'data', data: answer() } });
        observer.complete();
      } catch (error) {
        observer.error(TRPCClientError.from(error instanceof Error ? error : new Error(String(error))));
      }
    });
  const queryClient = createQueryClient();
  const trpc = createTRPCOptionsProxy<AppRouter>({
    client: createTRPCClient<AppRouter>({ links: [link] }),
    queryClient,
  });
  /** A screen that shows the totals on a day, and on another once it has begun. */
  const observe = (localDate: string) => {
    const observer = new QueryObserver(queryClient, todaysTotalsOptions(trpc, { tenantId, localDate }));
    const look = new QueryObserver(queryClient, lookOptions({ queryClient, trpc }, tenantId));
    const ends = [observer.subscribe(() => {}), look.subscribe(() => {})];
    return {
      close: () => ends.forEach((end) => end()),
      current: () => observer.getCurrentResult().data?.[0],
      become: (next: string) => observer.setOptions(todaysTotalsOptions(trpc, { tenantId, localDate: next })),
    };
  };
  return {
    observe,
    /** As a message that came over the line is put into the cache. */
    tell: (told: TodayTotals) => queryClient.setQueryData(trpc.insights.today.queryKey({ tenantId }), [told]),
  };
}
