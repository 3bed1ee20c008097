import { listMembers } from '@blunari/db';
import { memberSchema, tenantInputSchema } from '@blunari/schema/api';
import { z } from 'zod';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Everybody who works at a restaurant, for each of them to see. */
export const listMembersProcedure = procedure
  .input(tenantInputSchema)
  .output(z.array(memberSchema))
  .query(({ ctx, input }) => asCaller(ctx, (tx) => listMembers(tx, input.tenantId)));
