-- The totals of a day, by every dimension; of new events and of all that are counted again.

-- One writer of a restaurant's totals at a time, until its transaction ends: each reads what the last one left, so moves
-- of sessions and the bound on values are exact. Writers of one restaurant would wait for its row of today in any case.
create or replace function widget_private.lock_insights(tenant uuid) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended('insights ' || tenant, 0))
$$;
revoke all on function widget_private.lock_insights(uuid) from public, anon, authenticated, service_role;

-- Adds to the quarter hours; the caller holds lock_insights of each restaurant, here and below. In order of the key, as all.
create or replace function widget_private.count_quarters(changes widget_private.quarter_count[]) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  insert into public.widget_analytics_buckets as b (
    tenant_id, widget_id, bucket,
    views_00, views_15, views_30, views_45,
    interactions_00, interactions_15, interactions_30, interactions_45,
    conversions_00, conversions_15, conversions_30, conversions_45
  )
  select
    c.tenant, c.widget, c.hour,
    coalesce(sum(c.views) filter (where c.minute = 0), 0), coalesce(sum(c.views) filter (where c.minute = 15), 0),
    coalesce(sum(c.views) filter (where c.minute = 30), 0), coalesce(sum(c.views) filter (where c.minute = 45), 0),
    coalesce(sum(c.interactions) filter (where c.minute = 0), 0), coalesce(sum(c.interactions) filter (where c.minute = 15), 0),
    coalesce(sum(c.interactions) filter (where c.minute = 30), 0), coalesce(sum(c.interactions) filter (where c.minute = 45), 0),
    coalesce(sum(c.conversions) filter (where c.minute = 0), 0), coalesce(sum(c.conversions) filter (where c.minute = 15), 0),
    coalesce(sum(c.conversions) filter (where c.minute = 30), 0), coalesce(sum(c.conversions) filter (where c.minute = 45), 0)
  from (
    select q.*, date_bin('1 hour', q.quarter, '2000-01-01Z') as hour,
      extract(minute from q.quarter at time zone 'UTC')::integer as minute
    from unnest(changes) as q
  ) as c
  group by c.tenant, c.widget, c.hour
  order by c.tenant, c.widget, c.hour
  on conflict (tenant_id, widget_id, bucket) do update set
    views_00 = b.views_00 + excluded.views_00,
    views_15 = b.views_15 + excluded.views_15,
    views_30 = b.views_30 + excluded.views_30,
    views_45 = b.views_45 + excluded.views_45,
    interactions_00 = b.interactions_00 + excluded.interactions_00,
    interactions_15 = b.interactions_15 + excluded.interactions_15,
    interactions_30 = b.interactions_30 + excluded.interactions_30,
    interactions_45 = b.interactions_45 + excluded.interactions_45,
    conversions_00 = b.conversions_00 + excluded.conversions_00,
    conversions_15 = b.conversions_15 + excluded.conversions_15,
    conversions_30 = b.conversions_30 + excluded.conversions_30,
    conversions_45 = b.conversions_45 + excluded.conversions_45
$$;
revoke all on function widget_private.count_quarters(widget_private.quarter_count[])
  from public, anon, authenticated, service_role;

-- Adds rows that a day does not have as yet. A widget's day holds at most 100 values of a dimension, and further ones count
-- as 'other', so strangers cannot fill the table; a value that has its row keeps it.
create or replace function widget_private.add_days(changes public.widget_analytics_daily[]) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  with ranked as (
    select c.*, row_number() over (
      partition by c.tenant_id, c.widget_id, c.local_date, c.dimension, c.value in ('', 'other') order by c.value
    ) as place
    from unnest(changes) as c
  ), admitted as (
    select r.*, case
      when r.value in ('', 'other') or r.place <= 100 - (
        select count(*) from public.widget_analytics_daily d
        where d.tenant_id = r.tenant_id and d.widget_id = r.widget_id and d.local_date = r.local_date
          and d.dimension = r.dimension and d.value not in ('', 'other')
      ) then r.value
      else 'other'
    end as counts_as
    from ranked r
  )
  insert into public.widget_analytics_daily as d (
    tenant_id, widget_id, local_date, dimension, value, version, views, interactions, conversions, sessions,
    converted_sessions, covers, value_minor, last_view_at
  )
  select
    a.tenant_id, a.widget_id, a.local_date, a.dimension, a.counts_as,
    case a.dimension when 'total' then nextval('widget_private.insights_version') else 0 end, sum(a.views),
    sum(a.interactions), sum(a.conversions), sum(a.sessions), sum(a.converted_sessions), sum(a.covers),
    sum(a.value_minor), max(a.last_view_at)
  from admitted a
  group by a.tenant_id, a.widget_id, a.local_date, a.dimension, a.counts_as
  order by a.tenant_id, a.widget_id, a.local_date, a.dimension, a.counts_as
  on conflict (tenant_id, widget_id, local_date, dimension, value) do update set
    views = d.views + excluded.views,
    interactions = d.interactions + excluded.interactions,
    conversions = d.conversions + excluded.conversions,
    sessions = d.sessions + excluded.sessions,
    converted_sessions = d.converted_sessions + excluded.converted_sessions,
    covers = d.covers + excluded.covers,
    value_minor = d.value_minor + excluded.value_minor
$$;
revoke all on function widget_private.add_days(public.widget_analytics_daily[])
  from public, anon, authenticated, service_role;

-- Counts sessions that were turned away. A widget's day holds 500 of what was wanted, and further ones are of the rule
-- 'other', for that day itself and a party of nobody.
create or replace function widget_private.count_turned_away(counts widget_private.insight_count[]) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  with change as (
    select
      c.tenant as tenant_id, c.widget as widget_id, c.day as local_date, split_part(wanted, '|', 1)::date as wanted_date,
      split_part(wanted, '|', 2) as wanted_time, split_part(wanted, '|', 3)::integer as party_size,
      split_part(wanted, '|', 4) as rule, sum(c.sessions) as sessions
    from unnest(counts) as c cross join unnest(c.turned_away) as wanted
    group by 1, 2, 3, wanted
    having sum(c.sessions) <> 0
  ), known as (
    select c.*, exists (
      select from public.widget_turned_away t
      where t.tenant_id = c.tenant_id and t.widget_id = c.widget_id and t.local_date = c.local_date
        and t.wanted_date = c.wanted_date and t.wanted_time = c.wanted_time and t.party_size = c.party_size
        and t.rule = c.rule
    ) as has_row
    from change c
  ), ranked as (
    select k.*, row_number() over (
      partition by k.tenant_id, k.widget_id, k.local_date, k.has_row
      order by k.wanted_date, k.wanted_time, k.party_size, k.rule
    ) as place
    from known k
  ), admitted as (
    select r.*, r.has_row or r.place <= 500 - (
      select count(*) from public.widget_turned_away t
      where t.tenant_id = r.tenant_id and t.widget_id = r.widget_id and t.local_date = r.local_date
        and t.party_size > 0
    ) as has_place
    from ranked r
  ), counted as (
    select
      a.tenant_id, a.widget_id, a.local_date, case when a.has_place then a.wanted_date else a.local_date end as wanted_date,
      case when a.has_place then a.wanted_time else '' end as wanted_time,
      case when a.has_place then a.party_size else 0 end as party_size,
      case when a.has_place then a.rule else 'other' end as rule, a.sessions
    from admitted a
  )
  insert into public.widget_turned_away as t
    (tenant_id, widget_id, local_date, wanted_date, wanted_time, party_size, rule, sessions)
  select
    c.tenant_id, c.widget_id, c.local_date, c.wanted_date, c.wanted_time, c.party_size, c.rule, sum(c.sessions)
  from counted c
  group by 1, 2, 3, 4, 5, 6, 7
  order by 1, 2, 3, 4, 5, 6, 7
  on conflict (tenant_id, widget_id, local_date, wanted_date, wanted_time, party_size, rule) do update set
    sessions = t.sessions + excluded.sessions
$$;
revoke all on function widget_private.count_turned_away(widget_private.insight_count[])
  from public, anon, authenticated, service_role;

-- Adds to the daily rows. The version is given here: a row of a whole day
-- grows with every change.
create or replace function widget_private.count_insights(counts widget_private.insight_count[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  missing public.widget_analytics_daily[];
begin
  with visit as (
    -- The same for the events of a visit, which count together.
    select
      c.tenant, c.widget, c.day, array[''] || c.traits as traits, sum(c.views)::integer as views,
      sum(c.interactions)::integer as interactions, sum(c.conversions)::integer as conversions,
      sum(c.sessions)::integer as sessions, sum(c.converted)::integer as converted, sum(c.covers)::integer as covers,
      sum(c.value_minor)::bigint as value_minor, max(c.last_view_at) as last_view_at
    from unnest(counts) as c
    group by 1, 2, 3, 4
  ), part as (
    select
      c.tenant, c.widget, c.day, trait.dimension, trait.value, c.views, c.interactions, c.conversions, c.sessions,
      c.converted, c.covers, c.value_minor, case trait.dimension when 'total' then c.last_view_at end as last_view_at
    from visit c
    cross join lateral unnest(widget_private.insight_dimensions(), c.traits) as trait (dimension, value)
    where trait.value <> '' or trait.dimension = 'total'
    union all
    select
      c.tenant, c.widget, c.day, trait.dimension, trait.value, c.views, c.interactions, c.conversions, c.sessions,
      c.converted, c.covers, c.value_minor, null
    from unnest(counts) as c
    cross join lateral (
      select 'funnel', unnest(c.reached)
      union all
      select 'turned_away', 'any' where c.turned_away <> '{}'
      union all
      select 'lead', c.lead where c.lead is not null
    ) as trait (dimension, value)
  ), change as materialized (
    select
      p.tenant, p.widget, p.day, p.dimension, p.value, sum(p.views) as views, sum(p.interactions) as interactions,
      sum(p.conversions) as conversions, sum(p.sessions) as sessions, sum(p.converted) as converted,
      sum(p.covers) as covers, sum(p.value_minor)::bigint as value_minor, max(p.last_view_at) as last_view_at,
      row_number() over () as place
    from part p
    group by 1, 2, 3, 4, 5
    -- Not for a session that stays where it was.
    having (sum(p.views), sum(p.interactions), sum(p.conversions), sum(p.sessions), sum(p.converted)) <> (0, 0, 0, 0, 0)
  ), counted as (
    -- Most rows are there already, and this finds out with no other look.
    update public.widget_analytics_daily d
    set version = case c.dimension when 'total' then nextval('widget_private.insights_version') else 0 end,
      views = d.views + c.views,
      interactions = d.interactions + c.interactions,
      conversions = d.conversions + c.conversions,
      sessions = d.sessions + c.sessions,
      converted_sessions = d.converted_sessions + c.converted,
      covers = d.covers + c.covers,
      value_minor = d.value_minor + c.value_minor,
      last_view_at = greatest(d.last_view_at, c.last_view_at)
    from change c
    where d.tenant_id = c.tenant and d.widget_id = c.widget and d.local_date = c.day and d.dimension = c.dimension
      and d.value = c.value
    returning c.place
  )
  select array_agg(row(
    c.tenant, c.widget, c.day, c.dimension, c.value, 0, c.views, c.interactions, c.conversions, c.sessions, c.converted,
    c.covers, c.value_minor, c.last_view_at
  )::public.widget_analytics_daily) into missing
  from change c
  where c.place not in (select counted.place from counted);
  if missing is not null then
    perform widget_private.add_days(missing);
  end if;
  if exists (select from unnest(counts) as c where c.turned_away <> '{}') then
    perform widget_private.count_turned_away(counts);
  end if;
end
$$;
revoke all on function widget_private.count_insights(widget_private.insight_count[])
  from public, anon, authenticated, service_role;
