import {
  demoDayRows,
  demoQuarters,
  demoWishes,
  mailOf,
  type DemoAudience,
  type DemoBooking,
  type DemoDay,
  type DemoRequest,
  type WallTime,
} from '@blunari/schema/demo';
import { pickText } from '@blunari/schema/localized';
import { isoOf, type Backend } from '../state/backend.ts';
import { newId, newReference, newSecret } from '../state/new-ids.ts';
import type { BookingRecord, RequestRecord, TenantRecord, WidgetRecord } from '../state/records.ts';
import { dayKey } from '../state/totals.ts';

// Numbers kept for fiction by the regulator of the United Kingdom.
const phoneOf = (number: number): string => `+447700900${number}`;

export function addDemoBookings(backend: Backend, tenant: TenantRecord, bookings: readonly DemoBooking[]): void {
  for (const [index, { startsAt, createdAt, ...booking }] of bookings.entries()) {
    const atMs = createdAt.getTime();
    const id = newId(backend);
    const created = { id, kind: 'created', changes: {}, changedBy: null, changedAt: isoOf(atMs) } as const;
    const record: BookingRecord = {
      ...booking,
      id,
      version: 1,
      tenantId: tenant.id,
      reference: newReference(backend),
      area: 'main',
      startsAtMs: startsAt.getTime(),
      bufferMinutes: 0,
      guestEmail: mailOf(booking.guestName),
      guestPhone: phoneOf(200 + index),
      createdAtMs: atMs,
      updatedAtMs: atMs,
      secret: newSecret(backend),
      sessionId: null,
      idempotencyKey: newId(backend),
      wish: '',
      history: [created],
    };
    backend.state.bookings.set(id, record);
  }
}

export function addDemoRequests(backend: Backend, tenant: TenantRecord, requests: readonly DemoRequest[]): void {
  const { defaultLocale, currency } = tenant.place;
  for (const [index, { chosen, estimate, eventAt, createdAt, ...request }] of requests.entries()) {
    const id = newId(backend);
    const { belowMinimumMinor: _, ...amounts } = estimate;
    const record: RequestRecord = {
      ...request,
      ...amounts,
      id,
      version: 1,
      tenantId: tenant.id,
      reference: newReference(backend),
      eventAt: eventAt.toISOString(),
      packageName: pickText(chosen.name, defaultLocale, 'en', request.packageId),
      packageNames: chosen.name,
      contactEmail: mailOf(request.contactName),
      contactPhone: phoneOf(400 + index),
      locale: defaultLocale,
      currency,
      source: 'widget',
      createdAt: createdAt.toISOString(),
      updatedAt: createdAt.toISOString(),
      sessionId: null,
      idempotencyKey: newId(backend),
      wish: '',
    };
    backend.state.requests.set(id, record);
  }
}

/** How a widget was visited: by whom, in which zone. */
interface DemoVisits {
  readonly audience: DemoAudience;
  readonly instantOf: WallTime;
  readonly now: Date;
}

export function addDemoDays(
  { state }: Backend,
  widget: WidgetRecord,
  days: readonly DemoDay[],
  { audience, instantOf, now }: DemoVisits,
): void {
  for (const day of days) {
    const { localDate, lastViewAt, conversions, ...counts } = day;
    const whole = { ...counts, conversions, convertedSessions: conversions, lastViewAtMs: lastViewAt.getTime() };
    state.earlierDays.set(dayKey(widget.id, localDate), whole);
    const place = { widgetId: widget.id, localDate };
    state.earlierRows.push(...demoDayRows(day, widget.type, audience).map((row) => ({ ...row, ...place })));
    state.earlierQuarters.push(
      ...demoQuarters(day, instantOf, now).map(({ startsAt, ...own }) => ({
        ...own,
        atMs: startsAt.getTime(),
        widgetId: widget.id,
      })),
    );
    if (widget.type === 'booking') {
      state.earlierWishes.push(...demoWishes(day).map((wish) => ({ ...wish, ...place })));
    }
  }
}
