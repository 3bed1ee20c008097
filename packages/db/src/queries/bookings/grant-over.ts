import { z } from 'zod';
import { grantedSlotSchema, type GrantedSlot } from '@blunari/schema/booking';
import type { Tx } from '../../client.ts';

export interface OverGrant {
  readonly tenantId: string;
  readonly area: string;
  /** Every quarter hour that these two touch, a day at most. */
  readonly from: Date;
  readonly to: Date;
  /** Covers beyond the seats; 0 takes a grant back. */
  readonly covers: number;
  readonly reason: string;
}

const rowsSchema = z.tuple([z.object({ answer: z.array(grantedSlotSchema) })]);

/**
 * Lets an area hold covers beyond its seats for a while; who did it and why is kept. Taking a grant back cancels nothing.
 * Throws not_found, forbidden (a viewer), invalid_input, outside_rules (no such area).
 */
export async function grantOver(tx: Tx, grant: OverGrant): Promise<readonly GrantedSlot[]> {
  const { tenantId, area, from, to, covers, reason } = grant;
  const rows = await tx.$queryRaw`
    select widget_private.grant_over(
      tenant => ${tenantId}::uuid, area => ${area}, since => ${from.toISOString()}::timestamptz,
      until => ${to.toISOString()}::timestamptz, covers => ${covers}::int, reason => ${reason}
    ) as answer`;
  return rowsSchema.parse(rows)[0].answer;
}
