import type { Pool } from 'pg';
import { z } from 'zod';
import { conditionsSql, type Condition } from './condition.ts';
import { runAndRollBack } from '../database/run-and-roll-back.ts';
import { isCallersFault, isTimeout } from '../database/sql-state.ts';

/** Conditions are a caller's words: patterns that take longer than this must not keep the others waiting. */
const LONGEST_MS = 500;

/** Of several callers, who are asked for by halves then: it is to be known whose words take the time. */
const LONGEST_TOGETHER_MS = 25;

/** Reading and planning one takes 0.15 ms, during which no time-out ends it. */
const MOST_AT_ONCE = 1_000;

const metSchema = z.object({
  rows: z.array(z.object({ n: z.number(), met: z.array(z.boolean().nullable()), took_ms: z.number() })),
});

export interface Met {
  /** The conditions that are true. */
  readonly conditions: ReadonlySet<Condition>;
  /** Whose conditions, all together, took too long. */
  readonly tooSlow: ReadonlySet<string>;
  /** How long the database worked on those of a caller that was asked for alone, each time that it was. */
  readonly tookMs: ReadonlyMap<string, number>;
}

const NOTHING: Met = { conditions: new Set(), tooSlow: new Set(), tookMs: new Map() };

type Group = readonly [caller: string, conditions: readonly Condition[]];

/**
 * Asks the database for conditions, by caller. One that fails is not met, and so is none of a caller
 * whose conditions take too long. Rejects when the database cannot be asked.
 */
export async function meetConditions(pool: Pool, groups: readonly Group[]): Promise<Met> {
  const [first] = groups;
  if (first && groups.length === 1) return meetOwn(pool, first, LONGEST_MS);
  const conditions = [...new Set(groups.flatMap(([, ofCaller]) => ofCaller))];
  if (conditions.length === 0) return NOTHING;
  const asked = conditions.length > MOST_AT_ONCE ? undefined : await ask(pool, conditions, LONGEST_TOGETHER_MS);
  if (asked?.conditions) return { ...NOTHING, conditions: asked.conditions };
  // By halves, so that one bad condition costs few questions more.
  const [one, other] = halvesOf(groups);
  return together(await meetConditions(pool, one), await meetConditions(pool, other));
}

/** Of one caller, who has so much time left for all that it is asked for. */
async function meetOwn(pool: Pool, [caller, own]: Group, leftMs: number): Promise<Met> {
  const conditions = [...new Set(own)];
  if (conditions.length === 0) return NOTHING;
  if (leftMs < 1) return { ...NOTHING, tooSlow: new Set([caller]) };
  if (conditions.length > MOST_AT_ONCE) return meetHalves(pool, [caller, conditions], leftMs, NOTHING);
  const asked = await ask(pool, conditions, leftMs);
  const met = { ...NOTHING, tookMs: new Map([[caller, asked.tookMs]]) };
  if (asked.conditions) return { ...met, conditions: asked.conditions };
  if (asked.isTimeout) return { ...met, tooSlow: new Set([caller]) };
  if (conditions.length === 1) return met;
  return meetHalves(pool, [caller, conditions], leftMs, met);
}

/** One half after the other, in what time is left of `leftMs` after what was asked before. */
function meetHalves(pool: Pool, [caller, conditions]: Group, leftMs: number, before: Met): Promise<Met> {
  return halvesOf(conditions).reduce(async (earlier, half) => {
    const soFar = await earlier;
    if (soFar.tooSlow.size > 0) return soFar;
    return together(soFar, await meetOwn(pool, [caller, half], leftMs - (soFar.tookMs.get(caller) ?? 0)));
  }, Promise.resolve(before));
}

/** Which of them are true, unless one of them fails. */
async function ask(pool: Pool, conditions: readonly Condition[], timeoutMs: number) {
  const groups = [...Map.groupBy(conditions, ({ value }) => value).values()];
  let begunMs = 0;
  const answer = await runAndRollBack(
    pool,
    [
      `set local statement_timeout = ${Math.floor(timeoutMs)}`,
      conditionsSql(groups, 'extract(epoch from clock_timestamp() - statement_timestamp())::float8 * 1000 as took_ms'),
    ],
    () => (begunMs = performance.now()),
  );
  if (answer.ok) {
    const { rows } = metSchema.parse(answer.value[1]);
    const met = rows.flatMap(({ n, met: answers }) => groups[n]?.filter((_, index) => answers[index] === true) ?? []);
    return { conditions: new Set(met), tookMs: Math.max(...rows.map(({ took_ms: ms }) => ms)) };
  }
  const isTimedOut = isTimeout(answer.error);
  if (!isCallersFault(answer.error) && !isTimedOut) throw answer.error;
  return { isTimeout: isTimedOut, tookMs: performance.now() - begunMs };
}

function halvesOf<Item>(items: readonly Item[]): [Item[], Item[]] {
  const half = Math.ceil(items.length / 2);
  return [items.slice(0, half), items.slice(half)];
}

function together(one: Met, other: Met): Met {
  const tookMs = new Map(one.tookMs);
  for (const [caller, ms] of other.tookMs) tookMs.set(caller, (tookMs.get(caller) ?? 0) + ms);
  return {
    conditions: one.conditions.union(other.conditions),
    tooSlow: one.tooSlow.union(other.tooSlow),
    tookMs,
  };
}
