import { restoreVersion } from '@blunari/db';
import { restoreOutcomeSchema, restoreVersionSchema } from '@blunari/schema/api';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Makes the settings of an earlier version live again, as a new version. */
export const restoreVersionProcedure = procedure
  .input(restoreVersionSchema)
  .output(restoreOutcomeSchema)
  .mutation(({ ctx, input }) => asCaller(ctx, (tx) => restoreVersion(tx, input)));
