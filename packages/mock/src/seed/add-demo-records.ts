import {
  mailOf,
  quartersOfVisits,
  rollUpVisits,
  type DemoBooking,
  type DemoRequest,
  type DemoVisit,
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

/** What visits count to, and the sessions they are: their events are not kept. */
export function addDemoVisits({ state }: Backend, widget: WidgetRecord, visits: readonly DemoVisit[]): void {
  const own = { widgetId: widget.id };
  const rows = rollUpVisits(visits);
  const lastViewOn = new Map(visits.map(({ localDate, startsAt }) => [localDate, startsAt.getTime()]));
  for (const row of rows) state.earlierRows.push({ ...row, ...own });
  for (const quarter of quartersOfVisits(visits)) state.earlierQuarters.push({ ...quarter, ...own });
  for (const { localDate, traits, reached, wish, conversion } of visits) {
    const wishes = wish ? [wish] : [];
    for (const wanted of wishes) state.earlierWishes.push({ ...wanted, ...own, localDate, sessions: 1 });
    const counted = { localDate, traits, reached: new Set(reached), wishes, isConverted: conversion !== null };
    state.earlierSessions.push({ ...own, ...counted });
  }
  for (const { localDate, ...counts } of rows.filter(({ dimension }) => dimension === 'total')) {
    const day = { ...counts, lastViewAtMs: lastViewOn.get(localDate) ?? null };
    state.earlierDays.set(dayKey(widget.id, localDate), day);
  }
}
