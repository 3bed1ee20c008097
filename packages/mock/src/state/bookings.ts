import { bookingRowSchema, type BookingChanges, type BookingRow, type BookingStatus } from '@blunari/schema/booking';
import { appError } from '@blunari/schema/errors';
import { tenantTopic } from '@blunari/schema/realtime';
import { err, ok, type Result } from '@blunari/schema/result';
import { isoOf, type Backend } from './backend.ts';
import { bookingConfigOf } from './config-of.ts';
import { checkRoom, holdsTable } from './covers.ts';
import { newId } from './new-ids.ts';
import type { BookingRecord, TenantRecord } from './records.ts';

/** A booking as lists and messages have it: nothing about the guest but the name. */
export function toBookingRow(booking: BookingRecord): BookingRow {
  return bookingRowSchema.parse({
    ...booking,
    startsAt: isoOf(booking.startsAtMs),
    createdAt: isoOf(booking.createdAtMs),
    updatedAt: isoOf(booking.updatedAtMs),
  });
}

/** Stores a booking that is new, and tells the restaurant. */
export function addBooking(backend: Backend, booking: BookingRecord): void {
  backend.state.bookings.set(booking.id, booking);
  announce(backend, booking, 'booking.created');
}

/** Stores what became of a booking, who did it, and tells the restaurant. */
export function changeBooking(
  backend: Backend,
  was: BookingRecord,
  change: Partial<BookingRecord>,
  changedBy: string | null,
): BookingRow {
  const nowMs = backend.now();
  const will = { ...was, ...change, version: was.version + 1, updatedAtMs: nowMs };
  const entry = { id: newId(backend), kind: 'changed', changes: changesOf(was, will), changedBy } as const;
  const booking = { ...will, history: [{ ...entry, changedAt: isoOf(nowMs) }, ...was.history] };
  backend.state.bookings.set(was.id, booking);
  announce(backend, booking, 'booking.changed');
  return toBookingRow(booking);
}

function changesOf(was: BookingRecord, is: BookingRecord): BookingChanges {
  return {
    ...(was.status === is.status ? {} : { status: { was: was.status, is: is.status } }),
    ...(was.partySize === is.partySize ? {} : { partySize: { was: was.partySize, is: is.partySize } }),
    ...(was.startsAtMs === is.startsAtMs ? {} : { startsAt: { was: isoOf(was.startsAtMs), is: isoOf(is.startsAtMs) } }),
    ...(was.durationMinutes === is.durationMinutes
      ? {}
      : { durationMinutes: { was: was.durationMinutes, is: is.durationMinutes } }),
    ...(was.area === is.area ? {} : { area: { was: was.area, is: is.area } }),
  };
}

function announce({ tell, now }: Backend, booking: BookingRecord, event: 'booking.created' | 'booking.changed'): void {
  tell(tenantTopic(booking.tenantId), event, { ...toBookingRow(booking), committedAt: isoOf(now()) });
}

/** The ways a booking goes, and the ways back from a mistake. */
const ways = {
  pending: ['confirmed', 'declined', 'expired', 'cancelled'],
  confirmed: ['seated', 'completed', 'no_show', 'cancelled'],
  seated: ['completed', 'confirmed'],
  completed: ['seated'],
  no_show: ['confirmed', 'seated'],
  cancelled: ['confirmed'],
  declined: ['confirmed'],
  expired: ['confirmed'],
} as const satisfies Record<BookingStatus, readonly BookingStatus[]>;

/**
 * Gives a booking another status. Giving covers back always works, taking them again needs room.
 * Fails with outside_rules (not from here to there), slot_taken.
 */
export function setStatus(
  backend: Backend,
  tenant: TenantRecord,
  was: BookingRecord,
  status: BookingStatus,
  changedBy: string | null,
): Result<BookingRow> {
  if (status === was.status) return ok(toBookingRow(was));
  const allowed: readonly BookingStatus[] = ways[was.status];
  if (!allowed.includes(status)) {
    return err(appError('outside_rules', `This booking is ${was.status} and cannot become ${status}.`));
  }
  const will = { ...was, status };
  if (holdsTable(will) && !holdsTable(was)) {
    const config = bookingConfigOf(backend.state, was.tenantId);
    const room = checkRoom(backend.state, { tenant, config, sellsTo: 'staff' }, was, will);
    if (!room.ok) return room;
  }
  return ok(changeBooking(backend, was, { status }, changedBy));
}
