import type { ClientBase } from 'pg';
import type { DemoBooking } from '@blunari/schema/demo';
import { mailOf } from '@blunari/schema/demo';

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
  await client.query(
    `insert into public.widget_booking_slots (tenant_id, area, slot, covers, arrivals, parties, capacity)
     select $1::uuid, held.area, held.slot, sum(held.guests), sum(held.arrivals),
       jsonb_object_agg(held.party::text, held.parties), $2::int
     from (
       select q.area, q.slot, q.party, sum(q.party) as guests, sum(q.arrivals) as arrivals, count(*) as parties
       from public.widget_bookings b
       cross join lateral widget_private.held_quarters(b) as q
       where b.tenant_id = $1::uuid
       group by q.area, q.slot, q.party
     ) as held
     group by held.area, held.slot
     order by held.area, held.slot`,
    [tenantId, seats],
  );
}
