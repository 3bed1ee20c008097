import { listInvitations } from '@blunari/db';
import { invitationSchema, tenantInputSchema } from '@blunari/schema/api';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Who was invited and has not answered, for admins. */
export const listInvitationsProcedure = procedure
  .input(tenantInputSchema)
  .output(z.array(invitationSchema))
  .query(({ ctx, input }) => asCaller(ctx, (tx) => listInvitations(tx, input.tenantId)));
