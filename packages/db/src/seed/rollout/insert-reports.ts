import type { ClientBase } from 'pg';

/** How lines did in the last day: eight reports of ten minutes from each restaurant. */
export async function insertReports(client: ClientBase): Promise<void> {
  await client.query(
    `insert into public.widget_connection_reports
       (tenant_id, id, reported_at, component, batch, online_ms, drops, recoveries_ms, has_polled)
     select r.tenant_id, md5(r.tenant_id::text || r.number)::uuid, now() - make_interval(hours => 3 * r.number),
       case when r.is_on then 'editor' else 'form' end, r.batch, 600000, r.drops,
       case r.drops when 1 then array[350 + r.dice % 1500] else '{}'::integer[] end, r.dice % 97 = 0
     from (
       select m.tenant_id, m.is_on, case when m.by_hand is null then m.batch end as batch, n.number, d.dice,
         case when d.dice % 240 < 1 + m.batch then 1 else 0 end as drops
       from public.widget_feature_flags f
       cross join lateral widget_private.rollout_members(f) m
       cross join generate_series(0, 7) as n (number)
       cross join lateral (
         select ('x' || substr(md5(m.tenant_id || 'line' || n.number), 1, 6))::bit(24)::integer as dice
       ) as d
       where f.key = 'widget_management_v2'
     ) as r
     on conflict do nothing`,
  );
}
