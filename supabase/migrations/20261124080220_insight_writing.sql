-- How events get in: a visitor's batch, and the conversion of a booking or request.

-- As much of a visitor's address as the restaurant keeps: its network, unless its settings (`privacy`) say all or nothing.
-- Here and nowhere else it is shortened, also before a visit is put aside. An IPv4 address written as one of IPv6 has the
-- network of the former.
create or replace function widget_private.kept_ip(privacy text, ip inet) returns inet
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  plain inet := case when ip << '::ffff:0.0.0.0/96' then replace(host(ip), '::ffff:', '')::inet else ip end;
begin
  return case privacy
    when 'full' then plain
    when 'none' then null
    else network(set_masklen(plain, least(masklen(plain), case family(plain) when 4 then 24 else 48 end)))::inet
  end;
end
$$;
revoke all on function widget_private.kept_ip(text, inet) from public, anon, authenticated, service_role;

-- Stores the events of some batches, and notes those that are new for count_uncounted. `batches`: [{events: [{id, type, at,
-- localDate, sessionId, metadata}], visit: {ip, userAgent, referrer, pageUrl}}], as unsound_batches lets them pass; tenants[n]
-- and widgets[n] are those of the nth, null for one that is not to be written. Rows go in the order of their keys: unordered,
-- writers who send the same ids deadlock.
create or replace function widget_private.store_insights(batches jsonb, tenants uuid[], widgets uuid[])
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  with visits as materialized (
    select
      b.place, tenants[b.place] as tenant, widgets[b.place] as widget, b.batch -> 'events' as events,
      left(b.batch #>> '{visit,userAgent}', 400) as browser,
      nullif(left(b.batch #>> '{visit,referrer}', 2000), '') as came_from,
      nullif(left(b.batch #>> '{visit,pageUrl}', 2000), '') as page,
      widget_private.kept_ip(s.ip_privacy, nullif(b.batch #>> '{visit,ip}', '')::inet) as visitor_ip
    from jsonb_array_elements(batches) with ordinality as b (batch, place)
    left join public.widget_settings s on s.tenant_id = tenants[b.place]
    where tenants[b.place] is not null
  ), input as materialized (
    -- Batches that repeat an id must count it once.
    select distinct on (e.id)
      e.id, v.place, v.tenant, v.widget, e.type, e.at, e."localDate" as local_date, e."sessionId" as session_id,
      coalesce(e.metadata, '{}') as metadata
    from visits v
    cross join lateral jsonb_to_recordset(v.events)
      as e (id uuid, type text, at timestamptz, "localDate" date, "sessionId" uuid, metadata jsonb)
    order by e.id, v.place
  ), stored as (
    insert into public.widget_analytics as a
      (id, widget_id, tenant_id, event_type, "timestamp", metadata, session_id, user_agent, ip_address, referrer, page_url)
    select
      i.id, i.widget, i.tenant, i.type, i.at, i.metadata, i.session_id, v.browser, v.visitor_ip, v.came_from, v.page
    from input i join visits v using (place)
    order by i.id
    on conflict (id) do nothing
    returning a.id
  )
  insert into widget_private.uncounted_visits (tenant_id, local_date, events)
  select i.tenant, i.local_date, array_agg(i.id)
  from input i
  -- By a hash of the ids: how many there are is not known to the planner, which would go through all for each.
  where (i.id in (select s.id from stored s)) is true
  group by i.tenant, i.local_date;
end
$$;
revoke all on function widget_private.store_insights(jsonb, uuid[], uuid[]) from public, anon, authenticated, service_role;

-- Stores as above, and counts in the same transaction, with what waited of these restaurants; and counts what was dropped.
create or replace function widget_private.write_insights(batches jsonb, tenants uuid[], widgets uuid[])
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  restaurants uuid[] := array(select distinct t from unnest(tenants) as t where t is not null order by t);
begin
  perform widget_private.store_insights(batches, tenants, widgets);
  -- Only now, so that the next writers of these restaurants wait for no more than they must.
  perform widget_private.lock_insights(t) from unnest(restaurants) as t;
  perform widget_private.count_uncounted(restaurants, 2000);
  perform widget_private.count_dropped(batches, tenants, widgets);
end
$$;
revoke all on function widget_private.write_insights(jsonb, uuid[], uuid[]) from public, anon, authenticated, service_role;

-- How a session came to the widget; null where that is not known.
create or replace function widget_private.entry_of(tenant uuid, widget uuid, session uuid) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select nullif(s.traits[array_position(widget_private.insight_dimensions(), 'entry') - 1], '')
  from widget_private.insight_sessions s
  where s.tenant_id = tenant and s.widget_id = widget and s.session_id = session
$$;
revoke all on function widget_private.entry_of(uuid, uuid, uuid) from public, anon, authenticated, service_role;

-- The conversion of a booking or request: written in its transaction, at the server's time, on the restaurant's day, with the
-- entry that its session came by, as far as that is known by now.
create or replace function widget_private.record_conversion(
  tenant uuid, widget uuid, session uuid, today date, metadata jsonb, visit jsonb
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (today between ((now() at time zone 'UTC') - interval '14 hours')::date
    and ((now() at time zone 'UTC') + interval '14 hours')::date) is not true
  then
    raise exception 'The restaurant''s day is not today.' using errcode = 'WB006';
  end if;
  if jsonb_typeof(coalesce(visit, '{}')) <> 'object' then
    raise exception 'A visit is an object.' using errcode = 'WB006';
  end if;
  perform widget_private.address_of(visit -> 'ip');
  -- Where the tables were removed in an emergency, a booking still counts as a booking.
  if to_regclass('public.widget_analytics') is null then
    return;
  end if;
  perform widget_private.take_insights(
    jsonb_build_array(jsonb_build_object(
      'visit', coalesce(visit, '{}'), 'events', jsonb_build_array(jsonb_build_object(
        'id', gen_random_uuid(), 'type', 'conversion', 'at', now(), 'localDate', today, 'sessionId', session,
        'metadata', jsonb_strip_nulls(metadata || jsonb_build_object('entry', widget_private.entry_of(tenant, widget, session)))
      ))
    )),
    array[tenant], array[widget], false
  );
end
$$;
revoke all on function widget_private.record_conversion(uuid, uuid, uuid, date, jsonb, jsonb)
  from public, anon, authenticated, service_role;
