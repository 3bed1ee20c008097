import { saveWidget } from '@blunari/db';
import { saveOutcomeSchema, saveWidgetSchema } from '@blunari/schema/api';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';
import { recordSave } from './record-save.ts';

/** One auto-save, or a form's; what somebody else changed meanwhile comes back as conflicts. How it went is counted. */
export const saveWidgetProcedure = procedure
  .use(async ({ ctx, getRawInput, next }) => {
    const startedAtMs = performance.now();
    const answer = await next();
    const tookMs = performance.now() - startedAtMs;
    recordSave(ctx, { input: await getRawInput(), tookMs, error: answer.ok ? undefined : answer.error });
    return answer;
  })
  .input(saveWidgetSchema)
  .output(saveOutcomeSchema)
  .mutation(({ ctx, input }) => asCaller(ctx, (tx) => saveWidget(tx, input)));
