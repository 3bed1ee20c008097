import { z } from 'zod';
import { overbookedSlotSchema, type OverbookedSlot } from '@blunari/schema/booking';
import type { Tx } from '../../client.ts';

const rowsSchema = z.tuple([z.object({ answer: z.array(overbookedSlotSchema) })]);

/**
 * Quarter hours that hold more than seats and granted covers allow, as lowering the seats leaves them, with the bookings
 * in each; `from` included, `to` not, 92 days at most. Empty for whoever does not work there.
 * Throws invalid_input.
 */
export async function overbookedSlots(
  tx: Tx,
  { tenantId, from, to }: { readonly tenantId: string; readonly from: Date; readonly to: Date },
): Promise<readonly OverbookedSlot[]> {
  const rows = await tx.$queryRaw`
    select widget_private.overbooked_slots(
      tenant => ${tenantId}::uuid, since => ${from.toISOString()}::timestamptz, until => ${to.toISOString()}::timestamptz
    ) as answer`;
  return rowsSchema.parse(rows)[0].answer;
}
