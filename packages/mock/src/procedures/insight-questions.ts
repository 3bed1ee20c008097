import {
  annotationsSchema,
  breakdownQuestionSchema,
  breakdownSchema,
  comparedQuestionSchema,
  filteredQuestionSchema,
  funnelQuestionSchema,
  funnelSchema,
  heatMapSchema,
  leadTimeSchema,
  liveQuestionSchema,
  liveSchema,
  periodQuestionSchema,
  seriesSchema,
  summarySchema,
  turnedAwaySchema,
} from '@blunari/schema/insights';
import { fillLeadTimes } from '@blunari/schema/insights/answers';
import { ok } from '@blunari/schema/result';
import { answerAnnotations } from '../insights/answer-annotations.ts';
import { answerBreakdown } from '../insights/answer-breakdown.ts';
import { answerFunnel } from '../insights/answer-funnel.ts';
import { answerHeatMap, answerLive } from '../insights/answer-hours.ts';
import { answerSeries, answerSummary } from '../insights/answer-summary.ts';
import { answerTurnedAway } from '../insights/answer-wishes.ts';
import { comparedPeriod, openDesk, rowsIn, sumBy } from '../insights/desk.ts';
import { procedure } from './procedure.ts';

/** Questions about what visitors did, answered out of all that is remembered. */
export const insightQuestionProcedures = {
  'insights.summary': procedure(filteredQuestionSchema, summarySchema, (call, question) => {
    const desk = openDesk(call, question);
    return desk.ok ? ok(answerSummary(desk.value, question)) : desk;
  }),
  'insights.series': procedure(filteredQuestionSchema, seriesSchema, (call, question) => {
    const desk = openDesk(call, question);
    return desk.ok ? ok(answerSeries(desk.value, question)) : desk;
  }),
  'insights.funnel': procedure(funnelQuestionSchema, funnelSchema, (call, question) => {
    const desk = openDesk(call, question);
    return desk.ok ? ok(answerFunnel(desk.value, question)) : desk;
  }),
  'insights.breakdown': procedure(breakdownQuestionSchema, breakdownSchema, (call, question) => {
    const desk = openDesk(call, question);
    return desk.ok ? ok(answerBreakdown(desk.value, question)) : desk;
  }),
  'insights.heatMap': procedure(periodQuestionSchema, heatMapSchema, (call, question) => {
    const desk = openDesk(call, question);
    return desk.ok ? ok(answerHeatMap(desk.value, question)) : desk;
  }),
  'insights.leadTimes': procedure(comparedQuestionSchema, leadTimeSchema, (call, question) => {
    const desk = openDesk(call, question);
    if (!desk.ok) return desk;
    const { rows } = desk.value;
    const compared = comparedPeriod(question);
    const now = sumBy(rowsIn(rows, question.period, 'lead'), ({ value }) => value);
    return ok(fillLeadTimes(now, compared ? sumBy(rowsIn(rows, compared, 'lead'), ({ value }) => value) : undefined));
  }),
  'insights.turnedAway': procedure(periodQuestionSchema, turnedAwaySchema, (call, question) => {
    const desk = openDesk(call, question);
    return desk.ok ? ok(answerTurnedAway(desk.value, question)) : desk;
  }),
  'insights.live': procedure(liveQuestionSchema, liveSchema, (call, question) => {
    const desk = openDesk(call, question);
    return desk.ok ? ok(answerLive(desk.value, call.now())) : desk;
  }),
  'insights.annotations': procedure(periodQuestionSchema, annotationsSchema, (call, question) => {
    const desk = openDesk(call, question);
    return desk.ok ? ok(answerAnnotations(call.state, desk.value, question)) : desk;
  }),
};
