import type { ClientBase } from 'pg';
import type { Place } from '@blunari/schema/config';
import type { DemoTenant } from '@blunari/schema/demo';

/** Makes the restaurant with its place; false when it is there already. The database adds its widgets by itself. */
export async function insertTenant(client: ClientBase, tenant: DemoTenant, place: Place): Promise<boolean> {
  const { rowCount } = await client.query(
    `insert into public.tenants (id, name, slug) values ($1::uuid, $2::text, $3::text) on conflict (id) do nothing`,
    [tenant.id, tenant.name, tenant.slug],
  );
  if (rowCount === 0) return false;
  await client.query(
    `update public.widget_settings set
       name = $2::text, phone = $3::text, email = $4::text, street = $5::text, postcode = $6::text, city = $7::text,
       country = $8::text, time_zone = $9::text, currency = $10::text, locales = $11::text[], default_locale = $12::text
     where tenant_id = $1::uuid`,
    [
      tenant.id,
      place.name,
      place.phone,
      place.email,
      place.street,
      place.postcode,
      place.city,
      place.country,
      place.timeZone,
      place.currency,
      place.locales,
      place.defaultLocale,
    ],
  );
  return true;
}
