import { readBreakdown, readCombinedValues, type Tx } from '@blunari/db';
import {
  breakdownQuestionSchema,
  breakdownSchema,
  type Breakdown,
  type BreakdownPart,
  type BreakdownQuestion,
} from '@blunari/schema/insights';
import { procedure } from '../../trpc/init.ts';
import { comparedPeriod } from './compared-period.ts';
import { answerAtDesk, type InsightDesk } from './open-desk.ts';

/** A period by the values of a dimension; under a filter sessions alone, for 30 days at most. */
export const getBreakdown = procedure
  .input(breakdownQuestionSchema)
  .output(breakdownSchema)
  .query(({ ctx, input }) => answerAtDesk(ctx, input, answerBreakdown));

export async function answerBreakdown(tx: Tx, desk: InsightDesk, question: BreakdownQuestion): Promise<Breakdown> {
  return toBreakdown(question, await readParts(tx, desk, question));
}

/** One value, or all further ones, in one of the two periods. */
interface Part {
  readonly isCompared: boolean;
  /** Null: all further values. */
  readonly value: string | null;
  readonly values: number;
  readonly part: BreakdownPart;
}

async function readParts(tx: Tx, { scope }: InsightDesk, question: BreakdownQuestion): Promise<readonly Part[]> {
  const { period, filter, dimension } = question;
  const compared = comparedPeriod(question);
  if (filter) {
    const counted = await readCombinedValues(tx, scope, { period, compared }, filter, dimension);
    return counted.map(({ isCompared, value, values, ...sessions }) => ({
      isCompared,
      value,
      values,
      part: { ...sessions, more: null },
    }));
  }
  const counted = await readBreakdown(tx, scope, { period, compared }, dimension);
  return counted.map(({ isCompared, value, values, sessions, convertedSessions, ...more }) => ({
    isCompared,
    value,
    values,
    part: { sessions, convertedSessions, more },
  }));
}

function toBreakdown(question: BreakdownQuestion, parts: readonly Part[]): Breakdown {
  const { dimension, filter } = question;
  const [now, then] = [parts.filter(({ isCompared }) => !isCompared), parts.filter(({ isCompared }) => isCompared)];
  const nothing = noPart(filter !== undefined);
  const besides = (value: string | null): { compared?: BreakdownPart } =>
    question.comparedFrom === undefined ? {} : { compared: then.find((part) => part.value === value)?.part ?? nothing };
  const rows = now.flatMap(({ value, part }) => (value === null ? [] : [{ value, ...part, ...besides(value) }]));
  const rest = now.find(({ value }) => value === null);
  if (!rest && !then.some(({ value }) => value === null)) return { dimension, rows };
  return { dimension, rows, rest: { values: rest?.values ?? 0, ...(rest?.part ?? nothing), ...besides(null) } };
}

function noPart(isCombination: boolean): BreakdownPart {
  const none = { views: 0, interactions: 0, conversions: 0, covers: 0, valueMinor: 0 };
  return { sessions: 0, convertedSessions: 0, more: isCombination ? null : none };
}
