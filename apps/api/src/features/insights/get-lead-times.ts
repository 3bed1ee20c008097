import { readValues, type Tx } from '@blunari/db';
import {
  comparedQuestionSchema,
  leadTimeSchema,
  type ComparedQuestion,
  type LeadTimeAnswer,
} from '@blunari/schema/insights';
import { fillLeadTimes } from '@blunari/schema/insights/answers';
import { procedure } from '../../trpc/init.ts';
import { comparedPeriod } from './compared-period.ts';
import { answerAtDesk, type InsightDesk } from './open-desk.ts';

/** How far ahead guests booked in a period. */
export const getLeadTimes = procedure
  .input(comparedQuestionSchema)
  .output(leadTimeSchema)
  .query(({ ctx, input }) => answerAtDesk(ctx, input, answerLeadTimes));

export async function answerLeadTimes(
  tx: Tx,
  { scope }: InsightDesk,
  question: ComparedQuestion,
): Promise<LeadTimeAnswer> {
  const compared = comparedPeriod(question);
  const now = await readValues(tx, scope, question.period, 'lead');
  return compared ? fillLeadTimes(now, await readValues(tx, scope, compared, 'lead')) : fillLeadTimes(now);
}
