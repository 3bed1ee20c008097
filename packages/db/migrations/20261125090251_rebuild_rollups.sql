-- Totals counted again from raw events: asked for by an operator, or because a restaurant's days have moved with its time
-- zone. The work waits in a queue and is done some days at a time by src/jobs; a run that was cut off goes on with the next
-- days.

-- One row for each restaurant that waits. Never granted to anybody, so without row security, as the table below.
create table if not exists widget_private.rollup_rebuilds (
  tenant_id uuid primary key,
  -- The restaurant's calendar days; null: as far as there are raw events.
  first_day date,
  last_day date,
  -- Where a run goes on; null: nothing is done yet.
  next_day date,
  not_before timestamptz not null default clock_timestamp()
);
do $$
begin
  if to_regclass('widget_private.rollup_rebuilds_turn_idx') is null then
    create index rollup_rebuilds_turn_idx on widget_private.rollup_rebuilds (not_before, tenant_id);
  end if;
end
$$;
revoke all on widget_private.rollup_rebuilds from public, anon, authenticated, service_role;

-- Puts days in the queue, of one restaurant or of all; both bounds are days of its calendar, included. Answers how many
-- restaurants wait. A restaurant that waits already gets all days from the earlier to the later bound.
-- For all it waits for none, since a statement that removes some may wait for one that this has locked: it fails with
-- 55P03 where somebody holds one, and has queued nothing.
create or replace function widget_private.rebuild_rollups(
  since date, until date, tenant uuid default null, wait interval default '0'
) returns integer language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  queued integer;
begin
  if since > until then
    raise exception 'The first day is later than the last.' using errcode = 'WB006';
  end if;
  perform widget_private.lock_widgets();
  if tenant is null then
    perform from public.tenants t order by t.id for key share nowait;
  end if;
  insert into widget_private.rollup_rebuilds as r (tenant_id, first_day, last_day, not_before)
  select t.id, since, until, clock_timestamp() + wait
  from public.tenants t
  where tenant is null or t.id = tenant
  order by t.id
  for key share
  on conflict (tenant_id) do update set
    first_day = case when r.first_day is not null and excluded.first_day is not null
      then least(r.first_day, excluded.first_day) end,
    last_day = case when r.last_day is not null and excluded.last_day is not null
      then greatest(r.last_day, excluded.last_day) end,
    next_day = null,
    not_before = excluded.not_before;
  get diagnostics queued = row_count;
  return queued;
end
$$;
revoke all on function widget_private.rebuild_rollups(date, date, uuid, interval)
  from public, anon, authenticated, service_role;

-- Ten seconds: a batch that was dated in the old zone has been written by then.
create or replace function widget_private.queue_rebuild() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.widget_analytics_daily d where d.tenant_id = new.tenant_id)
    -- Dated by now.
    or exists (select from widget_private.uncounted_visits u where u.tenant_id = new.tenant_id)
  then
    perform widget_private.rebuild_rollups(null, null, new.tenant_id, '10 seconds');
  end if;
  return null;
end
$$;
revoke all on function widget_private.queue_rebuild() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_settings'::regclass and tgname = 'queue_rebuild'
  ) then
    create trigger queue_rebuild after update on public.widget_settings
      for each row when (old.time_zone is distinct from new.time_zone and new.time_zone <> '')
      execute function widget_private.queue_rebuild();
  end if;
end
$$;

-- The quarter hours of a stretch of time, counted anew: what is counted is taken off, and what is there is put on. Days begin
-- within an hour of UTC in some zones, so a row may be changed in part.
create or replace function widget_private.rebuild_quarters(tenant uuid, begins timestamptz, ends timestamptz)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform widget_private.count_quarters(array(
    select row(tenant, c.widget, c.quarter, sum(c.views), sum(c.interactions), sum(c.conversions))::widget_private.quarter_count
    from (
      select a.widget_id as widget, date_bin('15 minutes', a."timestamp", '2000-01-01Z') as quarter,
        count(*) filter (where a.event_type = 'view') as views,
        count(*) filter (where a.event_type = 'interaction') as interactions,
        count(*) filter (where a.event_type = 'conversion') as conversions
      from public.widget_analytics a
      where a.tenant_id = tenant and a."timestamp" >= begins and a."timestamp" < ends
      group by 1, 2
      union all
      select b.widget_id, b.bucket + make_interval(mins => q.minute), -q.views, -q.interactions, -q.conversions
      from public.widget_analytics_buckets b
      cross join lateral (values
        (0, b.views_00, b.interactions_00, b.conversions_00), (15, b.views_15, b.interactions_15, b.conversions_15),
        (30, b.views_30, b.interactions_30, b.conversions_30), (45, b.views_45, b.interactions_45, b.conversions_45)
      ) as q (minute, views, interactions, conversions)
      where b.tenant_id = tenant and b.bucket > begins - interval '1 hour' and b.bucket < ends
        and b.bucket + make_interval(mins => q.minute) >= begins and b.bucket + make_interval(mins => q.minute) < ends
    ) as c
    group by c.widget, c.quarter
  ));
  delete from public.widget_analytics_buckets b
  where b.tenant_id = tenant and b.bucket > begins - interval '1 hour' and b.bucket < ends
    and b.views_00 + b.views_15 + b.views_30 + b.views_45 + b.interactions_00 + b.interactions_15 + b.interactions_30
      + b.interactions_45 + b.conversions_00 + b.conversions_15 + b.conversions_30 + b.conversions_45 = 0;
end
$$;
revoke all on function widget_private.rebuild_quarters(uuid, timestamptz, timestamptz)
  from public, anon, authenticated, service_role;

-- Where the sessions of some days began, found anew. One that began before them stays there, its events gone or not.
create or replace function widget_private.rebuild_sessions(tenant uuid, days date[], bounds timestamptz[])
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  begins timestamptz := bounds[1];
  ends timestamptz := bounds[cardinality(bounds)];
  touched uuid[];
begin
  delete from widget_private.insight_sessions s
  where s.tenant_id = tenant and s.first_at >= begins and s.first_at < ends;
  touched := array(
    select distinct a.session_id
    from public.widget_analytics a
    where a.tenant_id = tenant and a."timestamp" >= begins and a."timestamp" < ends and a.session_id is not null
  );
  -- A day may have any number of them. What this changes in the counts is of no use: the days are counted as a whole.
  for place in 1..cardinality(touched) by 2000 loop
    perform widget_private.join_sessions(array_agg(row(
      tenant, e.widget_id, e.session_id, e."timestamp", e.id, days[width_bucket(e."timestamp", bounds)],
      case e.turn when 1
        then widget_private.visit_traits(e.page_url, e.referrer, e.user_agent) || widget_private.event_traits(e.metadata)
      end,
      array_remove(array[widget_private.step_of(e.event_type, e.metadata)], null),
      array_remove(array[widget_private.turned_away_of(e.event_type, e.metadata)], null), e.event_type = 'conversion'
    )::widget_private.insight_sessions))
    from (
      select a.*, row_number() over session as turn, first_value(a."timestamp") over session as first_at
      from public.widget_analytics a
      where a.session_id = any (touched[place : place + 1999])
        and a.widget_id in (select w.id from public.widget_configurations w where w.tenant_id = tenant)
      window session as (partition by a.widget_id, a.session_id order by a."timestamp", a.id)
    ) as e
    where e.first_at >= begins and e.first_at < ends and not exists (
      select from widget_private.insight_sessions s
      where s.tenant_id = tenant and s.widget_id = e.widget_id and s.session_id = e.session_id and s.first_at < begins
    );
  end loop;
end
$$;
revoke all on function widget_private.rebuild_sessions(uuid, date[], timestamptz[])
  from public, anon, authenticated, service_role;

-- The rows of some days, counted anew; the sessions of these days have been found.
create or replace function widget_private.rebuild_daily(tenant uuid, days date[], bounds timestamptz[])
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  begins timestamptz := bounds[1];
  ends timestamptz := bounds[cardinality(bounds)];
begin
  -- Set to nothing and counted up again, so that values that had their rows keep them.
  update public.widget_analytics_daily d
  set views = 0, interactions = 0, conversions = 0, sessions = 0, converted_sessions = 0, covers = 0, value_minor = 0,
    last_view_at = null
  where d.tenant_id = tenant and d.local_date = any (days);
  update public.widget_turned_away t set sessions = 0 where t.tenant_id = tenant and t.local_date = any (days);
  perform widget_private.count_insights(array(
    select row(
      tenant, v.widget_id, v.day,
      widget_private.visit_traits(v.page_url, v.referrer, v.user_agent) || widget_private.event_traits(v.metadata), null, null,
      widget_private.lead_of(v.event_type, v.metadata), case v.event_type when 'view' then v.count else 0 end,
      case v.event_type when 'interaction' then v.count else 0 end, case v.event_type when 'conversion' then v.count else 0 end,
      0, 0, (v.count * widget_private.count_in(v.event_type, v.metadata, 'covers'))::integer,
      v.count * widget_private.count_in(v.event_type, v.metadata, 'valueMinor'),
      case v.event_type when 'view' then v.last_at end
    )::widget_private.insight_count
    from (
      select
        a.widget_id, days[width_bucket(a."timestamp", bounds)] as day, a.page_url, a.referrer, a.user_agent, a.event_type,
        a.metadata, count(*)::integer as count, max(a."timestamp") as last_at
      from public.widget_analytics a
      where a.tenant_id = tenant and a."timestamp" >= begins and a."timestamp" < ends
      group by 1, 2, 3, 4, 5, 6, 7
    ) as v
    union all
    select row(
      tenant, s.widget_id, s.local_date, s.traits, s.reached, s.turned_away, null, 0, 0, 0, count(*),
      count(*) filter (where s.converted), 0, 0, null
    )::widget_private.insight_count
    from widget_private.insight_sessions s
    where s.tenant_id = tenant and s.first_at >= begins and s.first_at < ends
    group by s.widget_id, s.local_date, s.traits, s.reached, s.turned_away
  ));
  delete from public.widget_analytics_daily d
  where d.tenant_id = tenant and d.local_date = any (days)
    and d.views + d.interactions + d.conversions + d.sessions + d.converted_sessions = 0;
  delete from public.widget_turned_away t where t.tenant_id = tenant and t.local_date = any (days) and t.sessions = 0;
end
$$;
revoke all on function widget_private.rebuild_daily(uuid, date[], timestamptz[])
  from public, anon, authenticated, service_role;

-- Counts some days in a row again; events of the restaurant are put aside meanwhile. Day `n` is from bounds[n] to
-- bounds[n + 1], in instants, since only the caller turns wall time into them.
create or replace function widget_private.rebuild_days(tenant uuid, days date[], bounds timestamptz[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform widget_private.begin_insight_job(tenant);
  perform widget_private.rebuild_quarters(tenant, bounds[1], bounds[cardinality(bounds)]);
  perform widget_private.rebuild_sessions(tenant, days, bounds);
  perform widget_private.rebuild_daily(tenant, days, bounds);
end
$$;
revoke all on function widget_private.rebuild_days(uuid, date[], timestamptz[])
  from public, anon, authenticated, service_role;
