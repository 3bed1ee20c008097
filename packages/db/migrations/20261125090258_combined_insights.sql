-- Roll-ups know one dimension at a time. What is asked of two, or of a value and the steps of its sessions, is counted from
-- the sessions, for 30 days at most.

-- A restaurant's sessions of some of its days whose value of a dimension is that one, with their value of another, grouped
-- as far as they are alike; by what they reached only where that is wanted, as it makes many groups. A value counts as
-- 'other' where the day's roll-up has no row for it, as add_days counted it. Nothing for who does not work there.
create or replace function widget_private.sessions_like(
  tenant uuid, widgets uuid[], since date, until date, dimension text, value text, other_dimension text, with_steps boolean
) returns table (widget uuid, counts_as text, reached text[], converted boolean, sessions bigint)
-- The planner believes that few sessions are alike and sorts them all, which takes as long as reading them.
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_sort = off as $$
declare
  -- The traits lack the whole day, which is the first dimension.
  place integer := array_position(widget_private.insight_dimensions(), dimension) - 1;
  other_place integer := array_position(widget_private.insight_dimensions(), other_dimension) - 1;
begin
  if (isfinite(since) and until between since and since + 29) is not true then
    raise exception 'Ask for 30 days at most.' using errcode = 'WB006';
  end if;
  if (place > 0 and other_place > 0) is not true then
    raise exception 'There is no such dimension.' using errcode = 'WB006';
  end if;
  return query
    with alike as materialized (
      select s.widget_id, s.local_date, s.traits[place] as own, s.traits[other_place] as other,
        case when with_steps then s.reached end as reached, s.converted,
        count(*) as sessions
      from widget_private.insight_sessions s
      where s.tenant_id = any (array(select t from widget_private.insight_tenants() as t where t = tenant))
        and s.widget_id = any (widgets) and s.local_date between since and until
        -- For the index alone: no zone is further than 14 hours from UTC.
        and s.first_at >= (since - 1)::timestamp at time zone 'UTC'
        and s.first_at < (until + 2)::timestamp at time zone 'UTC'
        and (s.traits[place] = value or value = 'other')
      group by 1, 2, 3, 4, 5, 6
    ), known as materialized (
      select d.widget_id, d.local_date, d.dimension, d.value
      from public.widget_analytics_daily d
      where d.tenant_id = tenant and d.widget_id = any (widgets) and d.dimension in (sessions_like.dimension, other_dimension)
        and d.local_date = any (array(select day::date from generate_series(since, until, interval '1 day') as day))
    )
    select a.widget_id, case when theirs.value is null and a.other <> '' then 'other' else a.other end, a.reached,
      a.converted, sum(a.sessions)::bigint
    from alike a
    left join known own on own.widget_id = a.widget_id and own.local_date = a.local_date
      and own.dimension = sessions_like.dimension and own.value = a.own
    left join known theirs on theirs.widget_id = a.widget_id and theirs.local_date = a.local_date
      and theirs.dimension = other_dimension and theirs.value = a.other
    where sessions_like.value = case when own.value is null and a.own <> '' then 'other' else a.own end
    group by 1, 2, 3, 4;
end
$$;
revoke all on function widget_private.sessions_like(uuid, uuid[], date, date, text, text, text, boolean)
  from public, anon, authenticated, service_role;

-- Those sessions by their values of another dimension.
create or replace function widget_private.combined_values(
  tenant uuid, widgets uuid[], since date, until date, dimension text, value text, other_dimension text
) returns table (other_value text, sessions bigint, converted bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.counts_as, sum(l.sessions)::bigint, coalesce(sum(l.sessions) filter (where l.converted), 0)::bigint
  from widget_private.sessions_like(tenant, widgets, since, until, dimension, value, other_dimension, false) as l
  group by l.counts_as
$$;
revoke all on function widget_private.combined_values(uuid, uuid[], date, date, text, text, text)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.combined_values(uuid, uuid[], date, date, text, text, text) to authenticated;

-- Those sessions by the steps that they used; '' are all.
create or replace function widget_private.combined_steps(
  tenant uuid, widgets uuid[], since date, until date, dimension text, value text
) returns table (widget uuid, step text, sessions bigint, converted bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.widget, used.step, sum(l.sessions)::bigint, coalesce(sum(l.sessions) filter (where l.converted), 0)::bigint
  from widget_private.sessions_like(tenant, widgets, since, until, dimension, value, dimension, true) as l
  cross join lateral unnest(array[''] || l.reached) as used (step)
  group by l.widget, used.step
$$;
revoke all on function widget_private.combined_steps(uuid, uuid[], date, date, text, text)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.combined_steps(uuid, uuid[], date, date, text, text) to authenticated;
