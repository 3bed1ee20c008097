import { query } from './query.ts';

/** A booking, a request with a quote that was sent, and a wish, of so many days ago. */
export async function addGuests(owner: string, tenantId: string, daysAgo: number, guest: string): Promise<void> {
  await query(
    owner,
    `insert into public.widget_bookings (tenant_id, reference, party_size, starts_at, duration_minutes, guest_name,
       guest_email, guest_phone, notes, allergies, access_needs, source, request_hash)
     values ('${tenantId}', widget_private.make_reference(), 4, now() - interval '${daysAgo} days', 90, '${guest}', 'g@example.com',
       '051', 'By the window', 'Nuts', 'Step-free', 'widget', 'hash');
     with request as (
       insert into public.widget_catering_requests (tenant_id, reference, event_at, guests, package_id, package_name,
         contact_name, contact_email, contact_phone, company, notes, address, quantity, subtotal_minor, service_minor,
         net_minor, tax_minor, total_minor, currency)
       values ('${tenantId}', widget_private.make_reference(), now() - interval '${daysAgo} days', 40, 'p', 'P', '${guest}',
         'g@example.com', '051', 'Studio', 'Ring twice', 'Mill Yard', 40, 100, 0, 100, 20, 120, 'EUR')
       returning id, tenant_id
     )
     insert into public.widget_catering_quotes (request_id, version, tenant_id, status, subtotal_minor, service_minor,
       net_minor, tax_minor, total_minor, currency, message)
     select id, 1, tenant_id, 'sent', 100, 0, 100, 20, 120, 'EUR', 'Dear ${guest}' from request;
     insert into public.widget_waitlist (tenant_id, reference, party_size, wanted_at, guest_name, guest_email, notes)
     values ('${tenantId}', widget_private.make_reference(), 2, now() - interval '${daysAgo} days', '${guest}', 'g@example.com', 'Window')`,
  );
}
