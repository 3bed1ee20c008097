import type { Pool } from 'pg';
import { z } from 'zod';
import { bookingRowSchema, type GuestLink } from '@blunari/schema/booking';
import type { Result } from '@blunari/schema/result';
import { callFunction } from '../call-function.ts';

const guestBookingSchema = bookingRowSchema.extend({ canCancel: z.boolean() });

/** A booking as its guest's link shows it. */
export type BookingOfGuest = z.infer<typeof guestBookingSchema>;

/** The booking of a guest's link; `null` when there is none, or the secret is wrong. Fails with unavailable. */
export function bookingOfGuest(pool: Pool, key: string, link: GuestLink): Promise<Result<BookingOfGuest | null>> {
  return callFunction(
    pool,
    'select widget_private.booking_of_guest(key => $1::text, booking => $2::uuid, secret => $3::text) as answer',
    [key, link.bookingId, link.secret],
    guestBookingSchema.nullable(),
  );
}

/**
 * Cancels a guest's booking and gives its covers back; a repeat is answered alike.
 * Fails with not_found (a wrong secret too), outside_rules (less than two hours before, or already seated), unavailable.
 */
export function cancelAsGuest(pool: Pool, key: string, link: GuestLink): Promise<Result<BookingOfGuest>> {
  return callFunction(
    pool,
    'select widget_private.cancel_as_guest(key => $1::text, booking => $2::uuid, secret => $3::text) as answer',
    [key, link.bookingId, link.secret],
    guestBookingSchema,
  );
}
