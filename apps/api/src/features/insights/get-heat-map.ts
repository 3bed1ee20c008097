import { readHoursOfWeek, type Tx } from '@blunari/db';
import {
  heatMapSchema,
  offsetStretches,
  periodQuestionSchema,
  type HeatMap,
  type PeriodQuestion,
} from '@blunari/schema/insights';
import { fillHeatMap } from '@blunari/schema/insights/answers';
import { procedure } from '../../trpc/init.ts';
import { answerAtDesk, type InsightDesk } from './open-desk.ts';

/** A period by the hours of the week on the restaurant's clock. */
export const getHeatMap = procedure
  .input(periodQuestionSchema)
  .output(heatMapSchema)
  .query(({ ctx, input }) => answerAtDesk(ctx, input, answerHeatMap));

export async function answerHeatMap(
  tx: Tx,
  { scope, clock }: InsightDesk,
  { period }: PeriodQuestion,
): Promise<HeatMap> {
  return fillHeatMap(await readHoursOfWeek(tx, scope, offsetStretches(period, clock)));
}
