import type { Tx } from '@blunari/db';
import { bookingRowSchema, type BookingRow } from '@blunari/schema/booking';

type StoredBooking = Awaited<ReturnType<Tx['widgetBooking']['findUniqueOrThrow']>>;

export function toBookingRow(stored: StoredBooking): BookingRow {
  return bookingRowSchema.parse({
    id: stored.id,
    version: stored.version,
    tenantId: stored.tenantId,
    reference: stored.reference,
    status: stored.status,
    partySize: stored.partySize,
    area: stored.area,
    startsAt: stored.startsAt.toISOString(),
    durationMinutes: stored.durationMinutes,
    guestName: stored.guestName,
    source: stored.source,
    createdAt: stored.createdAt.toISOString(),
    updatedAt: stored.updatedAt.toISOString(),
  });
}
