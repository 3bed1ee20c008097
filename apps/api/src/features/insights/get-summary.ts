import { readDays, readDropped, readValues, type InsightScope, type Tx } from '@blunari/db';
import {
  filteredQuestionSchema,
  sumNumbers,
  summarySchema,
  type FilteredQuestion,
  type InsightFilter,
  type Period,
  type Summary,
} from '@blunari/schema/insights';
import { procedure } from '../../trpc/init.ts';
import { comparedPeriod } from './compared-period.ts';
import { answerAtDesk, type InsightDesk } from './open-desk.ts';
import { valueOf } from './value-of.ts';

/** A period in numbers, of all visits or those of one value. */
export const getSummary = procedure
  .input(filteredQuestionSchema)
  .output(summarySchema)
  .query(({ ctx, input }) => answerAtDesk(ctx, input, answerSummary));

export async function answerSummary(tx: Tx, { scope }: InsightDesk, question: FilteredQuestion): Promise<Summary> {
  const compared = comparedPeriod(question);
  const now = await sumPeriod(tx, scope, question.period, question.filter);
  return compared ? { now, compared: await sumPeriod(tx, scope, compared, question.filter) } : { now };
}

async function sumPeriod(
  tx: Tx,
  scope: InsightScope,
  period: Period,
  filter: InsightFilter | undefined,
): Promise<Summary['now']> {
  const numbers = sumNumbers([...(await readDays(tx, scope, period, valueOf(filter))).values()]);
  if (filter) return { ...numbers, turnedAway: null, dropped: null };
  const turnedAway = (await readValues(tx, scope, period, 'turned_away')).get('any')?.sessions ?? 0;
  return { ...numbers, turnedAway, dropped: await readDropped(tx, scope, period) };
}
