import type { Pool } from 'pg';
import { appError } from '@blunari/schema/errors';
import { err, ok, type Result } from '@blunari/schema/result';
import { recordBatches, type BatchStatus, type EventBatch } from './record-batches.ts';

const refusals = {
  not_found: appError('not_found', 'There is no such widget.'),
  widget_inactive: appError('widget_inactive', 'This widget is not active.'),
  invalid: appError('invalid_input', 'These events cannot be stored.'),
} as const satisfies Record<Exclude<BatchStatus, 'stored'>, unknown>;

/**
 * Stores one visitor's events and their totals. Ids that are known count nothing and answer the same, whichever
 * restaurant's they are. Fails with not_found, widget_inactive, invalid_input, unavailable.
 */
export async function recordEvents(pool: Pool, key: string, batch: EventBatch): Promise<Result<null>> {
  const answer = await recordBatches(pool, [{ key, ...batch }]);
  if (!answer.ok) return answer;
  const status = answer.value[0] ?? 'invalid';
  return status === 'stored' ? ok(null) : err(refusals[status]);
}
