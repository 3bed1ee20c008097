import { idSchema } from '@blunari/schema/ids';
import { ok, type Result } from '@blunari/schema/result';
import { tenantRoleSchema } from '@blunari/schema/roles';
import { z } from 'zod';
import type { Tx } from '../../client.ts';

const restaurantsSchema = z.array(
  z.object({ id: idSchema, name: z.string(), slug: z.string(), role: tenantRoleSchema }),
);

/** Where the caller works, and the highest role they have there. In no order. */
export type MyRestaurant = z.infer<typeof restaurantsSchema>[number];

/** Of the product's own tables it needs no more than the migration does, whatever their rights and columns are. */
export async function myRestaurants(tx: Tx): Promise<Result<readonly MyRestaurant[]>> {
  const rows = await tx.$queryRaw`select r.id::text, r.name, r.slug, r.role from widget_private.my_restaurants() r`;
  return ok(restaurantsSchema.parse(rows));
}
