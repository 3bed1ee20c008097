import type { Pool } from 'pg';
import { z } from 'zod';
import { ok, type Result } from '@blunari/schema/result';
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
  readonly metadata: Readonly<Record<string, string | number>>;
}

/** Events that were left out of a batch, 10,000 at most for each reason. A batch that is sent again counts them again. */
export interface DroppedEvents {
  /** The restaurant's present day. */
  readonly today: string;
  readonly bot?: number;
  readonly prefetch?: number;
  readonly invalid?: number;
  readonly late?: number;
}

/** What one visitor's widget sent. */
export interface EventBatch {
  /** 50 at most; none where something was dropped. */
  readonly events: readonly EventRecord[];
  readonly visit: Visit;
  readonly dropped?: DroppedEvents;
}

export interface KeyedBatch extends EventBatch {
  /** Public key of the widget. */
  readonly key: string;
}

const statusSchema = z.enum(['stored', 'not_found', 'widget_inactive', 'invalid']);

/** What became of a batch. `stored` for ids that are known too, whichever restaurant's they are. */
export type BatchStatus = z.infer<typeof statusSchema>;

const answerSchema = z.array(z.object({ status: statusSchema }));

export interface RecordOptions {
  /** Leaves the counting to the next call of `countVisits`: for many events, which are cheaper to count with others. */
  readonly countLater?: boolean;
}

/**
 * Stores batches of any widgets, 1,000 at most, in one statement, and counts them there unless told otherwise: all that
 * answers `stored` has been committed. A batch that cannot be stored keeps no other from it. Fails with unavailable alone,
 * and then nothing of what was not stored before has been.
 */
export async function recordBatches(
  pool: Pool,
  batches: readonly KeyedBatch[],
  options: RecordOptions = {},
): Promise<Result<readonly BatchStatus[]>> {
  const answer = await callFunction(
    pool,
    'select widget_private.record_batches(batches => $1::jsonb, count_later => $2::boolean) as answer',
    [JSON.stringify(batches), options.countLater ?? false],
    answerSchema,
  );
  if (answer.ok) return ok(answer.value.map(({ status }) => status));
  if (answer.error.code !== 'invalid_input') return answer;
  // A text that no database value may hold, which is said of all at once.
  if (batches.length <= 1) return ok(batches.map(() => 'invalid'));
  const half = Math.ceil(batches.length / 2);
  const first = await recordBatches(pool, batches.slice(0, half), options);
  if (!first.ok) return first;
  const second = await recordBatches(pool, batches.slice(half), options);
  return second.ok ? ok([...first.value, ...second.value]) : second;
}
