import { escapeIdentifier, escapeLiteral, type Pool } from 'pg';
import { z } from 'zod';
import type { Claims } from '../../../tokens/claims.ts';
import { becomeCaller } from '../database/become-caller.ts';
import type { Row } from './replication/pgoutput.ts';
import { runAndRollBack } from '../database/run-and-roll-back.ts';
import { isCallersFault, isTimeout } from '../database/sql-state.ts';
import type { TableInfo } from './table-info.ts';

/** A row to ask for, by its primary key. */
export interface RowQuestion {
  readonly table: TableInfo;
  readonly row: Row | null;
}

export interface Caller<Question extends RowQuestion> {
  readonly key: string;
  readonly claims: Claims;
  readonly questions: ReadonlySet<Question>;
}

export type Sight = 'seen' | 'hidden' | 'failed';

/** Callers in one transaction: few enough for one not to take long, many enough for the round trip not to count. */
const CALLERS_AT_ONCE = 200;

/**
 * Asks for the rows as each caller. A policy that fails on one caller's claims is that caller's alone. A row that is gone
 * by now is seen by nobody. Rejects when the database cannot be asked.
 */
export async function askWhoSees<Question extends RowQuestion>(
  pool: Pool,
  callers: readonly Caller<Question>[],
): Promise<(callerKey: string, question: Question) => Sight> {
  const sights = new Map<string, ReadonlySet<Question> | 'failed'>();
  for (let start = 0; start < callers.length; start += CALLERS_AT_ONCE) {
    const group = callers.slice(start, start + CALLERS_AT_ONCE);
    // One group after the other: joins want connections too.
    for (const [key, sight] of await askGroup(pool, group)) sights.set(key, sight);
  }
  return (callerKey, question) => {
    const seen = sights.get(callerKey);
    if (seen === 'failed') return 'failed';
    return seen?.has(question) ? 'seen' : 'hidden';
  };
}

async function askGroup<Question extends RowQuestion>(
  pool: Pool,
  callers: readonly Caller<Question>[],
): Promise<[string, ReadonlySet<Question> | 'failed'][]> {
  const answer = await runAndRollBack(
    pool,
    callers.flatMap((caller) => [becomeCaller(caller.claims), selectVisible([...caller.questions])]),
  );
  if (answer.ok) return callers.map((caller, index) => [caller.key, readSeen(caller, answer.value[2 * index + 1])]);
  if (!isCallersFault(answer.error) && !isTimeout(answer.error)) throw answer.error;
  const [only, ...others] = callers;
  if (only && others.length === 0) return [[only.key, 'failed']];
  // Somebody's claims break a policy: by halves, so that one bad caller costs few questions more.
  const half = Math.ceil(callers.length / 2);
  return [...(await askGroup(pool, callers.slice(0, half))), ...(await askGroup(pool, callers.slice(half)))];
}

/** Numbers of the questions whose row the current role sees. */
function selectVisible(questions: readonly RowQuestion[]): string {
  const byTable = Map.groupBy(
    questions.map((question, index) => ({ question, index })),
    ({ question }) => question.table,
  );
  const parts = [...byTable].map(([table, asked]) => {
    const keys = table.columns.filter(({ isKey }) => isKey);
    const rows = asked.map(({ question: { row }, index }) =>
      [index, ...keys.map(({ name, castType }) => `${escapeLiteral(row?.get(name) ?? '')}::${castType}`)].join(', '),
    );
    const match = keys.map(({ name }, position) => `t.${escapeIdentifier(name)} = asked.k${position}`).join(' and ');
    const names = keys.map((_, position) => `k${position}`).join(', ');
    return `select asked.n from (values ${rows.map((row) => `(${row})`).join(', ')}) as asked (n, ${names})
      where exists (select from ${escapeIdentifier(table.schema)}.${escapeIdentifier(table.name)} t where ${match})`;
  });
  return parts.join(' union all ');
}

const numbersSchema = z.object({ rows: z.array(z.object({ n: z.number() })) });

function readSeen<Question extends RowQuestion>(caller: Caller<Question>, result: unknown): ReadonlySet<Question> {
  const questions = [...caller.questions];
  const seen = new Set<Question>();
  for (const { n } of numbersSchema.parse(result).rows) {
    const question = questions[n];
    if (question) seen.add(question);
  }
  return seen;
}
