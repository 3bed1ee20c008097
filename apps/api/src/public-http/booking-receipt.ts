import type { CreatedBooking } from '@blunari/db';
import type { BookingReceipt, BookingRow } from '@blunari/schema/booking';
import { localTimeOf } from '@blunari/schema/calendar';
import { createRestaurantClock } from '../shared/tenant/restaurant-clock.ts';

/** What whoever made a booking is told of it: their link's secret too. */
export function guestReceiptOf(booking: CreatedBooking, timeZone: string): BookingReceipt {
  return { ...receiptOf(booking, timeZone), guestSecret: booking.guestSecret };
}

/** What a guest is told of their booking, with the restaurant's wall time. */
export function receiptOf(booking: BookingRow, timeZone: string): BookingReceipt {
  const { id, reference, status, partySize, startsAt, durationMinutes } = booking;
  const { localDate, minutes } = createRestaurantClock(timeZone).localOf(Date.parse(startsAt));
  return {
    id,
    reference,
    status,
    partySize,
    startsAt,
    localDate,
    localTime: localTimeOf(minutes),
    timeZone,
    durationMinutes,
  };
}
