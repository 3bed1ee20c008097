import { memberNames, readSettingsChanges } from '@blunari/db';
import { annotationsSchema, boundsOf, periodQuestionSchema } from '@blunari/schema/insights';
import { annotate } from '@blunari/schema/insights/answers';
import { ok } from '@blunari/schema/result';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { nameOfMember } from '../../shared/tenant/name-of-member.ts';
import { openDesk } from './open-desk.ts';

/** When settings went live in a period, to be marked on its charts. */
export const listAnnotations = procedure
  .input(periodQuestionSchema)
  .output(annotationsSchema)
  .query(({ ctx, input }) =>
    asCaller(ctx, async (tx) => {
      const desk = await openDesk(tx, input);
      if (!desk.ok) return desk;
      const { scope, clock } = desk.value;
      const { changes, isComplete } = await readSettingsChanges(tx, scope, boundsOf(input.period, clock));
      const names = await memberNames(tx, scope.tenantId);
      const named = changes.map(({ changedBy, wasActive, ...change }) => ({
        ...change,
        wasActive: wasActive ?? undefined,
        changedByName: nameOfMember(changedBy, names),
      }));
      return ok({ days: annotate(named, clock), isComplete });
    }),
  );
