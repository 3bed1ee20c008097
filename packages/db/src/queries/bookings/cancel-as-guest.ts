import type { Pool } from 'pg';
import { bookingRowSchema, type BookingRow } from '@blunari/schema/booking';
import type { Result } from '@blunari/schema/result';
import { callFunction } from '../call-function.ts';

/** A guest's link to cancel: the booking, and what proves that it is theirs. */
export interface GuestLink {
  readonly bookingId: string;
  readonly secret: string;
}

/**
 * Cancels a guest's booking and gives its covers back; a repeat is answered alike.
 * Fails with not_found (a wrong secret too), outside_rules (less than two hours before, or already seated), unavailable.
 */
export function cancelAsGuest(pool: Pool, key: string, { bookingId, secret }: GuestLink): Promise<Result<BookingRow>> {
  return callFunction(
    pool,
    'select widget_private.cancel_as_guest(key => $1::text, booking => $2::uuid, secret => $3::text) as answer',
    [key, bookingId, secret],
    bookingRowSchema,
  );
}
