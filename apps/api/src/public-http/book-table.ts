import type { CreatedBooking } from '@blunari/db';
import {
  checkOffered,
  checkReach,
  type BookingReceipt,
  type BookingRefusal,
  type CreateBooking,
} from '@blunari/schema/booking';
import { checkOrigin } from '@blunari/schema/check-origin';
import { ok, type Result } from '@blunari/schema/result';
import { toStoredPhone } from '../shared/guests/phone-number.ts';
import { toBook } from '../shared/availability/to-book.ts';
import { guestReceiptOf } from './booking-receipt.ts';
import type { Call } from './call.ts';
import { earlierReceipt, withEarlier } from './earlier-try.ts';
import { findVisitorWidget, unknownKey } from './find-visitor-widget.ts';
import type { PublicDeps } from './public-deps.ts';
import { sourceOf } from './visit-of.ts';

/**
 * Books a table. Hours and closures are wall time and checked here; seats, pacing, notice and a repeat of the same
 * request are the database's, which decides them under lock.
 */
export async function bookTable(
  { db, now, origins }: PublicDeps,
  { key, origin, visit }: Call,
  { pageUrl, ...sent }: CreateBooking,
): Promise<Result<BookingReceipt, BookingRefusal>> {
  const nowMs = now();
  const widget = await findVisitorWidget(db, key);
  if (!widget.ok) return widget;
  // One spelling of instant and phone from here on: what is checked is what is stored and compared.
  const wanted = {
    ...sent,
    startsAt: new Date(sent.startsAt).toISOString(),
    guest: { ...sent.guest, phone: toStoredPhone(sent.guest.phone, widget.value.place) },
  };
  const allowed = checkOrigin(origin, origins.widgetUrl, widget.value.allowedOrigins);
  if (!allowed.ok) return allowed;
  const utcDate = wanted.startsAt.slice(0, 10);
  const reach = checkReach(utcDate, nowMs);
  if (!reach.ok) return reach;
  // Settings without what is booked: an empty window.
  const from = new Date(wanted.startsAt);
  const stored = await db.visitor.bookingLoad(key, from, from);
  if (!stored.ok) return stored;
  if (stored.value === null) return unknownKey;
  const book = toBook(stored.value);
  const receiptOf = (booking: CreatedBooking): BookingReceipt => guestReceiptOf(booking, book.timeZone);
  const earlier = {
    ofSameWish: () => db.visitor.storedBooking(key, wanted),
    ofSameKey: () => db.visitor.earlierBooking(key, wanted.idempotencyKey),
    receiptOf,
  };
  const offered = checkOffered(book, wanted.partySize, Date.parse(wanted.startsAt), nowMs);
  if (!offered.ok) return earlierReceipt(earlier, offered);
  const { localDate } = book.clock.localOf(Date.parse(wanted.startsAt));
  const today = book.clock.localOf(nowMs).localDate;
  const source = sourceOf(pageUrl, origins.widgetUrl);
  const created = await db.visitor.createBooking(key, { ...wanted, source, localDate, today, visit });
  return created.ok ? ok(receiptOf(created.value)) : withEarlier(earlier, created.error);
}
