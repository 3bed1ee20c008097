import { readTurnedAway, readWishes } from '@blunari/db';
import { periodQuestionSchema, turnedAwaySchema } from '@blunari/schema/insights';
import { ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { openDesk } from './open-desk.ts';

/** What sessions of a period wanted and could not have, the most wanted first. */
export const getTurnedAway = procedure
  .input(periodQuestionSchema)
  .output(turnedAwaySchema)
  .query(({ ctx, input }) =>
    asCaller(ctx, async (tx) => {
      const desk = await openDesk(tx, input);
      if (!desk.ok) return desk;
      const wishes = await readWishes(tx, desk.value.scope, input.period);
      const rules = await readTurnedAway(tx, desk.value.scope, input.period);
      const total = sumSessions(rules);
      return ok({ wishes, rest: total - sumSessions(wishes), total, rules });
    }),
  );

const sumSessions = (parts: readonly { readonly sessions: number }[]): number =>
  parts.reduce((sum, { sessions }) => sum + sessions, 0);
