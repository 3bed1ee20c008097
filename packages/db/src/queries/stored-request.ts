import type { Pool } from 'pg';
import type { Result } from '@blunari/schema/result';
import { callFunction } from './call-function.ts';
import { createdRequestSchema, type CreatedRequest, type NewRequest } from './create-request.ts';

/** What makes a catering request the same as an earlier one: what the guest sent, nothing worked out from it. */
export type RequestWish = Pick<
  NewRequest,
  'idempotencyKey' | 'localDate' | 'localTime' | 'guests' | 'packageId' | 'contact' | 'company' | 'notes'
>;

/**
 * What this very request stored earlier; `null` when it stored nothing. Changes nothing.
 * Fails with idempotency_mismatch when its key was used for another request.
 */
export function storedRequest(pool: Pool, key: string, request: RequestWish): Promise<Result<CreatedRequest | null>> {
  const { idempotencyKey, localDate, localTime, guests, packageId, contact, company, notes } = request;
  return callFunction(
    pool,
    'select widget_private.stored_request(key => $1::text, input => $2::jsonb) as answer',
    [key, JSON.stringify({ idempotencyKey, localDate, localTime, guests, packageId, contact, company, notes })],
    createdRequestSchema.nullable(),
  );
}
