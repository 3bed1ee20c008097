import type { ClientBase } from 'pg';
import type { Place } from '@blunari/schema/config';
import { pickText } from '@blunari/schema/localized';
import type { DemoRequest } from '@blunari/schema/demo';
import { mailOf } from '@blunari/schema/demo';

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
