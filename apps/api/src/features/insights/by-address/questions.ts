import type { Tx } from '@blunari/db';
import {
  breakdownQuestionSchema,
  breakdownSchema,
  comparedQuestionSchema,
  filteredQuestionSchema,
  funnelQuestionSchema,
  funnelSchema,
  heatMapSchema,
  leadTimeSchema,
  periodQuestionSchema,
  seriesSchema,
  summarySchema,
  turnedAwaySchema,
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
import { addresses, type Address } from './address.ts';

type Answer = (tx: Tx, desk: InsightDesk) => Promise<object>;

/** A question by the last part of its path: what the address says of it becomes its answer, or is refused. */
export interface AskedByAddress {
  readonly name: string;
  /** What it answers, in words. */
  readonly says: string;
  readonly address: z.ZodType<Address>;
  readonly answerSchema: z.ZodType;
  /** Throws a ZodError. */
  readonly read: (question: object) => Answer;
}

interface Question<Schema extends z.ZodType> extends Omit<AskedByAddress, 'read'> {
  readonly schema: Schema;
  readonly answer: (tx: Tx, desk: InsightDesk, question: z.output<Schema>) => Promise<object>;
}

function question<Schema extends z.ZodType>({ schema, answer, ...told }: Question<Schema>): AskedByAddress {
  return {
    ...told,
    read: (written) => {
      const asked = schema.parse(written);
      return (tx, desk) => answer(tx, desk, asked);
    },
  };
}

/** The questions of the dashboard that can be asked by address. */
export const questions: readonly AskedByAddress[] = [
  question({
    name: 'summary',
    says: 'A period in numbers, beside the one that it is compared with.',
    address: addresses.filtered,
    answerSchema: summarySchema,
    schema: filteredQuestionSchema,
    answer: answerSummary,
  }),
  question({
    name: 'series',
    says: 'A period point by point, without gaps: by hours up to two days, by days up to 120, else by weeks.',
    address: addresses.filtered,
    answerSchema: seriesSchema,
    schema: filteredQuestionSchema,
    answer: answerSeries,
  }),
  question({
    name: 'funnel',
    says: 'How many sessions used each step of a widget, and how many went no further. Under a filter 30 days at most.',
    address: addresses.filtered,
    answerSchema: funnelSchema,
    schema: funnelQuestionSchema,
    answer: answerFunnel,
  }),
  question({
    name: 'breakdown',
    says: 'A period by the values of one dimension, those with the most sessions first. Under a filter 30 days at most.',
    address: addresses.breakdown,
    answerSchema: breakdownSchema,
    schema: breakdownQuestionSchema,
    answer: answerBreakdown,
  }),
  question({
    name: 'heat-map',
    says: 'All 168 hours of the week on the restaurant’s clock.',
    address: addresses.period,
    answerSchema: heatMapSchema,
    schema: periodQuestionSchema,
    answer: answerHeatMap,
  }),
  question({
    name: 'lead-time',
    says: 'How many days ahead guests book.',
    address: addresses.compared,
    answerSchema: leadTimeSchema,
    schema: comparedQuestionSchema,
    answer: answerLeadTimes,
  }),
  question({
    name: 'turned-away',
    says: 'What visitors wanted and could not have, and which rule refused it.',
    address: addresses.period,
    answerSchema: turnedAwaySchema,
    schema: periodQuestionSchema,
    answer: answerTurnedAway,
  }),
];
