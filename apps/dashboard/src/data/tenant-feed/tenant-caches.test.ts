import type { AppRouter } from '@blunari/api/router';
import type { BookingRow } from '@blunari/schema/booking';
import type { RequestRow } from '@blunari/schema/catering';
import type { Place } from '@blunari/schema/config';
import { QueryObserver } from '@tanstack/react-query';
import { createTRPCClient, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { createTRPCOptionsProxy } from '@trpc/tanstack-react-query';
import { describe, expect, it } from 'vitest';
import type { TodayTotals, Widget } from '../api-types.ts';
import { ArrivalStore } from '../arrival-store.ts';
import { createQueryClient } from '../create-query-client.ts';
import { TenantCaches } from './tenant-caches.ts';

const tenantId = '019a0000-0000-7000-8000-000000000001';
const at = (minute: number): string => new Date(Date.UTC(2026, 10, 24, 18, minute)).toISOString();

const widget = (version: number): Widget => ({
  id: 'w-1',
  tenantId,
  type: 'booking',
  publicKey: 'key',
  version,
  isActive: true,
  config: { version },
  publishMode: 'live',
  draft: null,
  draftVersion: 0,
  updatedAt: at(version),
});
const booking = (id: string, version: number): BookingRow => ({
  id,
  version,
  tenantId,
  reference: id,
  status: 'confirmed',
  partySize: version,
  area: 'main',
  startsAt: at(0),
  durationMinutes: 90,
  guestName: 'Ada',
  source: 'widget',
  createdAt: at(0),
  updatedAt: at(version),
});
const totals = (version: number): TodayTotals => ({
  id: 'w-1',
  version,
  localDate: '2026-11-24',
  views: version,
  interactions: 0,
  conversions: 0,
  sessions: 0,
  convertedSessions: 0,
});

const request = (id: string, version: number): RequestRow => ({
  id,
  version,
  tenantId,
  reference: id,
  status: 'new',
  eventAt: at(0),
  guests: 30,
  packageName: 'Buffet',
  contactName: 'Ada',
  company: '',
  totalMinor: 1000,
  currency: 'EUR',
  createdAt: at(0),
  updatedAt: at(version),
});
const place: Place = {
  name: 'Da Test',
  phone: '',
  email: '',
  street: '',
  postcode: '',
  city: '',
  country: '',
  timeZone: 'Europe/Rome',
  currency: 'EUR',
  locales: ['en'],
  defaultLocale: 'en',
};

/** Caches over a server whose answers are held back until the test lets them go. */
function heldServer() {
  const waiting: { readonly path: string; readonly answer: (data: unknown) => void }[] = [];
  const link: TRPCLink<AppRouter> =
    () =>
    ({ op }) =>
      observable((observer) => {
        const answer = (data: unknown) => {
          observer.next({ result: { type: 'data', data } });
          observer.complete();
        };
        waiting.push({ path: op.path, answer });
      });
  const client = createTRPCClient<AppRouter>({ links: [link] });
  const queryClient = createQueryClient();
  const trpc = createTRPCOptionsProxy<AppRouter>({ client, queryClient });
  queryClient.setQueryData(trpc.settings.get.queryKey({ tenantId }), place);
  const caches = new TenantCaches({ queryClient, trpc, arrivals: new ArrivalStore() }, tenantId);
  return { queryClient, trpc, caches, waiting };
}

/** What a list says, row by row: id and version. */
const said = (rows: readonly { readonly id: string; readonly version: number }[] | undefined) =>
  rows?.map(({ id, version }) => `${id}:${version}`);

describe('a message that comes while the list is being asked for', () => {
  it.each(['the first time', 'anew'])('outlasts the older answer when the list is asked for %s', async (when) => {
    const { queryClient, trpc, caches, waiting } = heldServer();
    const widgets = trpc.widgets.list.queryOptions({ tenantId });
    const bookings = trpc.bookings.list.queryOptions({ tenantId, from: '2026-11-24', days: 1 });
    const requests = trpc.requests.list.queryOptions({ tenantId, limit: 100 });
    const today = trpc.insights.today.queryOptions({ tenantId });
    if (when === 'anew') {
      queryClient.setQueryData(widgets.queryKey, [widget(1)]);
      queryClient.setQueryData(bookings.queryKey, [booking('b-1', 1)]);
      queryClient.setQueryData(requests.queryKey, [request('r-1', 1)]);
      queryClient.setQueryData(today.queryKey, [totals(1)]);
    }
    const asked = Promise.all([
      queryClient.fetchQuery({ ...widgets, staleTime: 0 }),
      queryClient.fetchQuery({ ...bookings, staleTime: 0 }),
      queryClient.fetchQuery({ ...requests, staleTime: 0 }),
      queryClient.fetchQuery({ ...today, staleTime: 0 }),
    ]);
    await expect.poll(() => waiting.length).toBe(4);
    caches.widgetChanged({ ...widget(2), config: {}, changedBy: null, committedAt: at(2) });
    for (const row of [booking('b-1', 2), booking('b-2', 1)]) caches.putBooking(row);
    for (const row of [request('r-1', 2), request('r-2', 1)]) caches.putRequest(row);
    caches.putTotals(totals(2));
    const answers: Record<string, unknown> = {
      'widgets.list': [widget(1)],
      'bookings.list': [booking('b-1', 1)],
      'requests.list': [request('r-1', 1)],
      'insights.today': [totals(1)],
    };
    for (const { path, answer } of waiting) answer(answers[path]);
    await asked;
    expect(said(queryClient.getQueryData(widgets.queryKey))).toEqual(['w-1:2']);
    expect(said(queryClient.getQueryData(bookings.queryKey))).toEqual(['b-1:2', 'b-2:1']);
    expect(said(queryClient.getQueryData(requests.queryKey))).toEqual(['r-1:2', 'r-2:1']);
    expect(said(queryClient.getQueryData(today.queryKey))).toEqual(['w-1:2']);
  });

  it('asks for a history again that was asked for before the change', async () => {
    const { queryClient, trpc, caches, waiting } = heldServer();
    const options = trpc.widgets.history.queryOptions({ widgetId: 'w-1', limit: 5 });
    const unsubscribe = new QueryObserver(queryClient, options).subscribe(() => {});
    await expect.poll(() => waiting.length).toBe(1);
    caches.putWidget(widget(2));
    waiting[0]?.answer([]);
    await expect.poll(() => waiting.length).toBe(2);
    waiting[1]?.answer([entry]);
    await expect.poll(() => queryClient.getQueryData(options.queryKey)).toEqual([entry]);
    unsubscribe();
  });
});

const entry = { version: 2, patch: {}, changedBy: null, changedByName: null, changedAt: at(2) };

describe('details that are held', () => {
  it('are asked for anew when a newer row arrives, and only then', () => {
    const { queryClient, trpc, caches } = heldServer();
    const bookingKey = trpc.bookings.get.queryKey({ bookingId: 'b-1' });
    const requestKey = trpc.requests.get.queryKey({ requestId: 'r-1' });
    const contact = { notes: '', locale: 'en' };
    queryClient.setQueryData(bookingKey, {
      ...booking('b-1', 2),
      ...contact,
      guestEmail: '',
      guestPhone: '',
      history: [],
    });
    queryClient.setQueryData(requestKey, {
      ...request('r-1', 2),
      ...contact,
      contactEmail: '',
      contactPhone: '',
      source: 'widget',
      packageId: 'buffet',
      quantity: 30,
      subtotalMinor: 1000,
      serviceMinor: 0,
      netMinor: 1000,
      taxMinor: 0,
    });
    const areStale = () => [bookingKey, requestKey].map((key) => queryClient.getQueryState(key)?.isInvalidated);
    caches.putBooking(booking('b-1', 2));
    caches.putRequest(request('r-2', 3));
    expect(areStale()).toEqual([false, false]);
    caches.putBooking(booking('b-1', 3));
    caches.putRequest(request('r-1', 3));
    expect(areStale()).toEqual([true, true]);
  });

  it('are asked for once more when the row became newer while they were under way', async () => {
    const { queryClient, trpc, caches, waiting } = heldServer();
    const options = trpc.bookings.get.queryOptions({ bookingId: 'b-1' });
    const asked = queryClient.fetchQuery(options);
    caches.putBooking(booking('b-1', 3));
    waiting[0]?.answer({ ...booking('b-1', 2), guestEmail: '', guestPhone: '', notes: '', locale: 'en', history: [] });
    await asked;
    expect(queryClient.getQueryState(options.queryKey)?.isInvalidated).toBe(true);
  });
});

const flag = (isOn: boolean, version: number) => ({ key: 'f', isOn, version });

describe('a flag', () => {
  it('is the newest one heard, whether it was told before the answer or after it', async () => {
    const { queryClient, trpc, caches, waiting } = heldServer();
    const options = trpc.flags.mine.queryOptions({ tenantId });
    const asked = queryClient.fetchQuery(options);
    await expect.poll(() => waiting.length).toBe(1);
    caches.putFlag(flag(true, 3));
    waiting[0]?.answer({ flags: [flag(false, 2)] });
    await asked;
    expect(queryClient.getQueryData(options.queryKey)).toEqual({ flags: [flag(true, 3)] });
    caches.putFlag(flag(false, 2));
    expect(queryClient.getQueryData(options.queryKey)).toEqual({ flags: [flag(true, 3)] });
    caches.putFlag(flag(false, 4));
    expect(queryClient.getQueryData(options.queryKey)).toEqual({ flags: [flag(false, 4)] });
  });
});
