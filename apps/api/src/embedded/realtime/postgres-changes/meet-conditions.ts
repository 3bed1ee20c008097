import type { Pool } from 'pg';
import { z } from 'zod';
import { runAndRollBack } from '../database/run-and-roll-back.ts';
import { isCallersFault, isTimeout } from '../database/sql-state.ts';

/** Conditions are a caller's words: patterns that take longer than this must not keep the others waiting. */
const LONGEST_MS = 500;

const metSchema = z.object({ rows: z.tuple([z.object({ met: z.array(z.boolean().nullable()) })]) });

export interface Met {
  /** The conditions that are true. */
  readonly conditions: ReadonlySet<string>;
  /** Whose conditions, all together, took too long. */
  readonly tooSlow: ReadonlySet<string>;
}

type Group = readonly [caller: string, conditions: readonly string[]];

/**
 * Asks the database for conditions (expressions in SQL), by caller. One that fails is not met, and so is none of a caller
 * whose conditions take too long. Rejects when the database cannot be asked.
 */
export async function meetConditions(pool: Pool, groups: readonly Group[]): Promise<Met> {
  const conditions = [...new Set(groups.flatMap(([, ofCaller]) => ofCaller))];
  if (conditions.length === 0) return { conditions: new Set(), tooSlow: new Set() };
  const answer = await runAndRollBack(pool, [
    `set local statement_timeout = ${LONGEST_MS}`,
    `select array[${conditions.join(', ')}]::boolean[] as met`,
  ]);
  if (answer.ok) {
    const flags = metSchema.parse(answer.value[1]).rows[0].met;
    return { conditions: new Set(conditions.filter((_, index) => flags[index] === true)), tooSlow: new Set() };
  }
  if (!isCallersFault(answer.error) && !isTimeout(answer.error)) throw answer.error;
  // By halves, so that one bad condition costs few questions more.
  if (groups.length > 1) return meetHalves(pool, groups);
  const callers = groups.map(([caller]) => caller);
  if (isTimeout(answer.error)) return { conditions: new Set(), tooSlow: new Set(callers) };
  if (conditions.length === 1) return { conditions: new Set(), tooSlow: new Set() };
  return meetHalves(
    pool,
    conditions.map((condition): Group => [callers[0] ?? '', [condition]]),
  );
}

async function meetHalves(pool: Pool, groups: readonly Group[]): Promise<Met> {
  const half = Math.ceil(groups.length / 2);
  const first = await meetConditions(pool, groups.slice(0, half));
  const second = await meetConditions(pool, groups.slice(half));
  return {
    conditions: new Set([...first.conditions, ...second.conditions]),
    tooSlow: new Set([...first.tooSlow, ...second.tooSlow]),
  };
}
