import type { SetMemberRole } from '@blunari/schema/api';
import { ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';

/** Throws what the database raises: forbidden, not_found, invalid_input (the last owner stays one). */
export async function setMemberRole(tx: Tx, { tenantId, userId, role }: SetMemberRole): Promise<Result<null>> {
  await tx.$executeRaw`
    select widget_private.set_member_role(tenant => ${tenantId}::uuid, member => ${userId}::uuid, role => ${role})`;
  return ok(null);
}
