import { readRecent } from '@blunari/db';
import { liveQuestionSchema, liveSchema } from '@blunari/schema/insights';
import { ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { openDesk } from './open-desk.ts';

/** What visitors do right now. */
export const getLive = procedure
  .input(liveQuestionSchema)
  .output(liveSchema)
  .query(({ ctx, input }) =>
    asCaller(ctx, async (tx) => {
      const desk = await openDesk(tx, input);
      return desk.ok ? ok(await readRecent(tx, desk.value.scope, ctx.now())) : desk;
    }),
  );
