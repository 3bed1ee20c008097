import { z } from 'zod';
import { idSchema } from '@blunari/schema/ids';
import type { Tx } from '../../client.ts';

const memberNamesSchema = z.array(z.object({ userId: idSchema, name: z.string() }));

/** What to call each member of a restaurant, by user id; empty for a caller who does not work there. */
export async function memberNames(tx: Tx, tenantId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.$queryRaw`
    select m.user_id::text as "userId", m.name
    from widget_private.member_names(tenant => ${tenantId}::uuid) m`;
  // An account without a name and an e-mail address is somebody all the same.
  return new Map(memberNamesSchema.parse(rows).map(({ userId, name }) => [userId, name || 'A colleague']));
}
