import { z } from 'zod';
import type { Tx } from '../../client.ts';

const rowsSchema = z.tuple([z.object({ worksAnywhere: z.boolean() })]);

/**
 * Whether the caller works in any restaurant, tests included. The product's own function is asked for every role, to its
 * last row and with no table beside it: so this fails wherever its body does, also where there is no restaurant yet.
 */
export async function worksAnywhere(tx: Tx): Promise<boolean> {
  const rows = await tx.$queryRaw`
    select count(*) > 0 as "worksAnywhere"
    from unnest(array['viewer', 'editor', 'admin', 'owner']) as roles (name)
    cross join lateral widget_private.my_tenants(roles.name)`;
  return rowsSchema.parse(rows)[0].worksAnywhere;
}
