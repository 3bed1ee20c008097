-- Visits for who takes them elsewhere: raw events without what could lead to a person. No address, no browser, no id of a
-- booking, and of the page as much as is counted: addresses of newsletters carry names.

-- The 1,000 events of a restaurant's widgets that follow in the order of (time, id) after the one that was read last, from
-- one instant to another, without it; their own order is left to who asks. Traits are those of visit_traits. Nothing for
-- who does not work there.
create or replace function widget_private.exported_visits(
  tenant uuid, widgets uuid[], since timestamptz, until timestamptz, after_at timestamptz, after_id uuid
) returns table (
  event_id uuid, widget uuid, at timestamptz, type text, session uuid, traits text[], details jsonb
)
-- Without a sort of the whole there is one way to the first 1,000: along the index, whatever is known of the table. A plan
-- that takes a new table for small would sort all of a period for each page.
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_sort = off as $$
begin
  if not exists (select from widget_private.insight_tenants() as t where t = tenant) then
    return;
  end if;
  return query
    with page as materialized (
      select a.id, a.widget_id, a."timestamp", a.event_type, a.session_id, a.metadata,
        coalesce(a.page_url, '') as page_url, coalesce(a.referrer, '') as referrer, coalesce(a.user_agent, '') as user_agent
      from public.widget_analytics a
      where a.tenant_id = tenant and a.widget_id = any (widgets) and a."timestamp" < until
        and a."timestamp" >= greatest(since, after_at)
        and (after_at is null or (a."timestamp", a.id) > (after_at, after_id))
      order by a."timestamp", a.id
      limit 1000
    ), visit as materialized (
      -- Told once for all events that came from there alike: this is most of the work.
      select v.*, widget_private.visit_traits(v.page_url, v.referrer, v.user_agent) as traits
      from (select distinct p.page_url, p.referrer, p.user_agent from page p) as v
    )
    select p.id, p.widget_id, p."timestamp", p.event_type, p.session_id, v.traits, p.metadata - 'id'
    from page p
    join visit v using (page_url, referrer, user_agent);
end
$$;
revoke all on function widget_private.exported_visits(uuid, uuid[], timestamptz, timestamptz, timestamptz, uuid)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.exported_visits(uuid, uuid[], timestamptz, timestamptz, timestamptz, uuid)
  to authenticated;
