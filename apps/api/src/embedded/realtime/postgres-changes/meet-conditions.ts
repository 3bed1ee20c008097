import type { Pool } from 'pg';
import { z } from 'zod';
import { runAndRollBack } from '../database/run-and-roll-back.ts';
import { isCallersFault, isTimeout } from '../database/sql-state.ts';

/** Conditions are a caller's words: patterns that take longer than this must not keep the others waiting. */
const LONGEST_MS = 500;

/** Of several callers, who are asked for by halves then: it is to be known whose words take the time. */
const LONGEST_TOGETHER_MS = 100;

const metSchema = z.object({ rows: z.tuple([z.object({ met: z.array(z.boolean().nullable()) })]) });

export interface Met {
  /** The conditions that are true. */
  readonly conditions: ReadonlySet<string>;
  /** Whose conditions, all together, took too long. */
  readonly tooSlow: ReadonlySet<string>;
  /** How long those of a caller took that was asked for alone. */
  readonly tookMs: ReadonlyMap<string, number>;
}

const NOTHING: Met = { conditions: new Set(), tooSlow: new Set(), tookMs: new Map() };

type Group = readonly [caller: string, conditions: readonly string[]];

/**
 * Asks the database for conditions (expressions in SQL), by caller. One that fails is not met, and so is none of a caller
 * whose conditions take too long. Rejects when the database cannot be asked.
 */
export async function meetConditions(pool: Pool, groups: readonly Group[]): Promise<Met> {
  const conditions = [...new Set(groups.flatMap(([, ofCaller]) => ofCaller))];
  const [only] = groups.length === 1 ? groups : [];
  if (conditions.length === 0) return NOTHING;
  const startedMs = performance.now();
  const answer = await runAndRollBack(pool, [
    `set local statement_timeout = ${only ? LONGEST_MS : LONGEST_TOGETHER_MS}`,
    `select array[${conditions.join(', ')}]::boolean[] as met`,
  ]);
  const tookMs = new Map(only ? [[only[0], performance.now() - startedMs]] : []);
  if (answer.ok) {
    const flags = metSchema.parse(answer.value[1]).rows[0].met;
    return { ...NOTHING, conditions: new Set(conditions.filter((_, index) => flags[index] === true)), tookMs };
  }
  if (!isCallersFault(answer.error) && !isTimeout(answer.error)) throw answer.error;
  // By halves, so that one bad condition costs few questions more.
  if (!only) return meetHalves(pool, groups);
  const [caller] = only;
  if (isTimeout(answer.error)) return { ...NOTHING, tooSlow: new Set([caller]) };
  if (conditions.length === 1) return { ...NOTHING, tookMs };
  return meetHalves(
    pool,
    conditions.map((condition): Group => [caller, [condition]]),
  );
}

async function meetHalves(pool: Pool, groups: readonly Group[]): Promise<Met> {
  const half = Math.ceil(groups.length / 2);
  const first = await meetConditions(pool, groups.slice(0, half));
  const second = await meetConditions(pool, groups.slice(half));
  return {
    conditions: new Set([...first.conditions, ...second.conditions]),
    tooSlow: new Set([...first.tooSlow, ...second.tooSlow]),
    tookMs: new Map([...first.tookMs, ...second.tookMs]),
  };
}
