import type { ClientBase } from 'pg';
import { demoSlots, type DemoBooking } from './demo-bookings.ts';
import { mailOf } from './mail-of.ts';

/** Bookings, and the covers that they hold. */
export async function insertBookings(
  client: ClientBase,
  tenantId: string,
  widgetId: string,
  bookings: readonly DemoBooking[],
  seats: number,
): Promise<void> {
  const rows = bookings.map((booking, index) => ({
    ...booking,
    email: mailOf(booking.guestName),
    // Numbers kept for fiction by the regulator of the United Kingdom.
    phone: `+44 7700 900${String(200 + index)}`,
  }));
  await client.query(
    `insert into public.widget_bookings (
       tenant_id, widget_id, reference, status, party_size, starts_at, duration_minutes, locale, guest_name, guest_email,
       guest_phone, notes, source, created_at, updated_at
     )
     select $1::uuid, $2::uuid, widget_private.make_reference(), b.status, b."partySize", b."startsAt",
       b."durationMinutes", b.locale, b."guestName", b.email, b.phone, b.notes, b.source, b."createdAt", b."createdAt"
     from jsonb_to_recordset($3::jsonb) as b (
       status text, "partySize" int, "startsAt" timestamptz, "durationMinutes" int, locale text, "guestName" text,
       email text, phone text, notes text, source text, "createdAt" timestamptz
     )`,
    [tenantId, widgetId, JSON.stringify(rows)],
  );
  const slots = [...demoSlots(bookings)].map(([slotMs, load]) => ({ slot: new Date(slotMs), ...load }));
  await client.query(
    `insert into public.widget_booking_slots (tenant_id, area, slot, covers, arrivals, capacity)
     select $1::uuid, 'main', s.slot, s.covers, s.arrivals, $2::int
     from jsonb_to_recordset($3::jsonb) as s (slot timestamptz, covers int, arrivals int)
     order by s.slot`,
    [tenantId, seats, JSON.stringify(slots)],
  );
}
