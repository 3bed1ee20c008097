import { publishDraft } from '@blunari/db';
import { publishDraftSchema, publishOutcomeSchema } from '@blunari/schema/api';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Makes the draft live; what went live since it was begun and conflicts with it comes back to choose from. */
export const publishDraftProcedure = procedure
  .input(publishDraftSchema)
  .output(publishOutcomeSchema)
  .mutation(({ ctx, input }) => asCaller(ctx, (tx) => publishDraft(tx, input)));
