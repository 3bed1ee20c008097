import { z } from 'zod';
import type { Tx } from '../../client.ts';

const rowsSchema = z.tuple([z.object({ isAdmin: z.boolean() })]);

/** Whether the caller is an admin of any restaurant, or the platform's. A restaurant of a test makes nobody one. */
export async function isAdmin(tx: Tx): Promise<boolean> {
  const rows = await tx.$queryRaw`
    select widget_private.is_platform_admin() or exists (
      select from widget_private.my_restaurants() r where r.role in ('admin', 'owner')
    ) as "isAdmin"`;
  return rowsSchema.parse(rows)[0].isAdmin;
}
