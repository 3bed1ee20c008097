import type { MemberInput } from '@blunari/schema/api';
import { ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';

/**
 * Removes somebody, or the caller, who needs no role to leave. Throws what the database raises: forbidden, not_found,
 * invalid_input (the last owner stays).
 */
export async function removeMember(tx: Tx, { tenantId, userId }: MemberInput): Promise<Result<null>> {
  await tx.$executeRaw`
    select widget_private.remove_member(tenant => ${tenantId}::uuid, member => ${userId}::uuid)`;
  return ok(null);
}
