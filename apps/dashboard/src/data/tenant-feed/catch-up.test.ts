import type { AppRouter } from '@blunari/api/router';
import { appError, type ErrorCode } from '@blunari/schema/errors';
import { QueryObserver } from '@tanstack/react-query';
import { createTRPCClient, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { describe, expect, it } from 'vitest';
import { ArrivalStore } from '../arrival-store.ts';
import { createQueryClient } from '../create-query-client.ts';
import { catchUp } from './catch-up.ts';
import { TenantCaches } from './tenant-caches.ts';

const tenantId = '019a0000-0000-7000-8000-000000000001';
const since = '2026-11-24T12:00:00.000Z';

it.each(['bookings', 'requests'] as const)('asks for the lists of %s anew when too many were missed', async (list) => {
  const { trpc, queryClient, asked, catchUpOn } = startServer({ incomplete: list });
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
  const { trpc, queryClient, catchUpOn } = startServer();
  const { queryKey } = trpc.flags.mine.queryOptions({ tenantId });
  queryClient.setQueryData(queryKey, { flags: [{ key: 'f', isOn: false, version: 1 }] });
  await catchUpOn();
  expect(queryClient.getQueryData(queryKey)).toEqual({ flags: [{ key: 'f', isOn: true, version: 2 }] });
});

it('asks for no list where nothing is left out', async () => {
  const { trpc, queryClient, asked, catchUpOn } = startServer();
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

describe('the first time, with nothing to start from', () => {
  it('asks anew for the lists on screen that are kept current, and for ten minutes by the server’s clock', async () => {
    const { onScreen, asked, inputs, catchUpOn } = startServer();
    await onScreen();
    await catchUpOn(null);
    expect(asked.filter((path) => path.endsWith('.list') || path.endsWith('.get'))).toEqual([
      'widgets.list',
      'bookings.list',
      'requests.list',
    ]);
    expect(inputs.get('bookings.changedSince')).toEqual({ tenantId, since: '2026-11-24T12:20:00.000Z' });
  });

  it('asks once more for whatever is on screen and got no answer while the server was away', async () => {
    const { onScreen, asked, failing, catchUpOn } = startServer({
      failing: { 'me.get': 'unavailable', 'bookings.list': 'unavailable' },
    });
    await onScreen();
    delete failing['me.get'];
    delete failing['bookings.list'];
    await catchUpOn(null);
    expect(asked.filter((path) => path === 'me.get')).toHaveLength(1);
    expect(asked.filter((path) => path === 'bookings.list')).toHaveLength(1);
  });

  it('lets no list that the server refuses for good keep the rest from going live', async () => {
    const { onScreen, catchUpOn } = startServer({ failing: { 'requests.list': 'not_found' } });
    await onScreen();
    expect(await catchUpOn(null)).toEqual([]);
  });

  it('is not done while a list that is shown may be old', async () => {
    const { onScreen, catchUpOn, failing } = startServer();
    await onScreen();
    failing['bookings.list'] = 'internal';
    await expect(catchUpOn(null)).rejects.toThrow();
  });
});

it.each(['internal', 'not_found'] as const)(
  'goes on without totals where they fail (%s), and asks for them anew',
  async (code) => {
    const { trpc, queryClient, asked, catchUpOn } = startServer({ failing: { 'insights.today': code } });
    const { queryKey } = trpc.insights.today.queryOptions({ tenantId });
    queryClient.setQueryData(queryKey, []);
    expect(await catchUpOn()).toEqual([]);
    expect(asked).toContain('insights.today');
    expect(queryClient.getQueryState(queryKey)?.isInvalidated).toBe(true);
  },
);

it('leaves the totals that are held alone where the try was given up', async () => {
  const { trpc, queryClient, catchUpOn } = startServer({ failing: { 'insights.today': 'internal' } });
  const { queryKey } = trpc.insights.today.queryOptions({ tenantId });
  queryClient.setQueryData(queryKey, []);
  await catchUpOn(since, { signal: AbortSignal.abort() }).catch(() => {});
  expect(queryClient.getQueryState(queryKey)?.isInvalidated).toBe(false);
});

interface ServerFaults {
  /** The list that has more changes than it tells. */
  readonly incomplete?: 'bookings' | 'requests';
  /** Why a question is answered with an error. */
  readonly failing?: Record<string, ErrorCode>;
}

/** A server without rows. */
function startServer({ incomplete, failing = {} }: ServerFaults = {}) {
  const asked: string[] = [];
  const inputs = new Map<string, unknown>();
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
        inputs.set(op.path, op.input);
        const code = failing[op.path];
        if (code) return observer.error(refusal(code));
        observer.next({ result: { type: 'data', data: answers[op.path] ?? [] } });
        observer.complete();
      });
  const client = createTRPCClient<AppRouter>({ links: [link] });
  const queryClient = createQueryClient();
  // Else each failing question takes seconds.
  queryClient.setDefaultOptions({ queries: { ...queryClient.getDefaultOptions().queries, retry: false } });
  const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
  const caches = new TenantCaches({ queryClient, trpc, arrivals: new ArrivalStore() }, tenantId);
  const serverNowMs = Date.parse('2026-11-24T12:30:00.000Z');
  return {
    trpc,
    queryClient,
    asked,
    inputs,
    failing,
    /** Shows a list of each kind and what no message tells of, and forgets what was asked for that. */
    onScreen: async () => {
      const days = { tenantId, from: '2026-11-24', days: 1 };
      new QueryObserver(queryClient, trpc.me.get.queryOptions()).subscribe(() => {});
      new QueryObserver(queryClient, trpc.widgets.list.queryOptions({ tenantId })).subscribe(() => {});
      new QueryObserver(queryClient, trpc.bookings.list.queryOptions(days)).subscribe(() => {});
      new QueryObserver(queryClient, trpc.requests.list.queryOptions({ tenantId, limit: 100 })).subscribe(() => {});
      await expect.poll(() => queryClient.isFetching()).toBe(0);
      asked.length = 0;
    },
    catchUpOn: (from: string | null = since, { signal }: { readonly signal: AbortSignal } = new AbortController()) =>
      catchUp({ client }, caches, { tenantId, since: from, serverNowMs, signal }),
  };
}

function refusal(code: ErrorCode): TRPCClientError<AppRouter> {
  return TRPCClientError.from({
    error: {
      code: -32_000,
      message: code,
      data: { code: 'BAD_REQUEST', httpStatus: 400, appError: appError(code, code) },
    },
  });
}
