-- Who is told of changed totals, and how often.

-- When a tenant that looks was last told its totals, and for which widgets they have changed since: widget id -> local day.
-- Never granted to anybody, so without row security.
create table if not exists widget_private.insight_ticks (
  tenant_id uuid primary key,
  sent_at timestamptz not null default '-infinity',
  due jsonb not null default '{}',
  -- Until when somebody looks; nobody else is told.
  watched_until timestamptz
);
do $$
begin
  if to_regclass('widget_private.insight_ticks_due_idx') is null then
    create index insight_ticks_due_idx on widget_private.insight_ticks (sent_at) where due <> '{}';
  end if;
end
$$;
revoke all on widget_private.insight_ticks from public, anon, authenticated, service_role;

-- The shape is widgetTotalsSchema of packages/schema, with the moment of the write.
create or replace function widget_private.totals_message(tenant uuid, widget uuid, day date) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'id', d.widget_id, 'version', d.version, 'localDate', d.local_date, 'views', d.views,
    'interactions', d.interactions, 'conversions', d.conversions, 'sessions', d.sessions,
    'convertedSessions', d.converted_sessions, 'committedAt', widget_private.iso(clock_timestamp())
  ) || coalesce(
    (
      -- The newest day with views knows it: reading all of them would take longer with every day that is kept.
      select jsonb_build_object('lastViewAt', widget_private.iso(seen.last_view_at))
      from public.widget_analytics_daily seen
      where seen.tenant_id = tenant and seen.widget_id = widget and seen.dimension = 'total'
        and seen.last_view_at is not null
      order by seen.local_date desc
      limit 1
    ),
    '{}'
  )
  from public.widget_analytics_daily d
  where d.tenant_id = tenant and d.widget_id = widget and d.local_date = day and d.dimension = 'total'
$$;
revoke all on function widget_private.totals_message(uuid, uuid, date) from public, anon, authenticated, service_role;

create or replace function widget_private.send_ticks(tenant uuid, due jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed record;
  message jsonb;
begin
  for changed in select key, value from jsonb_each_text(due) order by key loop
    message := widget_private.totals_message(tenant, changed.key::uuid, changed.value::date);
    if message is not null then
      perform realtime.send(message, 'insights.tick', 'tenant:' || tenant, true);
    end if;
  end loop;
end
$$;
revoke all on function widget_private.send_ticks(uuid, jsonb) from public, anon, authenticated, service_role;

-- Tells tenants their totals at most once a second, whichever process wrote them: at once after a quiet second, else the
-- totals are due and flush_due_ticks sends them. Whoever does not look is told nothing, and costs nothing. The caller holds
-- lock_insights of each.
create or replace function widget_private.tick_insights(counts widget_private.insight_count[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  watched record;
  due_now jsonb;
begin
  for watched in
    select t.tenant_id, t.due, t.sent_at <= clock_timestamp() - interval '1 second' as is_quiet
    from widget_private.insight_ticks t
    where t.tenant_id in (select c.tenant from unnest(counts) as c) and t.watched_until > clock_timestamp()
    order by t.tenant_id
    for update
  loop
    -- An event of yesterday that comes late must not push today's totals out. Days as jsonb writes them, whatever the format
    -- that the database is set to.
    select jsonb_object_agg(news.widget, news.day) into due_now
    from (
      select widget, max(day) as day
      from (
        select c.widget::text, c.day from unnest(counts) as c where c.tenant = watched.tenant_id
        union all
        select d.key, d.value::date from jsonb_each_text(watched.due) as d
      ) as days
      group by widget
    ) as news;
    update widget_private.insight_ticks t
    set due = case when watched.is_quiet then '{}' else due_now end,
      sent_at = case when watched.is_quiet then clock_timestamp() else t.sent_at end
    where t.tenant_id = watched.tenant_id;
    if watched.is_quiet then
      perform widget_private.send_ticks(watched.tenant_id, due_now);
    end if;
  end loop;
end
$$;
revoke all on function widget_private.tick_insights(widget_private.insight_count[])
  from public, anon, authenticated, service_role;

-- Counts what was put aside, and sends the totals that became due; the API calls it several times a second, and any
-- number of processes may. Returns how many tenants were told.
create or replace function widget_private.flush_due_ticks() returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  state record;
  told integer := 0;
begin
  perform widget_private.write_waiting(null, 100);
  for state in
    select t.tenant_id, t.due, t.watched_until > clock_timestamp() as is_watched
    from widget_private.insight_ticks t
    where t.due <> '{}' and t.sent_at <= clock_timestamp() - interval '1 second'
    order by t.tenant_id
    -- So many fit well into the time that a call has; the next call goes on.
    limit 1000
    for update skip locked
  loop
    update widget_private.insight_ticks t
    set sent_at = clock_timestamp(), due = '{}'
    where t.tenant_id = state.tenant_id;
    if state.is_watched then
      perform widget_private.send_ticks(state.tenant_id, state.due);
      told := told + 1;
    end if;
  end loop;
  return told;
end
$$;
revoke all on function widget_private.flush_due_ticks() from public, anon, authenticated, service_role;
grant execute on function widget_private.flush_due_ticks() to blunari_api;

-- Somebody looks at a restaurant's totals for the next 90 seconds, and is told them as they change. Who asks for them after
-- this has answered misses nothing: whoever writes at this moment has committed by then. Answers until when.
create or replace function widget_private.watch_insights(tenant uuid) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  until timestamptz := clock_timestamp() + interval '90 seconds';
begin
  if (tenant = any (array(select widget_private.my_tenants('viewer')))) is not true
    or not widget_private.keep_tenant(tenant)
  then
    raise exception 'This does not exist, or it is not yours.' using errcode = 'WB005';
  end if;
  perform widget_private.lock_insights(tenant);
  insert into widget_private.insight_ticks as t (tenant_id, watched_until) values (tenant, until)
  on conflict (tenant_id) do update set watched_until = excluded.watched_until;
  return until;
end
$$;
revoke all on function widget_private.watch_insights(uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.watch_insights(uuid) to authenticated;
