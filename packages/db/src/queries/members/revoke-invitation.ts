import { ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';

/** Takes an open invitation back. Throws what the database raises: not_found, forbidden (an owner's, by an admin). */
export async function revokeInvitation(tx: Tx, invitationId: string): Promise<Result<null>> {
  await tx.$executeRaw`select widget_private.revoke_invitation(invitation => ${invitationId}::uuid)`;
  return ok(null);
}
