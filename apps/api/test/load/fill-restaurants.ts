import { withClient } from '@blunari/db/server';

/** Rows that each restaurant gets, over a year and more: enough that Postgres reads no table whole to find a few. */
const perTenant = { bookings: 40, requests: 10, wishes: 10, invitations: 4, deeds: 10 } as const;

/**
 * Gives every restaurant of the database an owner, past and coming bookings with their history, requests with a quote
 * and wishes on the waiting list; what its members were invited to and did; and exceptions from the platform's switches.
 */
export async function fillRestaurants(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query(
      `create temp table owners as select id as tenant_id, gen_random_uuid() as user_id from public.tenants;
       insert into auth.users (id, email) select user_id, user_id || '@example.com' from owners;
       insert into public.tenant_members (tenant_id, user_id, role) select tenant_id, user_id, 'owner' from owners;
       drop table owners;

       insert into public.widget_bookings (tenant_id, reference, party_size, starts_at, duration_minutes, guest_name,
         guest_email, allergies, source, created_at, updated_at)
       select t.id, widget_private.make_reference(), 1 + n % 6, now() - interval '400 days' + n * interval '10 days', 90,
         'Ada Neri', 'ada-' || n || '@example.com', case n % 9 when 0 then 'Nuts' else '' end, 'widget',
         now() - interval '410 days' + n * interval '10 days', now() - interval '400 days' + n * interval '10 days'
       from public.tenants t cross join generate_series(1, ${perTenant.bookings}) as n;

       insert into public.widget_catering_requests (tenant_id, reference, event_at, guests, package_id, package_name,
         contact_name, contact_email, quantity, subtotal_minor, service_minor, net_minor, tax_minor, total_minor,
         currency, created_at, updated_at)
       select t.id, widget_private.make_reference(), now() - interval '400 days' + n * interval '42 days', 30, 'buffet',
         'Buffet', 'Ivo Kral', 'ivo-' || n || '@example.com', 30, 90000, 4500, 94500, 18900, 113400, 'EUR',
         now() - interval '420 days' + n * interval '42 days', now() - interval '410 days' + n * interval '42 days'
       from public.tenants t cross join generate_series(1, ${perTenant.requests}) as n;

       insert into public.widget_catering_quotes (request_id, version, tenant_id, subtotal_minor, service_minor,
         net_minor, tax_minor, total_minor, currency)
       select id, 1, tenant_id, subtotal_minor, service_minor, net_minor, tax_minor, total_minor, currency
       from public.widget_catering_requests;

       insert into public.widget_waitlist (tenant_id, reference, party_size, wanted_at, guest_name, guest_email)
       select t.id, widget_private.make_reference(), 2, now() - interval '400 days' + n * interval '42 days', 'Eva Wolf',
         'eva-' || n || '@example.com'
       from public.tenants t cross join generate_series(1, ${perTenant.wishes}) as n;

       insert into public.widget_invitations (tenant_id, email, role, token_hash)
       select t.id, 'nina-' || n || '@example.com', 'viewer', gen_random_uuid()::text
       from public.tenants t cross join generate_series(1, ${perTenant.invitations}) as n;

       insert into public.widget_audit (tenant_id, action, subject)
       select t.id, 'widget_members.role', 'somebody' from public.tenants t cross join generate_series(1, ${perTenant.deeds});

       insert into public.widget_feature_flags (key) select 'load_' || n from generate_series(1, 20) as n;
       insert into public.widget_feature_flag_overrides (tenant_id, flag_key, is_on, reason)
       select t.id, 'load_' || n, true, 'Asked for it' from public.tenants t cross join generate_series(1, 20) as n
       where hashtext(t.id || 'load_' || n) % 3 = 0;

       insert into widget_private.insight_ticks (tenant_id, sent_at) select id, now() from public.tenants`,
    );
    await client.query('vacuum analyze');
  });
}
