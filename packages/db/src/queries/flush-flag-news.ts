import type { Pool } from 'pg';
import { z } from 'zod';
import type { Result } from '@blunari/schema/result';
import { callFunction } from './call-function.ts';

/** Most restaurants that one call tells. */
export const flagNewsPerCall = 1000;

/** Tells restaurants that a feature came or went, as many as fit into one call. Answers how many were told. */
export function flushFlagNews(pool: Pool): Promise<Result<number>> {
  return callFunction(pool, 'select widget_private.flush_flag_news() as answer', [], z.number().int());
}
