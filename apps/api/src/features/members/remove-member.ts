import { removeMember } from '@blunari/db';
import { memberInputSchema } from '@blunari/schema/api';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Ends somebody's work at a restaurant, or one's own. */
export const removeMemberProcedure = procedure
  .input(memberInputSchema)
  .output(z.null())
  .mutation(({ ctx, input }) => asCaller(ctx, (tx) => removeMember(tx, input)));
