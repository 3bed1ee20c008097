import type { Tx } from '@blunari/db';
import { requestRowSchema, type RequestRow } from '@blunari/schema/catering';

type StoredRequest = Awaited<ReturnType<Tx['widgetCateringRequest']['findUniqueOrThrow']>>;

export function toRequestRow(stored: StoredRequest): RequestRow {
  return requestRowSchema.parse({
    id: stored.id,
    version: stored.version,
    tenantId: stored.tenantId,
    reference: stored.reference,
    status: stored.status,
    eventAt: stored.eventAt.toISOString(),
    guests: stored.guests,
    packageName: stored.packageName,
    contactName: stored.contactName,
    company: stored.company,
    // Below 2 * 10^12 by a check of the table, so exact as a number.
    totalMinor: Number(stored.totalMinor),
    currency: stored.currency,
    createdAt: stored.createdAt.toISOString(),
    updatedAt: stored.updatedAt.toISOString(),
  });
}
