import { revokeInvitation } from '@blunari/db';
import { invitationInputSchema } from '@blunari/schema/api';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Takes an invitation back that nobody has accepted yet. */
export const revokeInvitationProcedure = procedure
  .input(invitationInputSchema)
  .output(z.null())
  .mutation(({ ctx, input }) => asCaller(ctx, (tx) => revokeInvitation(tx, input.invitationId)));
