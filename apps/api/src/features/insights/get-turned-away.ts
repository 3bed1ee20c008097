import { readTurnedAway, type Tx } from '@blunari/db';
import { periodQuestionSchema, turnedAwaySchema, type PeriodQuestion, type TurnedAway } from '@blunari/schema/insights';
import { procedure } from '../../trpc/init.ts';
import { answerAtDesk, type InsightDesk } from './open-desk.ts';

/** What sessions of a period wanted and could not have, the most wanted first. */
export const getTurnedAway = procedure
  .input(periodQuestionSchema)
  .output(turnedAwaySchema)
  .query(({ ctx, input }) => answerAtDesk(ctx, input, answerTurnedAway));

export async function answerTurnedAway(
  tx: Tx,
  { scope }: InsightDesk,
  { period }: PeriodQuestion,
): Promise<TurnedAway> {
  const { wishes, rules } = await readTurnedAway(tx, scope, period);
  const total = sumSessions(rules);
  return { wishes, rest: total - sumSessions(wishes), total, rules };
}

const sumSessions = (parts: readonly { readonly sessions: number }[]): number =>
  parts.reduce((sum, { sessions }) => sum + sessions, 0);
