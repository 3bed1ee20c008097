-- Events that are stored and not counted yet. Counting many at once costs little more than half of counting each group as
-- it comes, since they change the same rows; and nobody who stores waits for who counts.

-- A row for each restaurant and day of what was stored together. Never granted to anybody, so without row security.
create table if not exists widget_private.uncounted_visits (
  tenant_id uuid not null,
  id bigint generated always as identity,
  local_date date not null,
  -- Ids in widget_analytics.
  events uuid[] not null,
  primary key (tenant_id, id)
);
revoke all on widget_private.uncounted_visits from public, anon, authenticated, service_role;
revoke all on sequence widget_private.uncounted_visits_id_seq from public, anon, authenticated, service_role;

-- Takes some of what waits of these restaurants out of there, the oldest first: rows of `most` events together, and what the
-- last of them has more. Answers the ids of the events, each with its day, or nulls where nothing waits. The queue is mostly
-- empty, which is what the planner knows of it: rows are found by their keys and places all the same.
create or replace function widget_private.take_uncounted(tenants uuid[], most integer, out ids uuid[], out days date[])
language plpgsql volatile set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  share integer := 1 + most / greatest(cardinality(tenants), 1);
  places tid[];
begin
  places := array(
    select w.place
    from (
      select u.place, sum(u.size) over (order by u.id) - u.size as ahead
      from unnest(tenants) as t (tenant_id)
      cross join lateral (
        select w.ctid as place, w.id, cardinality(w.events) as size
        from widget_private.uncounted_visits w
        where w.tenant_id = t.tenant_id
        order by w.id
        limit share
      ) as u
    ) as w
    where w.ahead < most
  );
  with took as (
    delete from widget_private.uncounted_visits u where u.ctid = any (places) returning u.local_date, u.events
  )
  select array_agg(e.id), array_agg(t.local_date) into ids, days from took t cross join unnest(t.events) as e (id);
end
$$;
revoke all on function widget_private.take_uncounted(uuid[], integer) from public, anon, authenticated, service_role;

-- What stored events come to: in their quarter hours, as parts of sessions, and on their days; nulls for none. An event that
-- was removed meanwhile comes to nothing. The planner takes arrays for short, and would compare each event with each.
create or replace function widget_private.counts_of_events(
  ids uuid[], days date[], out quarters widget_private.quarter_count[], out parts widget_private.insight_sessions[],
  out counts widget_private.insight_count[]
) language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
begin
  with event as materialized (
    select
      a.id, a.tenant_id as tenant, a.widget_id as widget, a.event_type as type, a."timestamp" as at, e.local_date,
      a.session_id, a.metadata, coalesce(a.page_url, '') as page, coalesce(a.referrer, '') as came_from,
      coalesce(a.user_agent, '') as browser
    from public.widget_analytics a join unnest(ids, days) as e (id, local_date) using (id)
    where a.id = any (ids)
  ), visit as materialized (
    -- Out of what is stored, so that counting again comes to the same.
    select v.*, widget_private.visit_traits(v.page, v.came_from, v.browser) as traits
    from (select distinct e.page, e.came_from, e.browser from event e) as v
  ), words as materialized (
    -- Many events say the same.
    select
      w.type, w.metadata, widget_private.event_traits(w.metadata) as traits,
      widget_private.step_of(w.type, w.metadata) as step, widget_private.turned_away_of(w.type, w.metadata) as wanted,
      widget_private.lead_of(w.type, w.metadata) as lead, widget_private.count_in(w.type, w.metadata, 'covers') as covers,
      widget_private.count_in(w.type, w.metadata, 'valueMinor') as value_minor
    from (select distinct e.type, e.metadata from event e) as w
  ), fresh as materialized (
    select
      e.tenant, e.widget, e.id, e.type, e.at, e.local_date, e.session_id, v.traits || w.traits as traits,
      array_remove(array[w.step], null) as reached, array_remove(array[w.wanted], null) as turned_away, w.lead, w.covers,
      w.value_minor
    from event e join visit v using (page, came_from, browser) join words w using (type, metadata)
  )
  select (
    select array_agg(row(
      f.tenant, f.widget, f.quarter, f.views, f.interactions, f.conversions
    )::widget_private.quarter_count)
    from (
      select
        f.tenant, f.widget, date_bin('15 minutes', f.at, '2000-01-01Z') as quarter,
        count(*) filter (where f.type = 'view') as views, count(*) filter (where f.type = 'interaction') as interactions,
        count(*) filter (where f.type = 'conversion') as conversions
      from fresh f
      group by 1, 2, 3
    ) as f
  ), (
    select array_agg(row(
      f.tenant, f.widget, f.session_id, f.at, f.id, f.local_date, f.traits, f.reached, f.turned_away, f.type = 'conversion'
    )::widget_private.insight_sessions)
    from fresh f where f.session_id is not null
  ), (
    select array_agg(row(
      f.tenant, f.widget, f.local_date, f.traits, null, null, f.lead, f.views, f.interactions, f.conversions, 0, 0, f.covers,
      f.value_minor, f.last_view_at
    )::widget_private.insight_count)
    from (
      select
        f.tenant, f.widget, f.local_date, f.traits, f.lead, count(*) filter (where f.type = 'view') as views,
        count(*) filter (where f.type = 'interaction') as interactions,
        count(*) filter (where f.type = 'conversion') as conversions, sum(f.covers)::integer as covers,
        sum(f.value_minor) as value_minor, max(f.at) filter (where f.type = 'view') as last_view_at
      from fresh f
      group by 1, 2, 3, 4, 5
    ) as f
  ) into quarters, parts, counts;
end
$$;
revoke all on function widget_private.counts_of_events(uuid[], date[]) from public, anon, authenticated, service_role;

-- Counts stored events as what they come to; the caller holds lock_insights of each restaurant. One that cannot be counted
-- would hold up all others, of all restaurants, and whoever books there: the halves find out which, and it stays stored.
-- Where many are like that, the search ends soon after `until`, and what is left of them waits again.
create or replace function widget_private.count_events(ids uuid[], days date[], until timestamptz) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  come_to record;
  changes widget_private.insight_count[];
  half integer := cardinality(ids) / 2;
begin
  begin
    come_to := widget_private.counts_of_events(ids, days);
    perform widget_private.count_quarters(come_to.quarters);
    changes := come_to.counts || widget_private.join_sessions(come_to.parts);
    perform widget_private.count_insights(changes);
  exception
    when data_exception or integrity_constraint_violation then
      changes := null;
      if half = 0 then
        -- Its message may hold what the visitor sent.
        raise warning 'Event % cannot be counted: %', ids[1], sqlstate;
      else
        perform widget_private.count_events(ids[:half], days[:half], until);
        -- The first half is gone through in any case, so that each call leaves less.
        if clock_timestamp() < until then
          perform widget_private.count_events(ids[half + 1:], days[half + 1:], until);
        else
          insert into widget_private.uncounted_visits (tenant_id, local_date, events)
          select a.tenant_id, e.local_date, array_agg(e.id)
          from unnest(ids[half + 1:], days[half + 1:]) as e (id, local_date)
          join public.widget_analytics a using (id)
          group by a.tenant_id, e.local_date;
        end if;
      end if;
  end;
  if changes is not null then
    perform widget_private.tick_insights(changes);
  end if;
end
$$;
revoke all on function widget_private.count_events(uuid[], date[], timestamptz) from public, anon, authenticated, service_role;

-- Counts some of what waits of these restaurants, as take_uncounted takes it; the caller holds lock_insights of each. Answers
-- how many events there were.
create or replace function widget_private.count_uncounted(tenants uuid[], most integer) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  taken record;
begin
  taken := widget_private.take_uncounted(tenants, most);
  if taken.ids is null then
    return 0;
  end if;
  -- The API's calls are broken off after 8 s, and those who wait for a lock after 5.
  perform widget_private.count_events(taken.ids, taken.days, clock_timestamp() + interval '2 seconds');
  return cardinality(taken.ids);
end
$$;
revoke all on function widget_private.count_uncounted(uuid[], integer) from public, anon, authenticated, service_role;
