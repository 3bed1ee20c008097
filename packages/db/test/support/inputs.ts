import { randomUUID } from 'node:crypto';
import type { NewBooking } from '../../src/queries/create-booking.ts';
import type { NewRequest } from '../../src/queries/create-request.ts';
import type { EventRecord } from '../../src/queries/record-batches.ts';
import type { Visit } from '../../src/queries/visit.ts';

export const visit: Visit = {
  ip: '203.0.113.77',
  userAgent: 'Mozilla/5.0',
  referrer: 'https://example.com/',
  pageUrl: 'https://lucia.example.com/table',
};

/** What an event says of a time that was wanted and not to be had. */
export const turnedAway = {
  kind: 'turned-away',
  step: 'time',
  wantedDate: '2027-02-14',
  wantedTime: '19:30',
  partySize: 6,
  rule: 'full',
} as const;

const guest = { name: 'Giulia Ferri', email: 'giulia@example.com', phone: '051 123 456' };

/** The quarter hour at least `hours` from now, so that no test depends on the clock. */
export function hoursAhead(hours: number): Date {
  const quarterMs = 900_000;
  return new Date(Math.ceil((Date.now() + hours * 3_600_000) / quarterMs) * quarterMs);
}

export const today = (): string => new Date().toISOString().slice(0, 10);

export function buildBooking(changes: Partial<NewBooking> = {}): NewBooking {
  return {
    idempotencyKey: randomUUID(),
    partySize: 4,
    startsAt: hoursAhead(30).toISOString(),
    localDate: (changes.startsAt ?? hoursAhead(30).toISOString()).slice(0, 10),
    guest,
    notes: '',
    locale: 'it',
    sessionId: randomUUID(),
    source: 'widget',
    today: today(),
    visit,
    ...changes,
  };
}

export function buildRequest(changes: Partial<NewRequest> = {}): NewRequest {
  return {
    idempotencyKey: randomUUID(),
    localDate: hoursAhead(100).toISOString().slice(0, 10),
    localTime: hoursAhead(100).toISOString().slice(11, 16),
    eventAt: hoursAhead(100).toISOString(),
    guests: 40,
    packageId: 'garden-buffet',
    contact: guest,
    company: 'Studio Navile',
    notes: '',
    locale: 'en',
    sessionId: randomUUID(),
    source: 'page',
    today: today(),
    visit,
    estimate: {
      quantity: 40,
      subtotalMinor: 90_000,
      serviceMinor: 4500,
      netMinor: 94_500,
      taxMinor: 18_900,
      totalMinor: 113_400,
      belowMinimumMinor: 0,
    },
    ...changes,
  };
}

export function buildEvent(changes: Partial<EventRecord> = {}): EventRecord {
  return {
    id: randomUUID(),
    type: 'view',
    at: new Date().toISOString(),
    localDate: today(),
    sessionId: randomUUID(),
    metadata: {},
    ...changes,
  };
}
