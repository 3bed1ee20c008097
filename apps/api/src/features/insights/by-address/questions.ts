import type { Tx } from '@blunari/db';
import {
  breakdownQuestionSchema,
  comparedQuestionSchema,
  filteredQuestionSchema,
  funnelQuestionSchema,
  periodQuestionSchema,
} from '@blunari/schema/insights';
import { z } from 'zod';
import { answerBreakdown } from '../get-breakdown.ts';
import { answerFunnel } from '../get-funnel.ts';
import { answerHeatMap } from '../get-heat-map.ts';
import { answerLeadTimes } from '../get-lead-times.ts';
import { answerSeries } from '../get-series.ts';
import { answerSummary } from '../get-summary.ts';
import { answerTurnedAway } from '../get-turned-away.ts';
import type { InsightDesk } from '../open-desk.ts';

type Answer = (tx: Tx, desk: InsightDesk) => Promise<object>;

/** A question by the last part of its path: what the address says of it becomes its answer, or is refused. */
interface AskedByAddress {
  readonly name: string;
  /** Throws a ZodError. */
  readonly read: (question: object) => Answer;
}

function question<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  answer: (tx: Tx, desk: InsightDesk, question: z.output<Schema>) => Promise<object>,
): AskedByAddress {
  return {
    name,
    read: (written) => {
      const asked = schema.parse(written);
      return (tx, desk) => answer(tx, desk, asked);
    },
  };
}

/** The questions of the dashboard that can be asked by address. */
export const questions: readonly AskedByAddress[] = [
  question('summary', filteredQuestionSchema, answerSummary),
  question('series', filteredQuestionSchema, answerSeries),
  question('funnel', funnelQuestionSchema, answerFunnel),
  question('breakdown', breakdownQuestionSchema, answerBreakdown),
  question('heat-map', periodQuestionSchema, answerHeatMap),
  question('lead-time', comparedQuestionSchema, answerLeadTimes),
  question('turned-away', periodQuestionSchema, answerTurnedAway),
];
