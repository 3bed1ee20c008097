import type { ChangeBookingStatus } from '@blunari/schema/api';
import type { BookingRow } from '@blunari/schema/booking';
import type { Tx } from '../../client.ts';
import { bookingOf } from './booking-answer.ts';

/**
 * Gives a booking another status. One that no longer needs its table gives the covers back in the same moment; one that
 * is reinstated takes them again. The status it has already changes nothing.
 * Throws not_found, forbidden (a viewer), outside_rules (not from here to there), slot_taken (no room to reinstate).
 */
export async function changeBookingStatus(tx: Tx, { bookingId, status }: ChangeBookingStatus): Promise<BookingRow> {
  return bookingOf(
    await tx.$queryRaw`
      select widget_private.change_booking_status(booking => ${bookingId}::uuid, status => ${status}) as answer`,
  );
}
