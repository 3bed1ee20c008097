import { withClient } from '@blunari/db/server';
import type { TestTenant } from '../../support/create-tenant.ts';

/**
 * Views of a booking widget as raw rows, so many and two each millisecond, from the start of 2 November 2026 in Rome on.
 * Their ids are not in the order of their times.
 */
export function storeViews(ownerUrl: string, { id, booking }: TestTenant, count: number): Promise<unknown> {
  return withClient(ownerUrl, (client) =>
    client.query(
      `insert into public.widget_analytics
         (id, widget_id, tenant_id, event_type, "timestamp", metadata, session_id, user_agent, ip_address, referrer, page_url)
       select gen_random_uuid(), $2, $1, 'view', '2026-11-01T23:00:00Z'::timestamptz + (n / 2) * interval '1 ms',
         jsonb_build_object('locale', 'it', 'entry', 'inline'), gen_random_uuid(), 'Mozilla/5.0 (iPhone) Mobile', '203.0.113.9',
         'https://www.google.com/search?q=lucia', 'https://lucia.example/menu?utm_source=%3Dnews&email=ada@example.com'
       from generate_series(0, $3::integer - 1) as n`,
      [id, booking.id, count],
    ),
  );
}
