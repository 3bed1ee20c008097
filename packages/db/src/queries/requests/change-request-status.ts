import { z } from 'zod';
import type { ChangeRequestStatus } from '@blunari/schema/api';
import { requestRowSchema, type RequestRow } from '@blunari/schema/catering';
import type { Tx } from '../../client.ts';

const rowsSchema = z.tuple([z.object({ answer: requestRowSchema })]);

/**
 * Gives a catering request another status. The status it has already changes nothing.
 * Throws not_found, forbidden (a viewer), outside_rules (not from here to there).
 */
export async function changeRequestStatus(tx: Tx, { requestId, status }: ChangeRequestStatus): Promise<RequestRow> {
  const rows = await tx.$queryRaw`
    select widget_private.change_request_status(request => ${requestId}::uuid, status => ${status}) as answer`;
  return rowsSchema.parse(rows)[0].answer;
}
