import type { BookingRow } from '@blunari/schema/booking';
import type { Tx } from '../../client.ts';
import { bookingOf } from './booking-answer.ts';

export interface BookingMove {
  readonly bookingId: string;
  readonly startsAt?: Date | undefined;
  readonly partySize?: number | undefined;
  readonly area?: string | undefined;
}

/**
 * Moves a booking to another time, party or area; what is absent stays. The old covers are given back and the new ones
 * taken in one step, or nothing changes. Seats and granted covers are the limit, not hours, notice or pacing.
 * Throws not_found, forbidden (a viewer), slot_taken (no room), outside_rules (not an open booking, no such area),
 * invalid_input.
 */
export async function moveBooking(tx: Tx, { bookingId, startsAt, partySize, area }: BookingMove): Promise<BookingRow> {
  return bookingOf(
    await tx.$queryRaw`
      select widget_private.move_booking(
        booking => ${bookingId}::uuid, starts_at => ${startsAt?.toISOString() ?? null}::timestamptz,
        party => ${partySize ?? null}::int, area => ${area ?? null}::text
      ) as answer`,
  );
}
