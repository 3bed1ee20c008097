-- Jobs count or forget the visits of a restaurant, some days at a time, and nobody else may count meanwhile. No guest waits
-- for them: what happens during a step is put aside, in its own transaction, and counted a moment later. Nor does a visit
-- wait for a product that locks the restaurant's own row: those of one restaurant would take every connection of the API.

-- Never granted to anybody, so without row security.
create table if not exists widget_private.waiting_insights (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  widget_id uuid not null,
  -- As write_insights takes them.
  events jsonb not null,
  visit jsonb not null,
  -- What came with them and is not counted as a visit: {today, bot, prefetch, invalid, late}.
  dropped jsonb not null default '{}',
  -- Since when it is set aside for good, as the database refused to store it.
  refused_at timestamptz
);
do $$
begin
  if to_regclass('widget_private.waiting_insights_tenant_idx') is null then
    create index waiting_insights_tenant_idx on widget_private.waiting_insights (tenant_id);
  end if;
end
$$;
revoke all on widget_private.waiting_insights from public, anon, authenticated, service_role;

-- Whether no job is at work on a restaurant's totals; if so, none begins before the caller's transaction ends.
create or replace function widget_private.keep_jobs_away(tenant uuid) returns boolean
language sql volatile set search_path = pg_catalog, pg_temp as $$
  select pg_try_advisory_xact_lock_shared(hashtextextended('insight jobs ' || tenant, 0))
$$;
revoke all on function widget_private.keep_jobs_away(uuid) from public, anon, authenticated, service_role;

-- An address as the caller sent it; null for none.
create or replace function widget_private.address_of(sent jsonb) returns inet
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if sent is null or sent in ('null', '""') then
    return null;
  end if;
  if jsonb_typeof(sent) <> 'string' then
    raise exception 'An address is a text.' using errcode = 'WB006';
  end if;
  return (sent #>> '{}')::inet;
exception
  -- Its message would repeat what was sent.
  when invalid_text_representation then
    raise exception 'This is no address.' using errcode = 'WB006';
end
$$;
revoke all on function widget_private.address_of(jsonb) from public, anon, authenticated, service_role;

-- What was not counted as a visit, by day and reason: last of all that a transaction writes, and in the order of the keys.
-- `batches`: [{dropped: {today, bot, prefetch, invalid, late}}], as for write_insights.
create or replace function widget_private.count_dropped(batches jsonb, tenants uuid[], widgets uuid[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  if not jsonb_path_exists(batches, '$[*].dropped') then
    return;
  end if;
  insert into public.widget_dropped_visits as d (tenant_id, widget_id, local_date, reason, events)
  select
    tenants[b.place], widgets[b.place], (b.batch #>> '{dropped,today}')::date, reason.key, sum(reason.value::integer)
  from jsonb_array_elements(batches) with ordinality as b (batch, place)
  cross join lateral jsonb_each_text((b.batch -> 'dropped') - 'today') as reason
  where tenants[b.place] is not null
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (tenant_id, widget_id, local_date, reason) do update set events = d.events + excluded.events;
end
$$;
revoke all on function widget_private.count_dropped(jsonb, uuid[], uuid[]) from public, anon, authenticated, service_role;

-- The restaurants whose batches can be written at this moment, by locks that are not waited for. Not those where a job is at
-- work, or where somebody has the row for themselves that something would hang on: totals on the restaurant, events on their
-- widget, which goes with it. As for take_insights.
create or replace function widget_private.free_tenants(batches jsonb, tenants uuid[], widgets uuid[], count_later boolean)
returns uuid[] language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  -- Whose totals change now.
  counted uuid[] := tenants;
  counted_free uuid[];
  widgets_free uuid[];
begin
  if count_later then
    -- What was dropped is counted all the same.
    counted := array(
      select tenants[b.place] from jsonb_array_elements(batches) with ordinality as b (batch, place)
      where b.batch ? 'dropped' and tenants[b.place] is not null
    );
    widgets_free := array(
      select c.id from public.widget_configurations c where c.id = any (widgets) order by c.id for key share skip locked
    );
  end if;
  counted_free := array(
    select t.id from public.tenants t where t.id = any (counted) order by t.id for key share skip locked
  );
  return array(
    select w.tenant
    from unnest(tenants, widgets) as w (tenant, widget)
    where w.tenant is not null
    group by w.tenant
    having (w.tenant <> all (counted) or w.tenant = any (counted_free)) and (
      not count_later or bool_and(w.widget = any (widgets_free))
    ) and widget_private.keep_jobs_away(w.tenant)
  );
end
$$;
revoke all on function widget_private.free_tenants(jsonb, uuid[], uuid[], boolean)
  from public, anon, authenticated, service_role;

-- Writes batches at once, or puts those aside whose restaurant is not free: with no more of the visitor's address than the
-- restaurant keeps. As for write_insights; `count_later` leaves the counting to count_visits.
create or replace function widget_private.take_insights(batches jsonb, tenants uuid[], widgets uuid[], count_later boolean)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  free uuid[] := widget_private.free_tenants(batches, tenants, widgets, count_later);
begin
  -- Mostly nobody's, and the batches need not be read once more to find none.
  if exists (select from unnest(tenants) as t where t <> all (free)) then
    insert into widget_private.waiting_insights (tenant_id, widget_id, events, visit, dropped)
    select
      tenants[b.place], widgets[b.place], coalesce(b.batch -> 'events', '[]'),
      coalesce(b.batch -> 'visit', '{}') || jsonb_build_object(
        'ip', widget_private.kept_ip(s.ip_privacy, widget_private.address_of(b.batch #> '{visit,ip}'))
      ),
      coalesce(b.batch -> 'dropped', '{}')
    from jsonb_array_elements(batches) with ordinality as b (batch, place)
    left join public.widget_settings s on s.tenant_id = tenants[b.place]
    where tenants[b.place] is not null and tenants[b.place] <> all (free);
  end if;
  free := array(select case when t = any (free) then t end from unnest(tenants) as t);
  if count_later then
    perform widget_private.store_insights(batches, free, widgets);
    perform widget_private.count_dropped(batches, free, widgets);
  else
    perform widget_private.write_insights(batches, free, widgets);
  end if;
end
$$;
revoke all on function widget_private.take_insights(jsonb, uuid[], uuid[], boolean) from public, anon, authenticated, service_role;

-- Writes some of what was put aside, and takes it out of there. What is of a widget that is gone by now goes unwritten.
create or replace function widget_private.write_put_aside(ids uuid[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  batches jsonb;
  tenants uuid[];
  widgets uuid[];
begin
  with taken as (
    delete from widget_private.waiting_insights w where w.id = any (ids) returning w.*
  )
  select
    jsonb_agg(jsonb_build_object('events', t.events, 'visit', t.visit, 'dropped', t.dropped) order by t.id),
    array_agg(c.tenant_id order by t.id), array_agg(c.id order by t.id)
  into batches, tenants, widgets
  from taken t left join public.widget_configurations c on c.id = t.widget_id;
  if batches is not null then
    perform widget_private.write_insights(batches, tenants, widgets);
  end if;
end
$$;
revoke all on function widget_private.write_put_aside(uuid[]) from public, anon, authenticated, service_role;

-- The restaurants that something was put aside of, by one look into the index for each, however much of one waits; in no
-- order, so that none comes first every time.
create or replace function widget_private.waiting_tenants() returns setof uuid
language sql volatile set search_path = pg_catalog, pg_temp as $$
  with recursive waiting as (
    (select w.tenant_id from widget_private.waiting_insights w where w.refused_at is null order by w.tenant_id limit 1)
    union all
    select (
      select w.tenant_id from widget_private.waiting_insights w
      where w.refused_at is null and w.tenant_id > earlier.tenant_id
      order by w.tenant_id limit 1
    )
    from waiting earlier where earlier.tenant_id is not null
  )
  select w.tenant_id from waiting w where w.tenant_id is not null order by random()
$$;
revoke all on function widget_private.waiting_tenants() from public, anon, authenticated, service_role;

-- Those of them, `most` at most, that no job is at work on and nobody has the row of for themselves. None of that begins
-- before the caller's transaction ends.
create or replace function widget_private.free_waiting_tenants(most integer) returns uuid[]
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  waiting uuid;
  free uuid[] := '{}'::uuid[];
begin
  for waiting in select t from widget_private.waiting_tenants() as t loop
    exit when cardinality(free) >= most;
    continue when not widget_private.keep_jobs_away(waiting);
    perform from public.tenants t where t.id = waiting for key share skip locked;
    -- Being removed at this moment: once that is over, the widget is gone.
    continue when not found and exists (select from public.tenants t where t.id = waiting);
    free := free || waiting;
  end loop;
  return free;
end
$$;
revoke all on function widget_private.free_waiting_tenants(integer) from public, anon, authenticated, service_role;

-- Writes what was put aside, `batch` at most, of one restaurant whose totals the caller has for itself, or as many of each
-- where no job is at work: one with much to write, or that is busy for long, keeps no other waiting. Answers how many there
-- were. Those of a widget that is gone by now go too. One that cannot be stored is set aside, or it would hold up all others,
-- of all restaurants; refused_insights tells how many.
create or replace function widget_private.write_waiting(tenant uuid, batch integer) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  waiting record;
  free uuid[];
  share integer;
  ids uuid[];
  written integer := 0;
begin
  if not widget_private.lock_visits() then
    return 0;
  end if;
  free := case when tenant is null then widget_private.free_waiting_tenants(batch) else array[tenant] end;
  share := batch / greatest(cardinality(free), 1);
  ids := array(
    select w.id
    from unnest(free) as f (tenant_id)
    cross join lateral (
      select w.id from widget_private.waiting_insights w
      where w.tenant_id = f.tenant_id and w.refused_at is null
      limit share
      for update skip locked
    ) as w
  );
  begin
    perform widget_private.write_put_aside(ids);
    return cardinality(ids);
  exception
    -- One of them: which, the loop finds out.
    when data_exception or integrity_constraint_violation then null;
  end;
  for waiting in select w.id, w.tenant_id from widget_private.waiting_insights w where w.id = any (ids) order by w.tenant_id loop
    begin
      perform widget_private.write_put_aside(array[waiting.id]);
      written := written + 1;
    exception
      when data_exception or integrity_constraint_violation then
        update widget_private.waiting_insights w set refused_at = clock_timestamp() where w.id = waiting.id;
        -- Its message may hold what the visitor sent.
        raise warning 'Visits % of restaurant % cannot be stored: %', waiting.id, waiting.tenant_id, sqlstate;
    end;
  end loop;
  return written;
end
$$;
revoke all on function widget_private.write_waiting(uuid, integer) from public, anon, authenticated, service_role;

-- How many batches were set aside, after those of more than 30 days are gone: they may hold the visitor's address.
create or replace function widget_private.refused_insights() returns integer
language sql volatile set search_path = pg_catalog, pg_temp as $$
  delete from widget_private.waiting_insights w where w.refused_at < now() - interval '30 days';
  select count(*)::integer from widget_private.waiting_insights w where w.refused_at is not null
$$;
revoke all on function widget_private.refused_insights() from public, anon, authenticated, service_role;

-- Gives a job the totals of a restaurant until its transaction ends. Before that it writes some of what was put aside, so
-- that a job of many steps keeps nothing from showing up; not all, or a rush would keep the job from its work.
create or replace function widget_private.begin_insight_job(tenant uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform widget_private.lock_visits();
  perform widget_private.keep_tenant(tenant);
  perform pg_advisory_xact_lock(hashtextextended('insight jobs ' || tenant, 0));
  perform widget_private.lock_insights(tenant);
  perform widget_private.write_waiting(tenant, 50);
  -- A job finds every event either counted or put aside.
  while widget_private.count_uncounted(array[tenant], 2000) > 0 loop
  end loop;
end
$$;
revoke all on function widget_private.begin_insight_job(uuid) from public, anon, authenticated, service_role;
