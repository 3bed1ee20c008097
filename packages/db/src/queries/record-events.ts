import type { Pool } from 'pg';
import { z } from 'zod';
import type { Result } from '@blunari/schema/result';
import { callFunction } from './call-function.ts';
import type { EventBatch } from './record-batches.ts';

/**
 * Stores a visitor's events and their totals in one statement. Ids that are known count nothing and answer the same,
 * whichever restaurant's they are. Fails with not_found, widget_inactive, invalid_input, unavailable.
 */
export async function recordEvents(pool: Pool, key: string, batch: EventBatch): Promise<Result<null>> {
  return callFunction(
    pool,
    'select null as answer from widget_private.record_events(key => $1::text, batch => $2::jsonb)',
    [key, JSON.stringify(batch)],
    z.null(),
  );
}
