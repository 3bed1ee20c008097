import type { Pool } from 'pg';
import { z } from 'zod';
import { runAndRollBack } from '../database/run-and-roll-back.ts';
import { isCallersFault, isTimeout } from '../database/sql-state.ts';

/** Conditions are a subscriber's words: a pattern that takes longer than this must not keep the others waiting. */
const LONGEST_MS = 500;

const metSchema = z.object({ rows: z.tuple([z.object({ met: z.array(z.boolean().nullable()) })]) });

/**
 * Those of the conditions (expressions in SQL) that are true. One that fails or takes too long is not met. Rejects when
 * the database cannot be asked.
 */
export async function meetConditions(pool: Pool, conditions: readonly string[]): Promise<ReadonlySet<string>> {
  if (conditions.length === 0) return new Set();
  const answer = await runAndRollBack(pool, [
    `set local statement_timeout = ${LONGEST_MS}`,
    `select array[${conditions.join(', ')}]::boolean[] as met`,
  ]);
  if (answer.ok) {
    const flags = metSchema.parse(answer.value[1]).rows[0].met;
    return new Set(conditions.filter((_, index) => flags[index] === true));
  }
  if (!isCallersFault(answer.error) && !isTimeout(answer.error)) throw answer.error;
  if (conditions.length === 1) return new Set();
  // By halves, so that one bad condition costs few questions more.
  const half = Math.ceil(conditions.length / 2);
  const first = await meetConditions(pool, conditions.slice(0, half));
  return new Set([...first, ...(await meetConditions(pool, conditions.slice(half)))]);
}
