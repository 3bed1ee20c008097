-- The totals of a day, by every dimension; of new events and of all that are counted again.

-- One writer of a restaurant's totals at a time, until its transaction ends: each reads what the last one left, so moves
-- of sessions and the bound on values are exact. Writers of one restaurant would wait for its row of today in any case.
create or replace function widget_private.lock_insights(tenant uuid) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended('insights ' || tenant, 0))
$$;
revoke all on function widget_private.lock_insights(uuid) from public, anon, authenticated, service_role;

-- Adds to the daily rows and answers the newest day that changed; the caller holds lock_insights. `changes`: [{widget, day,
-- traits, views, interactions, conversions, sessions, converted, lastViewAt}], a session that moved taken off where it was.
-- A widget's day holds at most 100 values of a dimension, and further ones count as 'other', so strangers cannot fill the
-- table; a value that has its row keeps it. In order of the key, as all that is written here.
create or replace function widget_private.count_days(tenant uuid, changes jsonb) returns date
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  newest date;
begin
  with counted as materialized (
    select
      c.widget, c.day, trait.dimension, trait.value, sum(c.views) as views, sum(c.interactions) as interactions,
      sum(c.conversions) as conversions, sum(c.sessions) as sessions, sum(c.converted) as converted,
      max(c."lastViewAt") as last_view_at
    from jsonb_to_recordset(changes) as c (
      widget uuid, day date, traits text[], views integer, interactions integer, conversions integer, sessions integer,
      converted integer, "lastViewAt" timestamptz
    )
    cross join lateral unnest(widget_private.insight_dimensions(), array[''] || c.traits) as trait (dimension, value)
    group by 1, 2, 3, 4
  ), known as materialized (
    select c.*, c.value in ('', 'other') or exists (
      select from public.widget_analytics_daily d
      where d.tenant_id = tenant and d.widget_id = c.widget and d.local_date = c.day and d.dimension = c.dimension
        and d.value = c.value
    ) as has_row
    from counted c
  ), ranked as (
    select k.*, row_number() over (partition by k.widget, k.day, k.dimension, k.has_row order by k.value) as place
    from known k
  ), admitted as (
    select r.*, case
      when r.has_row or r.place <= 100 - (
        select count(*) from public.widget_analytics_daily d
        where d.tenant_id = tenant and d.widget_id = r.widget and d.local_date = r.day and d.dimension = r.dimension
          and d.value not in ('', 'other')
      ) then r.value
      else 'other'
    end as counts_as
    from ranked r
  ), written as (
    insert into public.widget_analytics_daily as d (
      tenant_id, widget_id, local_date, dimension, value, version, views, interactions, conversions, sessions,
      converted_sessions, last_view_at
    )
    select
      tenant, a.widget, a.day, a.dimension, a.counts_as,
      case a.dimension when 'total' then nextval('widget_private.insights_version') else 0 end, sum(a.views),
      sum(a.interactions), sum(a.conversions), sum(a.sessions), sum(a.converted),
      case a.dimension when 'total' then max(a.last_view_at) end
    from admitted a
    group by a.widget, a.day, a.dimension, a.counts_as
    order by a.widget, a.day, a.dimension, a.counts_as
    on conflict (tenant_id, widget_id, local_date, dimension, value) do update set
      version = excluded.version,
      views = d.views + excluded.views,
      interactions = d.interactions + excluded.interactions,
      conversions = d.conversions + excluded.conversions,
      sessions = d.sessions + excluded.sessions,
      converted_sessions = d.converted_sessions + excluded.converted_sessions,
      last_view_at = greatest(d.last_view_at, excluded.last_view_at)
    returning d.local_date
  )
  select max(w.local_date) into newest from written w;
  return newest;
end
$$;
revoke all on function widget_private.count_days(uuid, jsonb) from public, anon, authenticated, service_role;
