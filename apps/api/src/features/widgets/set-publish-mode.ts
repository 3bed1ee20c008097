import { setPublishMode } from '@blunari/db';
import { setPublishModeSchema, widgetRowSchema } from '@blunari/schema/api';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Says whether saves go live at once or to a draft. */
export const setPublishModeProcedure = procedure
  .input(setPublishModeSchema)
  .output(widgetRowSchema)
  .mutation(({ ctx, input }) => asCaller(ctx, (tx) => setPublishMode(tx, input)));
