import type { Pool } from 'pg';
import { z } from 'zod';
import type { Result } from '@blunari/schema/result';
import { callFunction } from './call-function.ts';
import type { Visit } from './visit.ts';

/** One event with the time that is stored: the time inside its id, which the caller has checked. */
export interface EventRecord {
  readonly id: string;
  readonly type: 'view' | 'interaction';
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** The restaurant's calendar day at that moment. */
  readonly localDate: string;
  readonly sessionId: string;
  readonly metadata: Readonly<Record<string, string | number | undefined>>;
}

export interface EventBatch {
  /** 1 to 50 events. */
  readonly events: readonly EventRecord[];
  readonly visit: Visit;
}

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
