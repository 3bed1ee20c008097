import type { AppRouter } from '@blunari/api/router';
import { QueryObserver } from '@tanstack/react-query';
import { createTRPCClient, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { expect, it } from 'vitest';
import { ArrivalStore } from '../arrival-store.ts';
import { createQueryClient } from '../create-query-client.ts';
import { catchUp } from './catch-up.ts';
import { TenantCaches } from './tenant-caches.ts';

const tenantId = '019a0000-0000-7000-8000-000000000001';
const since = '2026-11-24T12:00:00.000Z';

it.each(['bookings', 'requests'] as const)('asks for the lists of %s anew when too many were missed', async (list) => {
  const { trpc, queryClient, asked, catchUpOn } = startServer(list);
  const bookings = trpc.bookings.list.queryOptions({ tenantId, from: '2026-11-24', days: 1 });
  const requests = trpc.requests.list.queryOptions({ tenantId, limit: 100 });
  const otherDay = trpc.bookings.list.queryKey({ tenantId, from: '2026-11-20', days: 1 });
  const leave = [
    new QueryObserver(queryClient, bookings).subscribe(() => {}),
    new QueryObserver(queryClient, requests).subscribe(() => {}),
  ];
  queryClient.setQueryData(otherDay, []);
  await expect.poll(() => queryClient.isFetching()).toBe(0);
  asked.length = 0;
  await catchUpOn();
  expect(asked.filter((path) => path.endsWith('.list'))).toEqual([`${list}.list`]);
  // A list that is not on screen is asked for when it comes back.
  expect(queryClient.getQueryData(otherDay)).toEqual(list === 'bookings' ? undefined : []);
  for (const each of leave) each();
});

it('learns of a flag that changed while the line was down', async () => {
  const { trpc, queryClient, catchUpOn } = startServer(null);
  const { queryKey } = trpc.flags.mine.queryOptions({ tenantId });
  queryClient.setQueryData(queryKey, { flags: [{ key: 'f', isOn: false, version: 1 }] });
  await catchUpOn();
  expect(queryClient.getQueryData(queryKey)).toEqual({ flags: [{ key: 'f', isOn: true, version: 2 }] });
});

it('asks for no list where nothing is left out', async () => {
  const { trpc, queryClient, asked, catchUpOn } = startServer(null);
  const options = trpc.bookings.list.queryOptions({ tenantId, from: '2026-11-24', days: 1 });
  const leave = new QueryObserver(queryClient, options).subscribe(() => {});
  await expect.poll(() => queryClient.isFetching()).toBe(0);
  asked.length = 0;
  expect(await catchUpOn()).toEqual([]);
  expect(asked).toEqual([
    'widgets.changedSince',
    'bookings.changedSince',
    'requests.changedSince',
    'insights.today',
    'flags.mine',
  ]);
  leave();
});

/** A server without rows, of which one list has more changes than it tells. */
function startServer(incomplete: 'bookings' | 'requests' | null) {
  const asked: string[] = [];
  const answers: Record<string, unknown> = {
    'bookings.changedSince': { rows: [], isComplete: incomplete !== 'bookings' },
    'requests.changedSince': { rows: [], isComplete: incomplete !== 'requests' },
    'flags.mine': { flags: [{ key: 'f', isOn: true, version: 2 }] },
  };
  const link: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        asked.push(op.path);
        observer.next({ result: { type: 'data', data: answers[op.path] ?? [] } });
        observer.complete();
      });
  const client = createTRPCClient<AppRouter>({ links: [link] });
  const queryClient = createQueryClient();
  const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
  const caches = new TenantCaches({ queryClient, trpc, arrivals: new ArrivalStore() }, tenantId);
  return {
    trpc,
    queryClient,
    asked,
    catchUpOn: () => catchUp({ client }, caches, { tenantId, since, signal: new AbortController().signal }),
  };
}
