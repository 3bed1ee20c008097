import type { Pool } from 'pg';
import { z } from 'zod';
import type { Result } from '@blunari/schema/result';
import { callFunction } from './call-function.ts';

/** Sends totals that waited for their second to pass; call it every second or more often. Answers how many tenants were told. */
export function flushDueTicks(pool: Pool): Promise<Result<number>> {
  return callFunction(pool, 'select widget_private.flush_due_ticks() as answer', [], z.number().int());
}
