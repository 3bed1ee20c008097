import type { Pool } from 'pg';
import type { GuestLink } from '@blunari/schema/booking';
import { useApiToken } from './api-tokens/use-api-token.ts';
import { bookingLoad } from './booking-load.ts';
import { bookingOfGuest, cancelAsGuest } from './bookings/guest-link.ts';
import { createBooking, type NewBooking } from './create-booking.ts';
import { createRequest, type NewRequest } from './create-request.ts';
import { earlierBooking, earlierRequest } from './earlier.ts';
import { countVisits } from './count-visits.ts';
import { flushDueTicks } from './flush-due-ticks.ts';
import { flushFlagNews } from './flush-flag-news.ts';
import { journalSecrets } from './journal-secrets.ts';
import { recordBatches, type EventBatch, type KeyedBatch, type RecordOptions } from './record-batches.ts';
import { recordEvents } from './record-events.ts';
import { storedBooking, type BookingWish } from './stored-booking.ts';
import { storedRequest, type RequestWish } from './stored-request.ts';
import { visitorWidget } from './visitor-widget.ts';

/** The functions of the database that act for visitors, bound to a pool that is logged in as `blunari_api`. */
export function visitorQueries(pool: Pool) {
  return {
    widget: (key: string) => visitorWidget(pool, key),
    bookingLoad: (key: string, from: Date, to: Date) => bookingLoad(pool, key, from, to),
    createBooking: (key: string, booking: NewBooking) => createBooking(pool, key, booking),
    storedBooking: (key: string, booking: BookingWish) => storedBooking(pool, key, booking),
    bookingOfGuest: (key: string, link: GuestLink) => bookingOfGuest(pool, key, link),
    cancelAsGuest: (key: string, link: GuestLink) => cancelAsGuest(pool, key, link),
    earlierBooking: (key: string, idempotencyKey: string) => earlierBooking(pool, key, idempotencyKey),
    createRequest: (key: string, request: NewRequest) => createRequest(pool, key, request),
    storedRequest: (key: string, request: RequestWish) => storedRequest(pool, key, request),
    earlierRequest: (key: string, idempotencyKey: string) => earlierRequest(pool, key, idempotencyKey),
    recordEvents: (key: string, batch: EventBatch) => recordEvents(pool, key, batch),
    recordBatches: (batches: readonly KeyedBatch[], options?: RecordOptions) => recordBatches(pool, batches, options),
    useApiToken: (digest: string) => useApiToken(pool, digest),
    journalSecrets: () => journalSecrets(pool),
    countVisits: () => countVisits(pool),
    flushDueTicks: () => flushDueTicks(pool),
    flushFlagNews: () => flushFlagNews(pool),
  };
}

export type VisitorQueries = ReturnType<typeof visitorQueries>;
