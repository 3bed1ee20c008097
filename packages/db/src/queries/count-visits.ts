import type { Pool } from 'pg';
import { z } from 'zod';
import type { Result } from '@blunari/schema/result';
import { callFunction } from './call-function.ts';

/**
 * Counts some of the visits that are stored and not counted yet, 4,000 events or little more. Answers a number above 0 where
 * there may be more; 0 too where two other calls count at this moment: what they leave is for the next call of any process.
 */
export function countVisits(pool: Pool): Promise<Result<number>> {
  return callFunction(pool, 'select widget_private.count_visits() as answer', [], z.number().int());
}
