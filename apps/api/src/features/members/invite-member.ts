import { inviteMember } from '@blunari/db';
import { inviteMemberSchema, madeInvitationSchema } from '@blunari/schema/api';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Answers the secret of the invitation, once. */
export const inviteMemberProcedure = procedure
  .input(inviteMemberSchema)
  .output(madeInvitationSchema)
  .mutation(({ ctx, input }) => asCaller(ctx, (tx) => inviteMember(tx, input)));
