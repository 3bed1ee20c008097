import type { ClientBase } from 'pg';
import { z } from 'zod';
import type { Place, WidgetConfig } from '@blunari/schema/config';
import { pickText } from '@blunari/schema/localized';
import { demoSlots, type DemoBooking } from './demo-bookings.ts';
import type { DemoRequest } from './demo-requests.ts';
import type { DemoTenant } from './demo-tenants.ts';
import type { DemoDay } from './demo-totals.ts';

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

/** Gives a widget its fixed key and settings, and puts it live. Returns its id. */
export async function setUpWidget(
  client: ClientBase,
  tenant: DemoTenant,
  { type, config }: WidgetConfig,
): Promise<string> {
  const { rows } = await client.query(
    `update public.widget_configurations set public_key = $3::text, config = $4::jsonb, is_active = true
     where tenant_id = $1::uuid and widget_type = $2::text
     returning id::text`,
    [tenant.id, type, tenant.keys[type], JSON.stringify(config)],
  );
  return z.tuple([z.object({ id: z.string() })]).parse(rows)[0].id;
}

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

export async function insertRequests(
  client: ClientBase,
  tenantId: string,
  widgetId: string,
  requests: readonly DemoRequest[],
  place: Place,
): Promise<void> {
  const rows = requests.map((request, index) => ({
    ...request,
    packageName: pickText(request.chosen.name, place.defaultLocale, 'en', request.packageId),
    packageNames: request.chosen.name,
    email: mailOf(request.contactName),
    phone: `+44 7700 900${String(400 + index)}`,
    locale: place.defaultLocale,
    ...request.estimate,
  }));
  await client.query(
    `insert into public.widget_catering_requests (
       tenant_id, widget_id, reference, status, event_at, guests, package_id, package_name, package_names, contact_name,
       contact_email, contact_phone, company, notes, locale, quantity, subtotal_minor, service_minor, net_minor,
       tax_minor, total_minor, currency, created_at, updated_at
     )
     select $1::uuid, $2::uuid, widget_private.make_reference(), r.status, r."eventAt", r.guests, r."packageId",
       r."packageName", r."packageNames", r."contactName", r.email, r.phone, r.company, r.notes, r.locale, r.quantity,
       r."subtotalMinor", r."serviceMinor", r."netMinor", r."taxMinor", r."totalMinor", $4::text, r."createdAt",
       r."createdAt"
     from jsonb_to_recordset($3::jsonb) as r (
       status text, "eventAt" timestamptz, guests int, "packageId" text, "packageName" text, "packageNames" jsonb,
       "contactName" text, email text, phone text, company text, notes text, locale text, quantity int,
       "subtotalMinor" bigint, "serviceMinor" bigint, "netMinor" bigint, "taxMinor" bigint, "totalMinor" bigint,
       "createdAt" timestamptz
     )`,
    [tenantId, widgetId, JSON.stringify(rows), place.currency],
  );
}

export async function insertTotals(
  client: ClientBase,
  tenantId: string,
  widgetId: string,
  days: readonly DemoDay[],
): Promise<void> {
  await client.query(
    `insert into public.widget_analytics_daily
       (tenant_id, widget_id, local_date, version, views, interactions, conversions, last_view_at)
     select $1::uuid, $2::uuid, d."localDate", nextval('widget_private.insights_version'), d.views, d.interactions,
       d.conversions, d."lastViewAt"
     from jsonb_to_recordset($3::jsonb) as d (
       "localDate" date, views int, interactions int, conversions int, "lastViewAt" timestamptz
     )
     order by d."localDate"`,
    [tenantId, widgetId, JSON.stringify(days)],
  );
}

function mailOf(name: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z]+/g, '.')}@example.com`;
}
