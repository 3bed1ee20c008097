-- How events get in: a visitor's batch, and the conversion of a booking or request.

-- As much of a visitor's address as the restaurant keeps: its network, unless its settings say all or nothing. Here and
-- nowhere else it is shortened, also before a visit is put aside. An IPv4 address written as one of IPv6 has the network
-- of the former.
create or replace function widget_private.kept_ip(tenant uuid, ip inet) returns inet
language sql stable set search_path = '' as $$
  select case (select s.ip_privacy from public.widget_settings s where s.tenant_id = tenant)
    when 'full' then plain.ip
    when 'none' then null
    else network(set_masklen(plain.ip, least(masklen(plain.ip), case family(plain.ip) when 4 then 24 else 48 end)))::inet
  end
  from (
    select case when kept_ip.ip << '::ffff:0.0.0.0/96' then replace(host(kept_ip.ip), '::ffff:', '')::inet else kept_ip.ip end
  ) as plain (ip)
$$;
revoke all on function widget_private.kept_ip(uuid, inet) from public, anon, authenticated, service_role;

-- Stores events and counts those that are new. Every branch goes by its key: unordered, writers who send the same ids
-- deadlock. `events`: [{id, type, at, localDate, sessionId, metadata}]; `visit`: {ip, userAgent, referrer, pageUrl}.
create or replace function widget_private.write_insights(tenant uuid, widget uuid, events jsonb, visit jsonb)
returns void language plpgsql security definer set search_path = '' as $$
declare
  browser text := left(visit ->> 'userAgent', 400);
  came_from text := nullif(left(visit ->> 'referrer', 2000), '');
  page text := nullif(left(visit ->> 'pageUrl', 2000), '');
  -- Out of what is stored, so that counting again comes to the same.
  traits_of_visit text[] := widget_private.visit_traits(page, came_from, browser);
  visitor_ip inet := widget_private.kept_ip(tenant, nullif(visit ->> 'ip', '')::inet);
  changes jsonb;
  changed_day date;
begin
  perform widget_private.lock_insights(tenant);
  with input as materialized (
    -- A batch that repeats an id must count it once.
    select distinct on (e.id)
      e.id, e.type, e.at, e."localDate" as local_date, e."sessionId" as session_id, coalesce(e.metadata, '{}') as metadata
    from jsonb_to_recordset(events)
      as e (id uuid, type text, at timestamptz, "localDate" date, "sessionId" uuid, metadata jsonb)
    order by e.id
  ), stored as (
    insert into public.widget_analytics as a
      (id, widget_id, tenant_id, event_type, "timestamp", metadata, session_id, user_agent, ip_address, referrer, page_url)
    select i.id, widget, tenant, i.type, i.at, i.metadata, i.session_id, browser, visitor_ip, came_from, page
    from input i
    order by i.id
    on conflict (id) do nothing
    returning a.id
  ), fresh as materialized (
    select i.*, traits_of_visit || widget_private.event_traits(i.metadata) as traits
    from input i
    where i.id in (select s.id from stored s)
  ), bucketed as (
    insert into public.widget_analytics_buckets as b (tenant_id, widget_id, bucket, views, interactions, conversions)
    select
      tenant, widget, date_bin('15 minutes', f.at, '2000-01-01Z') as bucket, count(*) filter (where f.type = 'view'),
      count(*) filter (where f.type = 'interaction'), count(*) filter (where f.type = 'conversion')
    from fresh f
    group by 3
    order by 3
    on conflict (tenant_id, widget_id, bucket) do update set
      views = b.views + excluded.views,
      interactions = b.interactions + excluded.interactions,
      conversions = b.conversions + excluded.conversions
  ), begun as materialized (
    -- Who converts has seen the widget, even where the word of it was lost on the way.
    select distinct on (f.session_id)
      f.session_id, f.at, f.id, f.local_date, f.traits,
      bool_or(f.type = 'conversion') over (partition by f.session_id) as converted
    from fresh f
    where f.session_id is not null and f.type <> 'interaction'
    order by f.session_id, f.at, f.id
  ), known as materialized (
    select s.*
    from widget_private.insight_sessions s
    where s.tenant_id = tenant and s.widget_id = widget and s.session_id in (select b.session_id from begun b)
  ), moved as materialized (
    select
      b.session_id, w.first_at, w.first_id, w.local_date, w.traits, b.converted or coalesce(k.converted, false) as converted
    from begun b
    left join known k using (session_id)
    cross join lateral (
      select b.at as first_at, b.id as first_id, b.local_date, b.traits
      where k.session_id is null or (b.at, b.id) < (k.first_at, k.first_id)
      union all
      select k.first_at, k.first_id, k.local_date, k.traits
      where (k.first_at, k.first_id) < (b.at, b.id) and b.converted and not k.converted
    ) as w
  ), kept as (
    insert into widget_private.insight_sessions as s
      (tenant_id, widget_id, session_id, first_at, first_id, local_date, traits, converted)
    select tenant, widget, m.session_id, m.first_at, m.first_id, m.local_date, m.traits, m.converted
    from moved m
    order by m.session_id
    on conflict (tenant_id, widget_id, session_id) do update set
      first_at = excluded.first_at,
      first_id = excluded.first_id,
      local_date = excluded.local_date,
      traits = excluded.traits,
      converted = excluded.converted
  ), counts as (
    select
      f.local_date, f.traits, (f.type = 'view')::integer as views, (f.type = 'interaction')::integer as interactions,
      (f.type = 'conversion')::integer as conversions, 0 as sessions, 0 as converted,
      case f.type when 'view' then f.at end as view_at
    from fresh f
    union all
    select m.local_date, m.traits, 0, 0, 0, 1, m.converted::integer, null from moved m
    union all
    select k.local_date, k.traits, 0, 0, 0, -1, -k.converted::integer, null from known k join moved m using (session_id)
  )
  select jsonb_agg(jsonb_build_object(
    'widget', widget, 'day', sums.local_date, 'traits', sums.traits, 'views', sums.views, 'interactions', sums.interactions,
    'conversions', sums.conversions, 'sessions', sums.sessions, 'converted', sums.converted, 'lastViewAt', sums.last_view_at
  )) into changes
  from (
    select
      c.local_date, c.traits, sum(c.views) as views, sum(c.interactions) as interactions,
      sum(c.conversions) as conversions, sum(c.sessions) as sessions, sum(c.converted) as converted,
      max(c.view_at) as last_view_at
    from counts c
    group by c.local_date, c.traits
  ) as sums;
  changed_day := widget_private.count_days(tenant, changes);
  if changed_day is not null then
    perform widget_private.tick_insights(tenant, widget, changed_day);
  end if;
end
$$;
revoke all on function widget_private.write_insights(uuid, uuid, jsonb, jsonb)
  from public, anon, authenticated, service_role;

-- A visitor's batch. It answers nothing, so an id that is known, here or at another restaurant, looks like a new one.
-- What the caller must have checked is checked again; conversions are never taken from outside.
create or replace function widget_private.record_events(key text, batch jsonb) returns void
language plpgsql security definer set search_path = '' as $$
declare
  widget record;
  wrong text;
begin
  perform widget_private.lock_visits();
  select w.id, w.tenant_id, w.is_active into widget from public.widget_configurations w where w.public_key = key;
  if not found or not widget_private.keep_tenant(widget.tenant_id) then
    raise exception 'There is no such widget.' using errcode = 'WB005';
  end if;
  if not widget.is_active then
    raise exception 'This widget is not active.' using errcode = 'WB002';
  end if;
  if jsonb_typeof(batch -> 'events') is distinct from 'array' or jsonb_array_length(batch -> 'events') not between 1 and 50
  then
    raise exception 'A batch holds 1 to 50 events.' using errcode = 'WB006';
  end if;
  select e.id::text into wrong
  from jsonb_to_recordset(batch -> 'events')
    as e (id uuid, type text, at timestamptz, "localDate" date, "sessionId" uuid, metadata jsonb)
  where (
    e.id is not null and e.type in ('view', 'interaction') and e."sessionId" is not null
    and e.at between clock_timestamp() - interval '48 hours 5 minutes' and clock_timestamp() + interval '6 minutes'
    -- No zone is further than 14 hours from UTC.
    and e."localDate" between (e.at at time zone 'UTC' - interval '14 hours')::date
      and (e.at at time zone 'UTC' + interval '14 hours')::date
    and (e.metadata is null or jsonb_typeof(e.metadata) = 'object' and octet_length(e.metadata::text) <= 4096)
  ) is not true
  limit 1;
  if found then
    raise exception 'Event % cannot be stored.', wrong using errcode = 'WB006';
  end if;
  perform widget_private.take_insights(widget.tenant_id, widget.id, batch -> 'events', coalesce(batch -> 'visit', '{}'));
end
$$;
revoke all on function widget_private.record_events(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.record_events(text, jsonb) to blunari_api;

-- The conversion of a booking or request: written in its transaction, at the server's time, on the restaurant's day.
create or replace function widget_private.record_conversion(
  tenant uuid, widget uuid, session uuid, today date, metadata jsonb, visit jsonb
) returns void language plpgsql security definer set search_path = '' as $$
begin
  if (today between ((now() at time zone 'UTC') - interval '14 hours')::date
    and ((now() at time zone 'UTC') + interval '14 hours')::date) is not true
  then
    raise exception 'The restaurant''s day is not today.' using errcode = 'WB006';
  end if;
  -- Where the tables were removed in an emergency, a booking still counts as a booking.
  if to_regclass('public.widget_analytics') is null then
    return;
  end if;
  perform widget_private.take_insights(
    tenant, widget,
    jsonb_build_array(jsonb_build_object(
      'id', gen_random_uuid(), 'type', 'conversion', 'at', now(), 'localDate', today, 'sessionId', session,
      'metadata', metadata
    )),
    coalesce(visit, '{}')
  );
end
$$;
revoke all on function widget_private.record_conversion(uuid, uuid, uuid, date, jsonb, jsonb)
  from public, anon, authenticated, service_role;
