import { z } from 'zod';
import { erasedGuestSchema, type ErasedGuest } from '@blunari/schema/api';
import type { Tx } from '../../client.ts';
import type { GuestOfTenant } from './guest-of-tenant.ts';

/**
 * Forgets a guest in the caller's transaction; covers, sums and totals stay, and a repeat finds nothing. Throws what
 * `toAppError` names: forbidden (below admin), not_found (another's restaurant), invalid_input (neither address nor number).
 */
export async function eraseGuest(tx: Tx, { tenantId, email, phones }: GuestOfTenant): Promise<ErasedGuest> {
  const rows = await tx.$queryRaw`
    select widget_private.erase_guest(tenant => ${tenantId}::uuid, email => ${email ?? ''}, phones => ${phones ?? []}::text[])
      as answer`;
  return z.tuple([z.object({ answer: erasedGuestSchema })]).parse(rows)[0].answer;
}
