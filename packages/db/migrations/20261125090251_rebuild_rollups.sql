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
) returns integer language plpgsql volatile set search_path = '' as $$
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
language plpgsql security definer set search_path = '' as $$
begin
  if exists (select from public.widget_analytics_daily d where d.tenant_id = new.tenant_id) then
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

-- The quarter hours of a stretch of time, counted anew.
create or replace function widget_private.rebuild_buckets(tenant uuid, begins timestamptz, ends timestamptz)
returns void language plpgsql volatile set search_path = '' as $$
begin
  delete from public.widget_analytics_buckets b where b.tenant_id = tenant and b.bucket >= begins and b.bucket < ends;
  insert into public.widget_analytics_buckets (tenant_id, widget_id, bucket, views, interactions, conversions)
  select
    tenant, a.widget_id, date_bin('15 minutes', a."timestamp", '2000-01-01Z') as bucket,
    count(*) filter (where a.event_type = 'view'), count(*) filter (where a.event_type = 'interaction'),
    count(*) filter (where a.event_type = 'conversion')
  from public.widget_analytics a
  where a.tenant_id = tenant and a."timestamp" >= begins and a."timestamp" < ends
  group by 2, 3
  order by 2, 3;
end
$$;
revoke all on function widget_private.rebuild_buckets(uuid, timestamptz, timestamptz)
  from public, anon, authenticated, service_role;

-- Where the sessions of some days began, found anew. One that began before them stays there.
create or replace function widget_private.rebuild_sessions(tenant uuid, days date[], bounds timestamptz[])
returns void language plpgsql volatile set search_path = '' as $$
declare
  begins timestamptz := bounds[1];
  ends timestamptz := bounds[cardinality(bounds)];
begin
  delete from widget_private.insight_sessions s
  where s.tenant_id = tenant and s.first_at >= begins and s.first_at < ends;
  insert into widget_private.insight_sessions as s
    (tenant_id, widget_id, session_id, first_at, first_id, local_date, traits, converted)
  select
    tenant, touched.widget_id, touched.session_id, first."timestamp", first.id,
    days[width_bucket(first."timestamp", bounds)],
    widget_private.visit_traits(first.page_url, first.referrer, first.user_agent)
      || widget_private.event_traits(first.metadata),
    exists (
      select from public.widget_analytics a
      where a.widget_id = touched.widget_id and a.session_id = touched.session_id and a.event_type = 'conversion'
    )
  from (
    select distinct a.widget_id, a.session_id
    from public.widget_analytics a
    where a.tenant_id = tenant and a."timestamp" >= begins and a."timestamp" < ends and a.event_type <> 'interaction'
      and a.session_id is not null
  ) as touched
  cross join lateral (
    select a.*
    from public.widget_analytics a
    where a.widget_id = touched.widget_id and a.session_id = touched.session_id and a.event_type <> 'interaction'
    order by a."timestamp", a.id
    limit 1
  ) as first
  where first."timestamp" >= begins
  order by touched.widget_id, touched.session_id
  on conflict (tenant_id, widget_id, session_id) do update set
    first_at = excluded.first_at,
    first_id = excluded.first_id,
    local_date = excluded.local_date,
    traits = excluded.traits,
    converted = excluded.converted
  -- Else it began on an earlier day, whose events are gone.
  where excluded.first_at < s.first_at;
end
$$;
revoke all on function widget_private.rebuild_sessions(uuid, date[], timestamptz[])
  from public, anon, authenticated, service_role;

-- The rows of some days, counted anew; the sessions of these days have been found.
create or replace function widget_private.rebuild_daily(tenant uuid, days date[], bounds timestamptz[])
returns void language plpgsql volatile set search_path = '' as $$
declare
  begins timestamptz := bounds[1];
  ends timestamptz := bounds[cardinality(bounds)];
  changes jsonb;
begin
  -- Set to nothing and counted up again, so that values that had their rows keep them.
  update public.widget_analytics_daily d
  set views = 0, interactions = 0, conversions = 0, sessions = 0, converted_sessions = 0, last_view_at = null
  where d.tenant_id = tenant and d.local_date = any (days);
  select jsonb_agg(to_jsonb(c)) into changes
  from (
    select
      visits.widget, visits.day,
      widget_private.visit_traits(visits.page_url, visits.referrer, visits.user_agent) || visits.event_traits as traits,
      visits.views, visits.interactions, visits.conversions, 0 as sessions, 0 as converted, visits."lastViewAt"
    from (
      select
        a.widget_id as widget, days[width_bucket(a."timestamp", bounds)] as day, a.page_url, a.referrer, a.user_agent,
        widget_private.event_traits(a.metadata) as event_traits, count(*) filter (where a.event_type = 'view') as views,
        count(*) filter (where a.event_type = 'interaction') as interactions,
        count(*) filter (where a.event_type = 'conversion') as conversions,
        max(a."timestamp") filter (where a.event_type = 'view') as "lastViewAt"
      from public.widget_analytics a
      where a.tenant_id = tenant and a."timestamp" >= begins and a."timestamp" < ends
      group by 1, 2, 3, 4, 5, 6
    ) as visits
    union all
    select s.widget_id, s.local_date, s.traits, 0, 0, 0, count(*), count(*) filter (where s.converted), null
    from widget_private.insight_sessions s
    where s.tenant_id = tenant and s.first_at >= begins and s.first_at < ends
    group by 1, 2, 3
  ) as c;
  perform widget_private.count_days(tenant, changes);
  delete from public.widget_analytics_daily d
  where d.tenant_id = tenant and d.local_date = any (days)
    and d.views + d.interactions + d.conversions + d.sessions + d.converted_sessions = 0;
end
$$;
revoke all on function widget_private.rebuild_daily(uuid, date[], timestamptz[])
  from public, anon, authenticated, service_role;

-- Counts some days in a row again; events of the restaurant are put aside meanwhile. Day `n` is from bounds[n] to
-- bounds[n + 1], in instants, since only the caller turns wall time into them.
create or replace function widget_private.rebuild_days(tenant uuid, days date[], bounds timestamptz[]) returns void
language plpgsql volatile set search_path = '' as $$
begin
  perform widget_private.begin_insight_job(tenant);
  perform widget_private.rebuild_buckets(tenant, bounds[1], bounds[cardinality(bounds)]);
  perform widget_private.rebuild_sessions(tenant, days, bounds);
  perform widget_private.rebuild_daily(tenant, days, bounds);
end
$$;
revoke all on function widget_private.rebuild_days(uuid, date[], timestamptz[])
  from public, anon, authenticated, service_role;
