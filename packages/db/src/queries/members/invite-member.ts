import { z } from 'zod';
import { madeInvitationSchema, type InviteMember, type MadeInvitation } from '@blunari/schema/api';
import { ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';

const rowsSchema = z.tuple([z.object({ answer: madeInvitationSchema })]);

/**
 * Invites an e-mail address, in place of an open invitation of the same one. Throws what the database raises: forbidden
 * (admins up to admin, owners all), invalid_input (100 are open).
 */
export async function inviteMember(tx: Tx, { tenantId, email, role }: InviteMember): Promise<Result<MadeInvitation>> {
  const rows = await tx.$queryRaw`
    select widget_private.invite_member(tenant => ${tenantId}::uuid, email => ${email}, role => ${role}) as answer`;
  return ok(rowsSchema.parse(rows)[0].answer);
}
