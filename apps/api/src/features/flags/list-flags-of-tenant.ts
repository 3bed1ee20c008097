import { flagsOfTenant } from '@blunari/db';
import { flagsOfTenantSchema, tenantInputSchema } from '@blunari/schema/api';
import { asCaller } from '../../trpc/as-caller.ts';
import { procedure } from '../../trpc/init.ts';

/** Which features a restaurant has; `flags.changed` on its topic tells of each change. */
export const listFlagsOfTenant = procedure
  .input(tenantInputSchema)
  .output(flagsOfTenantSchema)
  .query(({ ctx, input }) => asCaller(ctx, (tx) => flagsOfTenant(tx, input.tenantId)));
