import type { Pool } from 'pg';
import { z } from 'zod';
import type { Result } from '@blunari/schema/result';
import { callFunction } from './call-function.ts';
import type { EventRecord } from './record-events.ts';
import type { Visit } from './visit.ts';

/** Why visits were not counted. `invalid`: no events, or of a clock ahead of ours; `late`: too old. */
export type DropReason = 'bot' | 'prefetch' | 'invalid' | 'late';

/** How many events were not counted, by reason. */
export type DropCounts = Readonly<Partial<Record<DropReason, number>>>;

/** One visitor's batch, or only what was dropped. */
export interface KeyedBatch {
  readonly key: string;
  /** At most 50 events; none where only `dropped` is told. */
  readonly events: readonly EventRecord[];
  readonly visit: Visit;
  readonly dropped: DropCounts;
}

const outcomesSchema = z.array(
  z.object({ status: z.enum(['stored', 'not_found', 'widget_inactive', 'invalid']) }).transform(({ status }) => status),
);

export type BatchOutcome = z.infer<typeof outcomesSchema>[number];

/**
 * Stores batches of any widgets in one transaction, and answers in their order what became of each: a bad one costs the
 * others nothing. What is `stored` is committed. Fails, with nothing stored, with unavailable.
 */
export async function recordBatches(
  pool: Pool,
  batches: readonly KeyedBatch[],
): Promise<Result<readonly BatchOutcome[]>> {
  return callFunction(
    pool,
    'select widget_private.record_batches(batches => $1::jsonb) as answer',
    [JSON.stringify(batches)],
    outcomesSchema.length(batches.length),
  );
}
