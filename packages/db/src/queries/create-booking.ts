import type { Pool } from 'pg';
import { z } from 'zod';
import { bookingRowSchema, type CreateBooking } from '@blunari/schema/booking';
import type { Result } from '@blunari/schema/result';
import { callFunction } from './call-function.ts';
import type { Visit } from './visit.ts';

export const createdBookingSchema = bookingRowSchema.extend({
  /** True when the same request had been answered before; nothing was booked anew. */
  isRepeat: z.boolean(),
  /** What the guest's link proves itself with; told to whoever knows the idempotency key. */
  guestSecret: z.string(),
});

export type CreatedBooking = z.infer<typeof createdBookingSchema>;

export interface NewBooking extends Omit<CreateBooking, 'pageUrl'> {
  /** `widget`: framed by the restaurant's page; `page`: the widget's own page. */
  readonly source: 'widget' | 'page';
  /** Default: `main`. */
  readonly area?: string;
  /** The restaurant's date of the table, and of today: the totals say how many days ahead guests book. */
  readonly localDate: string;
  readonly today: string;
  readonly visit: Visit;
}

/**
 * Books a table: covers, booking, history, message and conversion in one transaction. Seats, pacing, party sizes and
 * notice are read from the stored config; hours and closures are the caller's to check.
 * Fails with slot_taken, outside_rules, idempotency_mismatch, widget_inactive, not_found, invalid_input, unavailable.
 */
export function createBooking(pool: Pool, key: string, booking: NewBooking): Promise<Result<CreatedBooking>> {
  return callFunction(
    pool,
    'select widget_private.create_booking(key => $1::text, input => $2::jsonb) as answer',
    [key, JSON.stringify(booking)],
    createdBookingSchema,
  );
}
