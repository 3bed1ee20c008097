import { readDays, readDropped, readTurnedAway, type InsightScope, type Tx } from '@blunari/db';
import {
  filteredQuestionSchema,
  sumNumbers,
  summarySchema,
  type InsightFilter,
  type Period,
  type Summary,
} from '@blunari/schema/insights';
import { ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { comparedPeriod } from './compared-period.ts';
import { openDesk } from './open-desk.ts';
import { valueOf } from './value-of.ts';

/** A period in numbers, of all visits or those of one value. */
export const getSummary = procedure
  .input(filteredQuestionSchema)
  .output(summarySchema)
  .query(({ ctx, input }) =>
    asCaller(ctx, async (tx) => {
      const desk = await openDesk(tx, input);
      if (!desk.ok) return desk;
      const { scope } = desk.value;
      const compared = comparedPeriod(input);
      const now = await sumPeriod(tx, scope, input.period, input.filter);
      return ok(compared ? { now, compared: await sumPeriod(tx, scope, compared, input.filter) } : { now });
    }),
  );

async function sumPeriod(
  tx: Tx,
  scope: InsightScope,
  period: Period,
  filter: InsightFilter | undefined,
): Promise<Summary['now']> {
  const numbers = sumNumbers([...(await readDays(tx, scope, period, valueOf(filter))).values()]);
  if (filter) return { ...numbers, turnedAway: null, dropped: null };
  const refused = await readTurnedAway(tx, scope, period);
  const turnedAway = refused.reduce((sum, { sessions }) => sum + sessions, 0);
  return { ...numbers, turnedAway, dropped: await readDropped(tx, scope, period) };
}
