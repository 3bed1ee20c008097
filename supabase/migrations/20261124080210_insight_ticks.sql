-- Who is told of changed totals, and how often.

-- When a tenant was last told its totals, and for which widgets they have changed since: widget id -> local day.
-- Never granted to anybody, so without row security.
create table if not exists widget_private.insight_ticks (
  tenant_id uuid primary key,
  sent_at timestamptz not null default '-infinity',
  due jsonb not null default '{}',
  -- Until when somebody looks; nobody else is told.
  watched_until timestamptz not null default '-infinity'
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
      select jsonb_build_object('lastViewAt', widget_private.iso(max(seen.last_view_at)))
      from public.widget_analytics_daily seen
      where seen.tenant_id = tenant and seen.widget_id = widget and seen.dimension = 'total'
      having max(seen.last_view_at) is not null
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

-- Tells a tenant its totals at most once a second, whichever process wrote them: at once after a quiet second, else
-- the totals are due and flush_due_ticks sends them. The row of the tenant is the lock.
create or replace function widget_private.tick_insights(tenant uuid, widget uuid, day date) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  state record;
begin
  insert into widget_private.insight_ticks as t (tenant_id, due)
  values (tenant, jsonb_build_object(widget, day))
  on conflict (tenant_id) do update
    -- An event of yesterday that comes late must not push today's totals out. As jsonb writes a day, whatever the format
    -- that the database is set to.
    set due = t.due || jsonb_build_object(widget, greatest(t.due ->> widget::text, to_char(day, 'YYYY-MM-DD')))
  returning t.sent_at, t.due into state;
  if state.sent_at <= clock_timestamp() - interval '1 second' then
    update widget_private.insight_ticks t set sent_at = clock_timestamp(), due = '{}' where t.tenant_id = tenant;
    perform widget_private.send_ticks(tenant, state.due);
  end if;
end
$$;
revoke all on function widget_private.tick_insights(uuid, uuid, date) from public, anon, authenticated, service_role;

-- Counts what was put aside, and sends the totals that became due; the API calls it every second, and any number of
-- processes may. Returns how many tenants were told.
create or replace function widget_private.flush_due_ticks() returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  state record;
  told integer := 0;
begin
  perform widget_private.write_waiting(null, 100);
  for state in
    select t.tenant_id, t.due
    from widget_private.insight_ticks t
    where t.due <> '{}' and t.sent_at <= clock_timestamp() - interval '1 second'
    order by t.tenant_id
    -- So many fit well into the time that a call has; the next call, a second later, goes on.
    limit 1000
    for update skip locked
  loop
    update widget_private.insight_ticks t
    set sent_at = clock_timestamp(), due = '{}'
    where t.tenant_id = state.tenant_id;
    perform widget_private.send_ticks(state.tenant_id, state.due);
    told := told + 1;
  end loop;
  return told;
end
$$;
revoke all on function widget_private.flush_due_ticks() from public, anon, authenticated, service_role;
grant execute on function widget_private.flush_due_ticks() to blunari_api;
