import { readHoursOfWeek } from '@blunari/db';
import { heatMapSchema, offsetStretches, periodQuestionSchema } from '@blunari/schema/insights';
import { fillHeatMap } from '@blunari/schema/insights/answers';
import { ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { openDesk } from './open-desk.ts';

/** A period by the hours of the week on the restaurant's clock. */
export const getHeatMap = procedure
  .input(periodQuestionSchema)
  .output(heatMapSchema)
  .query(({ ctx, input }) =>
    asCaller(ctx, async (tx) => {
      const desk = await openDesk(tx, input);
      if (!desk.ok) return desk;
      const { scope, clock } = desk.value;
      return ok(fillHeatMap(await readHoursOfWeek(tx, scope, offsetStretches(input.period, clock))));
    }),
  );
