import { setMemberRole } from '@blunari/db';
import { setMemberRoleSchema } from '@blunari/schema/api';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Admins give and take roles up to admin, owners all. */
export const setMemberRoleProcedure = procedure
  .input(setMemberRoleSchema)
  .output(z.null())
  .mutation(({ ctx, input }) => asCaller(ctx, (tx) => setMemberRole(tx, input)));
