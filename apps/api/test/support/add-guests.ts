import { Client } from 'pg';
import { z } from 'zod';

/** One booking and one catering request of a restaurant. */
export interface AddedGuests {
  readonly bookingId: string;
  readonly requestId: string;
}

/** Writes both as the owner of the tables, with everything that a guest may type. */
export async function addGuests(ownerUrl: string, tenantId: string): Promise<AddedGuests> {
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    const booking = await client.query(
      `insert into public.widget_bookings (tenant_id, reference, party_size, starts_at, duration_minutes, locale,
         guest_name, guest_email, guest_phone, notes, source)
       values ($1, 'DKC-222', 4, '2026-11-24T18:30:00Z', 90, 'it', 'Ada Neri', 'ada@example.com', '+39 051 123 456',
         E'A quiet table.\nNo nuts.', 'widget')
       returning id::text`,
      [tenantId],
    );
    const request = await client.query(
      `insert into public.widget_catering_requests (tenant_id, reference, event_at, guests, package_id, package_name,
         contact_name, contact_email, contact_phone, company, notes, locale, quantity, subtotal_minor, service_minor,
         net_minor, tax_minor, total_minor, currency, source)
       values ($1, 'DKC-333', '2026-12-01T11:30:00Z', 40, 'garden-buffet', 'Garden Buffet', 'Ivo Kral',
         'ivo@example.com', '+420 222 111', 'Kral & Co', 'The lift is slow.', 'de', 40, 90000, 4500, 94500, 18900,
         113400, 'EUR', 'page')
       returning id::text`,
      [tenantId],
    );
    return { bookingId: idOf(booking.rows), requestId: idOf(request.rows) };
  } finally {
    await client.end();
  }
}

function idOf(rows: unknown): string {
  const [row] = z.tuple([z.object({ id: z.string() })]).parse(rows);
  return row.id;
}
