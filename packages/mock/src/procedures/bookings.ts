import { bookingInputSchema, bookingsInputSchema, changedRowsSchema, changedSinceSchema } from '@blunari/schema/api';
import { bookingDetailsSchema, bookingRowSchema, overbookedSlotSchema } from '@blunari/schema/booking';
import { addDays } from '@blunari/schema/calendar';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { z } from 'zod';
import { isoOf } from '../state/backend.ts';
import { toBookingRow } from '../state/bookings.ts';
import { dayStartMs } from '../state/clock.ts';
import { bookingConfigOf } from '../state/config-of.ts';
import { heldQuarters, loadOf, seatsOf, slotKey } from '../state/covers.ts';
import { findTenant, nameOfMember } from '../state/members.ts';
import type { MockState } from '../state/mock-state.ts';
import type { BookingRecord, TenantRecord } from '../state/records.ts';
import { newestChanges } from './newest-changes.ts';
import { procedure } from './procedure.ts';

const bookingsOf = (state: MockState, tenantId: string): readonly BookingRecord[] =>
  [...state.bookings.values()].filter((booking) => booking.tenantId === tenantId);

/** A booking at a restaurant where somebody works. Another's answers as one that is not there. */
export function findBooking(
  state: MockState,
  userId: string,
  bookingId: string,
): Result<{ readonly booking: BookingRecord; readonly tenant: TenantRecord }> {
  const booking = state.bookings.get(bookingId);
  const tenant = booking && findTenant(state, userId, booking.tenantId);
  if (!booking || !tenant?.ok) return err(appError('not_found', 'There is no such booking, or it is not yours.'));
  return ok({ booking, tenant: tenant.value });
}

/** Some local days of a restaurant, as instants: from the first on, before the second. */
function daysOf({ place }: TenantRecord, from: string, days: number): readonly [number, number] {
  return [dayStartMs(from, place.timeZone), dayStartMs(addDays(from, days), place.timeZone)];
}

/** Reading bookings; changing them is in `booking-changes.ts`. */
export const bookingProcedures = {
  'bookings.list': procedure(bookingsInputSchema, z.array(bookingRowSchema), ({ state, userId }, input) => {
    const tenant = findTenant(state, userId, input.tenantId);
    if (!tenant.ok) return tenant;
    const [sinceMs, untilMs] = daysOf(tenant.value, input.from, input.days);
    const found = bookingsOf(state, input.tenantId).filter(
      ({ startsAtMs }) => startsAtMs >= sinceMs && startsAtMs < untilMs,
    );
    const earliestFirst = found.toSorted(
      (one, other) => one.startsAtMs - other.startsAtMs || one.id.localeCompare(other.id),
    );
    return ok(earliestFirst.map(toBookingRow));
  }),
  'bookings.get': procedure(bookingInputSchema, bookingDetailsSchema, ({ state, userId }, { bookingId }) => {
    const found = findBooking(state, userId, bookingId);
    if (!found.ok) return found;
    const { booking, tenant } = found.value;
    const { guestEmail, guestPhone, notes, locale } = booking;
    const history = booking.history.map(({ changedBy, ...entry }) => ({
      ...entry,
      changedByName: nameOfMember(state, tenant, changedBy),
    }));
    return ok({ ...toBookingRow(booking), guestEmail, guestPhone, notes, locale, history });
  }),
  'bookings.changedSince': procedure(
    changedSinceSchema,
    changedRowsSchema(bookingRowSchema),
    ({ state, userId }, { tenantId, since }) => {
      const tenant = findTenant(state, userId, tenantId);
      return tenant.ok ? ok(newestChanges(bookingsOf(state, tenantId).map(toBookingRow), since)) : tenant;
    },
  ),
  'bookings.overbooked': procedure(
    bookingsInputSchema,
    z.array(overbookedSlotSchema).readonly(),
    ({ state, userId }, { tenantId, from, days }) => {
      const tenant = findTenant(state, userId, tenantId);
      return tenant.ok ? ok(overbookedSlots(state, tenant.value, daysOf(tenant.value, from, days))) : tenant;
    },
  ),
};

/** Quarter hours that hold more than seats and granted covers allow; an area that the settings no longer name has no seats. */
function overbookedSlots(
  state: MockState,
  tenant: TenantRecord,
  [sinceMs, untilMs]: readonly [number, number],
): readonly z.infer<typeof overbookedSlotSchema>[] {
  const own = bookingsOf(state, tenant.id);
  const config = bookingConfigOf(state, tenant.id);
  const areas = [...new Set(own.map(({ area }) => area))].toSorted((one, other) => one.localeCompare(other));
  return areas.flatMap((area) => {
    const seats = seatsOf(config, area) ?? 0;
    const quarters = [...loadOf(state, tenant.id, area)].filter(([quarter]) => quarter >= sinceMs && quarter < untilMs);
    return quarters
      .toSorted(([one], [other]) => one - other)
      .flatMap(([quarter, { covers }]) => {
        const over = tenant.granted.get(slotKey(area, quarter)) ?? 0;
        if (covers <= seats + over) return [];
        const there = own.filter((booking) => booking.area === area && heldQuarters(booking).includes(quarter));
        const byStart = there.toSorted((one, other) => one.startsAtMs - other.startsAtMs);
        return [{ area, slot: isoOf(quarter), covers, seats, over, bookingIds: byStart.map(({ id }) => id) }];
      });
  });
}
