import { readDays, readQuarters, type Tx } from '@blunari/db';
import {
  boundsOf,
  cutAlike,
  cutPeriod,
  filteredQuestionSchema,
  hoursOf,
  seriesSchema,
  seriesUnitOf,
  type DaysPoint,
  type FilteredQuestion,
  type HourPoint,
  type Period,
  type Series,
} from '@blunari/schema/insights';
import { fillDays, fillHours } from '@blunari/schema/insights/answers';
import { procedure } from '../../trpc/init.ts';
import { comparedPeriod } from './compared-period.ts';
import { answerAtDesk, type InsightDesk } from './open-desk.ts';
import { valueOf } from './value-of.ts';

/** A period point by point, of all visits or those of one value; zeros where nothing happened. */
export const getSeries = procedure
  .input(filteredQuestionSchema)
  .output(seriesSchema)
  .query(({ ctx, input }) => answerAtDesk(ctx, input, answerSeries));

export async function answerSeries(tx: Tx, desk: InsightDesk, question: FilteredQuestion): Promise<Series> {
  const { period, filter } = question;
  const compared = comparedPeriod(question);
  const unit = seriesUnitOf(period, filter !== undefined);
  if (unit === 'hour') {
    const points = await readHourPoints(tx, desk, period);
    return compared ? { unit, points, compared: await readHourPoints(tx, desk, compared) } : { unit, points };
  }
  const parts = cutPeriod(period, unit);
  const pointsOf = async (whole: Period, cut: readonly Period[]): Promise<DaysPoint[]> =>
    fillDays(cut, await readDays(tx, desk.scope, whole, valueOf(filter)));
  const points = await pointsOf(period, parts);
  if (!compared) return { unit, points };
  return { unit, points, compared: await pointsOf(compared, cutAlike(parts, compared.from)) };
}

async function readHourPoints(tx: Tx, { scope, clock }: InsightDesk, period: Period): Promise<HourPoint[]> {
  return fillHours(hoursOf(period, clock), await readQuarters(tx, scope, boundsOf(period, clock)));
}
