import { randomUUID } from 'node:crypto';
import { err, ok, type Result } from '@blunari/schema/result';
import { escapeLiteral, type Pool } from 'pg';
import { z } from 'zod';
import type { Claims } from '../../../tokens/claims.ts';
import type { Extension } from '../state/channel.ts';
import type { Log } from '../log.ts';
import type { BatchFailure } from './batches.ts';
import { runAndRollBack } from './run-and-roll-back.ts';
import { isCallersFault, isTimeout, sqlStateOf } from './sql-state.ts';

export interface PolicyQuestion {
  readonly verb: 'read' | 'write';
  readonly topicName: string;
  readonly claims: Claims;
  readonly extensions: readonly Extension[];
}

/** The extensions for which the answer is yes, or what kept the policies from answering. */
export type PolicyAnswer = Result<readonly Extension[], { readonly code: string; readonly message: string }>;

/** After this no further question of the batch is begun. */
const BUDGET_MS = 1_000;

/**
 * Asks all questions in one transaction that is rolled back, with one message to the server. Fewer answers than questions:
 * the policies are slow, and the rest is to be asked again.
 */
export async function askPolicies(
  pool: Pool,
  log: Log,
  questions: readonly PolicyQuestion[],
): Promise<Result<readonly PolicyAnswer[], BatchFailure>> {
  const json = escapeLiteral(JSON.stringify(toRecords(questions)));
  const answers = await runAndRollBack(pool, [`select * from realtime.ask_policies(${json}, '${BUDGET_MS} ms')`]);
  if (answers.ok) return ok(answerRowsSchema.parse(answers.value.at(0)).rows);
  if (isTimeout(answers.error) || isCallersFault(answers.error)) {
    const code = sqlStateOf(answers.error);
    if (questions.length === 1) return ok([err({ code, message: String(answers.error) })]);
    log.warn({ code }, 'Permissions that were asked for together are asked for one by one: one of them fails.');
    return err('ask_alone');
  }
  log.error({ err: answers.error }, 'The permissions of channels could not be asked for.');
  return err('unavailable');
}

/** Readers of the same topic share its probes. */
function toRecords(questions: readonly PolicyQuestion[]) {
  const probes = new Map<string, string>();
  const probeOf = (topic: string, extension: Extension): string => {
    return probes.getOrInsertComputed(`${extension}:${topic}`, () => randomUUID());
  };
  return questions.map(({ verb, topicName, claims, extensions }) => ({
    verb,
    topic: topicName,
    extensions,
    ids: verb === 'read' ? extensions.map((extension) => probeOf(topicName, extension)) : [],
    // One of three that a verified token can name.
    role: claims.role,
    sub: claims.sub ?? '',
    claims: JSON.stringify(claims),
  }));
}

const answerRowsSchema = z.object({
  rows: z.array(
    z
      .object({
        allowed: z.array(z.enum(['broadcast', 'presence'])),
        failure_code: z.string().nullable(),
        failure: z.string().nullable(),
      })
      .transform(({ allowed, failure_code: code, failure }): PolicyAnswer =>
        code === null ? ok(allowed) : err({ code, message: failure ?? '' }),
      ),
  ),
});
