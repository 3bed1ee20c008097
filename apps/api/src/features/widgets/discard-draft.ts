import { discardDraft } from '@blunari/db';
import { discardDraftSchema, discardOutcomeSchema } from '@blunari/schema/api';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Throws a draft away, unless a colleague has changed it meanwhile. */
export const discardDraftProcedure = procedure
  .input(discardDraftSchema)
  .output(discardOutcomeSchema)
  .mutation(({ ctx, input }) => asCaller(ctx, (tx) => discardDraft(tx, input)));
