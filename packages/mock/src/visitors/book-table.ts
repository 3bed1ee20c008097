import {
  checkOffered,
  checkReach,
  turnMinutesFor,
  type BookingReceipt,
  type BookingRefusal,
  type CreateBooking,
} from '@blunari/schema/booking';
import { daysBetween, localTimeOf } from '@blunari/schema/calendar';
import type { BookingConfig } from '@blunari/schema/config';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { isoOf, type Backend } from '../state/backend.ts';
import { addBooking } from '../state/bookings.ts';
import { clockIn } from '../state/clock.ts';
import { checkRoom } from '../state/covers.ts';
import { newId, newReference, newSecret } from '../state/new-ids.ts';
import type { BookingRecord } from '../state/records.ts';
import { recordEvents } from '../state/totals.ts';
import { bookOf } from './find-times.ts';
import { enterWidget, sourceOf, type VisitorCall, type VisitorDeps, type VisitorWidget } from './visitor-widget.ts';

const minuteMs = 60_000;

/** Books a table: a repeat of the same request first, then hours and limits, then the covers. */
export function bookTable(
  deps: VisitorDeps,
  call: VisitorCall,
  wish: CreateBooking,
): Result<BookingReceipt, BookingRefusal> {
  const entered = enterWidget(deps, call);
  if (!entered.ok) return entered;
  const { widget, tenant } = entered.value;
  if (widget.type !== 'booking') return err(appError('not_found', 'There is no such booking widget.'));
  const reach = checkReach(isoOf(Date.parse(wish.startsAt)).slice(0, 10), deps.now());
  if (!reach.ok) return reach;
  const earlier = findEarlier(deps, tenant.id, wish);
  if (earlier) return repeatOf(earlier, wish, tenant.place.timeZone);
  const booking = buildBooking(deps, entered.value, wish);
  const allowed = checkWish(deps, entered.value, wish, booking);
  if (!allowed.ok) return allowed;
  addBooking(deps, booking);
  const { id, createdAtMs: atMs } = booking;
  const { sessionId = null, locale, pageUrl } = wish;
  const conversion = { id, type: 'conversion', widgetId: widget.id, atMs, sessionId, locale, pageUrl } as const;
  const localDateAt = (ms: number): string => clockIn(tenant.place.timeZone).localOf(ms).localDate;
  const leadDays = daysBetween(localDateAt(atMs), localDateAt(booking.startsAtMs));
  recordEvents(deps, tenant, [{ ...conversion, referrer: '', covers: booking.partySize, leadDays }]);
  return ok(guestReceiptOf(booking, tenant.place.timeZone));
}

function findEarlier({ state }: Backend, tenantId: string, wish: CreateBooking): BookingRecord | undefined {
  return [...state.bookings.values()].find(
    (each) => each.tenantId === tenantId && each.idempotencyKey === wish.idempotencyKey,
  );
}

function repeatOf(
  earlier: BookingRecord,
  wish: CreateBooking,
  timeZone: string,
): Result<BookingReceipt, BookingRefusal> {
  const receipt = guestReceiptOf(earlier, timeZone);
  if (earlier.wish === wishOf(wish)) return ok(receipt);
  return err({ ...appError('idempotency_mismatch', 'This key was used for another booking.'), earlier: receipt });
}

/** All that the guest chose. */
function wishOf({ partySize, startsAt, guest, notes }: CreateBooking): string {
  return JSON.stringify([partySize, Date.parse(startsAt), guest.name, guest.email, guest.phone, notes]);
}

function checkWish(deps: VisitorDeps, found: VisitorWidget, wish: CreateBooking, booking: BookingRecord): Result<null> {
  const { config, ...book } = bookOf(deps, found);
  const offered = checkOffered({ ...book, config }, wish.partySize, booking.startsAtMs, deps.now());
  if (!offered.ok) return offered;
  if (!found.widget.isActive) return err(appError('widget_inactive', 'Online booking is paused here.'));
  const limits = checkLimits(config, wish, deps.now());
  if (!limits.ok) return limits;
  return checkRoom(deps.state, { tenant: found.tenant, config, sellsTo: 'guests' }, null, booking);
}

function checkLimits({ party, rules, form }: BookingConfig, wish: CreateBooking, nowMs: number): Result<null> {
  if (wish.partySize < party.min || wish.partySize > party.max) {
    const message = `Tables can be booked here for ${party.min} to ${party.max} guests.`;
    return err(appError('outside_rules', message));
  }
  // The guest's screen was read a moment ago, hence the minute.
  if (Date.parse(wish.startsAt) < nowMs + (rules.leadMinutes - 1) * minuteMs) {
    return err(appError('outside_rules', 'This time cannot be booked.'));
  }
  if (form.phone !== 'required' || wish.guest.phone !== '') return ok(null);
  const message = 'Please add a phone number we can reach you on, such as 051 123 456.';
  return err(appError('invalid_input', message));
}

function buildBooking(deps: VisitorDeps, { widget, tenant }: VisitorWidget, wish: CreateBooking): BookingRecord {
  const nowMs = deps.now();
  const { config } = bookOf(deps, { widget, tenant });
  const entry = { id: newId(deps), kind: 'created', changes: {}, changedBy: null, changedAt: isoOf(nowMs) } as const;
  return {
    id: newId(deps),
    version: 1,
    tenantId: tenant.id,
    reference: newReference(deps),
    status: 'confirmed',
    partySize: wish.partySize,
    area: 'main',
    startsAtMs: Date.parse(wish.startsAt),
    durationMinutes: turnMinutesFor(config.capacity.turnMinutes, wish.partySize),
    bufferMinutes: config.capacity.bufferMinutes,
    guestName: wish.guest.name,
    guestEmail: wish.guest.email,
    guestPhone: wish.guest.phone,
    notes: wish.notes,
    locale: wish.locale,
    source: sourceOf(wish.pageUrl, deps),
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    secret: newSecret(deps),
    sessionId: wish.sessionId ?? null,
    idempotencyKey: wish.idempotencyKey,
    wish: wishOf(wish),
    history: [entry],
  };
}

/** What whoever made a booking is told of it: their link's secret too. */
function guestReceiptOf(booking: BookingRecord, timeZone: string): BookingReceipt {
  return { ...receiptOf(booking, timeZone), guestSecret: booking.secret };
}

/** What a guest is told of their booking, with the restaurant's wall time. */
export function receiptOf(booking: BookingRecord, timeZone: string): BookingReceipt {
  const { id, reference, status, partySize, startsAtMs, durationMinutes } = booking;
  const { localDate, minutes } = clockIn(timeZone).localOf(startsAtMs);
  const local = { localDate, localTime: localTimeOf(minutes), timeZone };
  return { id, reference, status, partySize, startsAt: isoOf(startsAtMs), ...local, durationMinutes };
}
