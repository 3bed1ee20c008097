import { rolloutTenantSchema, type rolloutTenantsInputSchema, type RolloutTenants } from '@blunari/schema/api';
import { rolloutFlagKey } from '@blunari/schema/rollout';
import { z } from 'zod';
import type { Tx } from '../../client.ts';

const rowsSchema = z.tuple([z.object({ tenants: z.array(rolloutTenantSchema) })]);

/** Restaurants by name, a page at a time; a platform admin's to see. */
export async function listRolloutTenants(
  tx: Tx,
  { search, only, batch, after, limit }: z.infer<typeof rolloutTenantsInputSchema>,
): Promise<RolloutTenants> {
  // One more than asked for tells whether there is another page.
  const rows = await tx.$queryRaw`
    select widget_private.rollout_tenants(
      ${rolloutFlagKey}, ${search ?? null}::text, ${only ?? null}::text, ${batch ?? null}::integer,
      ${after ?? null}::uuid, ${limit + 1}::integer
    ) as tenants`;
  const [{ tenants }] = rowsSchema.parse(rows);
  return { tenants: tenants.slice(0, limit), isLastPage: tenants.length <= limit };
}
