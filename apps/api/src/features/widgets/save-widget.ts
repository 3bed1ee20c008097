import { saveWidget } from '@blunari/db';
import { saveOutcomeSchema, saveWidgetSchema } from '@blunari/schema/api';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** One auto-save; what somebody else changed meanwhile comes back as conflicts. */
export const saveWidgetProcedure = procedure
  .input(saveWidgetSchema)
  .output(saveOutcomeSchema)
  .mutation(({ ctx, input }) => asCaller(ctx, (tx) => saveWidget(tx, input)));
