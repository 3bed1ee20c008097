import type { AppRouter } from '@blunari/api/router';
import { environmentManager, QueryObserver } from '@tanstack/react-query';
import { createTRPCClient, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { TodayTotals } from '../../data/api-types.ts';
import { createQueryClient } from '../../data/create-query-client.ts';
import { todaysTotalsOptions } from './todays-totals-options.ts';

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

function createServer(answer: () => TodayTotals[]) {
  const link: TRPCLink<AppRouter> = () => () =>
    observable((observer) => {
      observer.next({ result: { type: 'data', data: answer() } });
      observer.complete();
    });
  const queryClient = createQueryClient();
  const trpc = createTRPCOptionsProxy<AppRouter>({
    client: createTRPCClient<AppRouter>({ links: [link] }),
    queryClient,
  });
  /** A screen that shows the totals on a day, and on another once it has begun. */
  const observe = (localDate: string) => {
    const observer = new QueryObserver(queryClient, todaysTotalsOptions(trpc, { tenantId, localDate }));
    observer.subscribe(() => {});
    return {
      current: () => observer.getCurrentResult().data?.[0],
      become: (next: string) => observer.setOptions(todaysTotalsOptions(trpc, { tenantId, localDate: next })),
    };
  };
  return { observe };
}
