import { z } from 'zod';
import { acceptedInvitationSchema, type AcceptedInvitation } from '@blunari/schema/api';
import { ok, type Result } from '@blunari/schema/result';
import type { Tx } from '../../client.ts';

const rowsSchema = z.tuple([z.object({ answer: acceptedInvitationSchema })]);

/**
 * Makes the caller a member; who is one already keeps the stronger role. Throws not_found for a secret that is wrong,
 * used, taken back, too old or somebody else's: all look the same.
 */
export async function acceptInvitation(tx: Tx, token: string): Promise<Result<AcceptedInvitation>> {
  const rows = await tx.$queryRaw`select widget_private.accept_invitation(token => ${token}) as answer`;
  return ok(rowsSchema.parse(rows)[0].answer);
}
