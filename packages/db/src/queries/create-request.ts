import type { Pool } from 'pg';
import { z } from 'zod';
import { requestRowSchema, type CreateRequest } from '@blunari/schema/catering';
import type { Estimate } from '@blunari/schema/catering/estimate';
import type { Result } from '@blunari/schema/result';
import { callFunction } from './call-function.ts';
import type { Visit } from './visit.ts';

export const createdRequestSchema = requestRowSchema.extend({
  /** The package's name by locale, as it was called when asked for. */
  packageNames: z.record(z.string(), z.string()),
  /** True when the same request had been answered before; nothing was stored anew. */
  isRepeat: z.boolean(),
});

export type CreatedRequest = z.infer<typeof createdRequestSchema>;

export interface NewRequest extends Omit<CreateRequest, 'pageUrl'> {
  /** The instant of the local date and time, ISO 8601 in UTC. */
  readonly eventAt: string;
  readonly estimate: Estimate;
  readonly source: 'widget' | 'page';
  /** Today's date at the restaurant, for the daily totals. */
  readonly today: string;
  readonly visit: Visit;
}

/**
 * Takes in a catering request with the estimate the caller computed; message and conversion are of the same
 * transaction. Guests, package and horizon are checked against the stored config; days and hours are the caller's.
 * Fails with outside_rules, idempotency_mismatch, widget_inactive, not_found, invalid_input, unavailable.
 */
export function createRequest(pool: Pool, key: string, request: NewRequest): Promise<Result<CreatedRequest>> {
  return callFunction(
    pool,
    'select widget_private.create_request(key => $1::text, input => $2::jsonb) as answer',
    [key, JSON.stringify(request)],
    createdRequestSchema,
  );
}
