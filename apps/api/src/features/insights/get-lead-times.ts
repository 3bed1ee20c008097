import { readValues } from '@blunari/db';
import { comparedQuestionSchema, leadTimeSchema } from '@blunari/schema/insights';
import { fillLeadTimes } from '@blunari/schema/insights/answers';
import { ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { comparedPeriod } from './compared-period.ts';
import { openDesk } from './open-desk.ts';

/** How far ahead guests booked in a period. */
export const getLeadTimes = procedure
  .input(comparedQuestionSchema)
  .output(leadTimeSchema)
  .query(({ ctx, input }) =>
    asCaller(ctx, async (tx) => {
      const desk = await openDesk(tx, input);
      if (!desk.ok) return desk;
      const { scope } = desk.value;
      const compared = comparedPeriod(input);
      const now = await readValues(tx, scope, input.period, 'lead');
      return ok(compared ? fillLeadTimes(now, await readValues(tx, scope, compared, 'lead')) : fillLeadTimes(now));
    }),
  );
