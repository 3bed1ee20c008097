import type { Pool } from 'pg';
import type { Result } from '@blunari/schema/result';
import { callFunction } from './call-function.ts';
import { createdBookingSchema, type CreatedBooking } from './create-booking.ts';
import { createdRequestSchema, type CreatedRequest } from './create-request.ts';

/** The booking that was made with an idempotency key, whatever was asked for with it; `null` when there is none. */
export function earlierBooking(
  pool: Pool,
  key: string,
  idempotencyKey: string,
): Promise<Result<CreatedBooking | null>> {
  return callFunction(
    pool,
    'select widget_private.earlier_booking(key => $1::text, idempotency => $2::uuid) as answer',
    [key, idempotencyKey],
    createdBookingSchema.nullable(),
  );
}

/** The catering request that was stored with an idempotency key; `null` when there is none. */
export function earlierRequest(
  pool: Pool,
  key: string,
  idempotencyKey: string,
): Promise<Result<CreatedRequest | null>> {
  return callFunction(
    pool,
    'select widget_private.earlier_request(key => $1::text, idempotency => $2::uuid) as answer',
    [key, idempotencyKey],
    createdRequestSchema.nullable(),
  );
}
