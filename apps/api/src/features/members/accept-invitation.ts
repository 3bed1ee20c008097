import { acceptInvitation } from '@blunari/db';
import { acceptedInvitationSchema, acceptInvitationSchema } from '@blunari/schema/api';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** For whoever is signed in with the invited address. */
export const acceptInvitationProcedure = procedure
  .input(acceptInvitationSchema)
  .output(acceptedInvitationSchema)
  .mutation(({ ctx, input }) => asCaller(ctx, (tx) => acceptInvitation(tx, input.token)));
