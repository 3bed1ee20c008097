import type { Pool } from 'pg';
import type { Result } from '@blunari/schema/result';
import { callFunction } from './call-function.ts';
import { createdBookingSchema, type CreatedBooking, type NewBooking } from './create-booking.ts';

/** What makes a booking the same as an earlier one. */
export type BookingWish = Pick<NewBooking, 'idempotencyKey' | 'partySize' | 'startsAt' | 'area' | 'guest' | 'notes'>;

/**
 * The booking that this very request made earlier; `null` when it made none. Changes nothing.
 * Fails with idempotency_mismatch when its key was used for another booking.
 */
export function storedBooking(pool: Pool, key: string, booking: BookingWish): Promise<Result<CreatedBooking | null>> {
  const { idempotencyKey, partySize, startsAt, area, guest, notes } = booking;
  return callFunction(
    pool,
    'select widget_private.stored_booking(key => $1::text, input => $2::jsonb) as answer',
    [key, JSON.stringify({ idempotencyKey, partySize, startsAt, area, guest, notes })],
    createdBookingSchema.nullable(),
  );
}
