import { z } from 'zod';
import { guestExportSchema, type GuestExport } from '@blunari/schema/api';
import type { Tx } from '../../client.ts';
import type { GuestOfTenant } from './guest-of-tenant.ts';

/**
 * Everything that a restaurant holds about a guest, in the caller's transaction. Throws what `toAppError` names:
 * forbidden (a viewer), not_found (another's restaurant), invalid_input (neither address nor number).
 */
export async function exportGuest(tx: Tx, { tenantId, email, phones }: GuestOfTenant): Promise<GuestExport> {
  const rows = await tx.$queryRaw`
    select widget_private.export_guest(tenant => ${tenantId}::uuid, email => ${email ?? ''}, phones => ${phones ?? []}::text[])
      as answer`;
  return z.tuple([z.object({ answer: guestExportSchema })]).parse(rows)[0].answer;
}
