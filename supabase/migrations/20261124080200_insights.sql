-- What visitors do with a widget: raw events, and totals that are written in the same statement, so that dashboards
-- never scan the raw rows.

create table if not exists public.widget_analytics (
  id uuid primary key,
  widget_id uuid not null references public.widget_configurations (id) on delete cascade,
  -- Copied: row security without a join, and the key to shard by.
  tenant_id uuid not null,
  event_type text not null check (event_type in ('view', 'interaction', 'conversion')),
  "timestamp" timestamptz not null,
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object' and octet_length(metadata::text) <= 4096),
  session_id uuid,
  user_agent text check (char_length(user_agent) <= 400),
  ip_address inet,
  referrer text check (char_length(referrer) <= 2000),
  page_url text check (char_length(page_url) <= 2000)
);
do $$
begin
  if to_regclass('public.widget_analytics_tenant_idx') is null then
    create index widget_analytics_tenant_idx on public.widget_analytics (tenant_id, "timestamp");
  end if;
  if to_regclass('public.widget_analytics_widget_idx') is null then
    create index widget_analytics_widget_idx on public.widget_analytics (widget_id, "timestamp");
  end if;
end
$$;

-- Per quarter hour in UTC, because zones have offsets of :30 and :45.
create table if not exists public.widget_analytics_buckets (
  tenant_id uuid not null,
  widget_id uuid not null,
  bucket timestamptz not null,
  views integer not null default 0,
  interactions integer not null default 0,
  conversions integer not null default 0,
  primary key (tenant_id, widget_id, bucket)
);

-- Grows with every change of any totals: a reader that sees a smaller number than it has may drop the message.
create sequence if not exists widget_private.insights_version;
revoke all on sequence widget_private.insights_version from public, anon, authenticated, service_role;

-- Per local day of the restaurant and one dimension at a time; dimension 'total' with value '' is the whole day.
create table if not exists public.widget_analytics_daily (
  tenant_id uuid not null,
  widget_id uuid not null,
  local_date date not null,
  dimension text not null default 'total' check (char_length(dimension) <= 32),
  value text not null default '' check (char_length(value) <= 2000),
  version bigint not null,
  views integer not null default 0,
  interactions integer not null default 0,
  conversions integer not null default 0,
  -- A session counts on the local day of its first event, and its conversion on that day too: converted / seen is the
  -- conversion rate.
  sessions integer not null default 0,
  converted_sessions integer not null default 0,
  last_view_at timestamptz,
  primary key (tenant_id, widget_id, local_date, dimension, value)
);

-- What a session has been counted for, on which day: the key is what keeps a second view of it from counting again.
-- Never granted to anybody, so without row security.
create table if not exists widget_private.insight_sessions (
  tenant_id uuid not null,
  widget_id uuid not null,
  session_id uuid not null,
  outcome text not null check (outcome in ('seen', 'converted')),
  local_date date not null,
  primary key (tenant_id, widget_id, session_id, outcome)
);
revoke all on widget_private.insight_sessions from public, anon, authenticated, service_role;

-- When a tenant was last told its totals, and for which widgets they have changed since: widget id -> local day.
-- Never granted to anybody, so without row security.
create table if not exists widget_private.insight_ticks (
  tenant_id uuid primary key,
  sent_at timestamptz not null default '-infinity',
  due jsonb not null default '{}'
);
do $$
begin
  if to_regclass('widget_private.insight_ticks_due_idx') is null then
    create index insight_ticks_due_idx on widget_private.insight_ticks (sent_at) where due <> '{}';
  end if;
end
$$;
revoke all on widget_private.insight_ticks from public, anon, authenticated, service_role;

do $$
declare
  made text;
begin
  -- Locks the table against everyone even when it is on already.
  foreach made in array array['widget_analytics', 'widget_analytics_buckets', 'widget_analytics_daily'] loop
    if not (select relrowsecurity from pg_catalog.pg_class where oid = format('public.%I', made)::regclass) then
      execute format('alter table public.%I enable row level security', made);
    end if;
  end loop;
end
$$;
revoke all on public.widget_analytics, public.widget_analytics_buckets, public.widget_analytics_daily
  from public, anon, authenticated, service_role;
grant select on public.widget_analytics, public.widget_analytics_buckets, public.widget_analytics_daily
  to authenticated, service_role;

do $$
declare
  wanted text;
begin
  foreach wanted in array array['widget_analytics', 'widget_analytics_buckets', 'widget_analytics_daily'] loop
    if not exists (
      select from pg_catalog.pg_policies p
      where p.schemaname = 'public' and p.tablename = wanted and p.policyname = 'members_read'
    ) then
      execute format(
        'create policy members_read on public.%I for select to authenticated '
        'using (tenant_id = any (array(select widget_private.my_tenants(''viewer''))))',
        wanted
      );
    end if;
  end loop;
end
$$;

-- The shape is widgetTotalsSchema of packages/schema, with the moment of the write.
create or replace function widget_private.totals_message(tenant uuid, widget uuid, day date) returns jsonb
language sql stable set search_path = '' as $$
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
language plpgsql security definer set search_path = '' as $$
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
language plpgsql security definer set search_path = '' as $$
declare
  state record;
begin
  insert into widget_private.insight_ticks as t (tenant_id, due)
  values (tenant, jsonb_build_object(widget, day))
  on conflict (tenant_id) do update
    -- An event of yesterday that comes late must not push today's totals out.
    set due = t.due || jsonb_build_object(widget, greatest(t.due ->> widget::text, day::text))
  returning t.sent_at, t.due into state;
  if state.sent_at <= clock_timestamp() - interval '1 second' then
    update widget_private.insight_ticks t set sent_at = clock_timestamp(), due = '{}' where t.tenant_id = tenant;
    perform widget_private.send_ticks(tenant, state.due);
  end if;
end
$$;
revoke all on function widget_private.tick_insights(uuid, uuid, date) from public, anon, authenticated, service_role;

-- Sends the totals that became due; the API calls it every second, and any number of processes may. Returns how many
-- tenants were told.
create or replace function widget_private.flush_due_ticks() returns integer
language plpgsql security definer set search_path = '' as $$
declare
  state record;
  told integer := 0;
begin
  for state in
    select t.tenant_id, t.due
    from widget_private.insight_ticks t
    where t.due <> '{}' and t.sent_at <= clock_timestamp() - interval '1 second'
    order by t.tenant_id
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

-- Stores events and counts those that are new. Every branch goes by its key: unordered, writers of one widget deadlock.
-- `events`: [{id, type, at, localDate, sessionId, metadata}]; `visit`: {ip, userAgent, referrer, pageUrl}.
create or replace function widget_private.write_insights(tenant uuid, widget uuid, events jsonb, visit jsonb)
returns void language plpgsql security definer set search_path = '' as $$
declare
  privacy text;
  visitor_ip inet := nullif(visit ->> 'ip', '')::inet;
  changed_day date;
begin
  select s.ip_privacy into privacy from public.widget_settings s where s.tenant_id = tenant;
  visitor_ip := case privacy
    when 'full' then visitor_ip
    when 'none' then null
    else network(set_masklen(visitor_ip, case family(visitor_ip) when 4 then 24 else 48 end))::inet
  end;
  with input as materialized (
    -- A batch that repeats an id must count it once.
    select distinct on (e.id) e.id, e.type, e.at, e."localDate" as local_date, e."sessionId" as session_id, e.metadata
    from jsonb_to_recordset(events)
      as e (id uuid, type text, at timestamptz, "localDate" date, "sessionId" uuid, metadata jsonb)
    order by e.id
  ), stored as (
    insert into public.widget_analytics as a
      (id, widget_id, tenant_id, event_type, "timestamp", metadata, session_id, user_agent, ip_address, referrer, page_url)
    select
      i.id, widget, tenant, i.type, i.at, coalesce(i.metadata, '{}'), i.session_id, left(visit ->> 'userAgent', 400),
      visitor_ip, nullif(left(visit ->> 'referrer', 2000), ''), nullif(left(visit ->> 'pageUrl', 2000), '')
    from input i
    order by i.id
    on conflict (id) do nothing
    returning a.id
  ), fresh as materialized (
    select i.* from input i where i.id in (select s.id from stored s)
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
  ), counted as (
    insert into widget_private.insight_sessions as s (tenant_id, widget_id, session_id, outcome, local_date)
    select distinct on (f.session_id, o.outcome)
      tenant, widget, f.session_id, o.outcome,
      coalesce(
        (
          select known.local_date from widget_private.insight_sessions known
          where known.tenant_id = tenant and known.widget_id = widget and known.session_id = f.session_id
            and known.outcome = 'seen'
        ),
        min(f.local_date) over (partition by f.session_id)
      )
    from fresh f
    -- Who converts has seen the widget, even where the word of it was lost on the way.
    join (values ('view', 'seen'), ('conversion', 'seen'), ('conversion', 'converted')) as o (type, outcome)
      on o.type = f.type
    where f.session_id is not null
    order by f.session_id, o.outcome
    on conflict (tenant_id, widget_id, session_id, outcome) do nothing
    returning s.local_date, s.outcome
  ), changes as (
    select f.local_date, f.type as kind, f.at from fresh f
    union all
    select c.local_date, c.outcome, null from counted c
  ), daily as (
    insert into public.widget_analytics_daily as d (
      tenant_id, widget_id, local_date, version, views, interactions, conversions, sessions, converted_sessions,
      last_view_at
    )
    select
      tenant, widget, c.local_date, nextval('widget_private.insights_version'), count(*) filter (where c.kind = 'view'),
      count(*) filter (where c.kind = 'interaction'), count(*) filter (where c.kind = 'conversion'),
      count(*) filter (where c.kind = 'seen'), count(*) filter (where c.kind = 'converted'),
      max(c.at) filter (where c.kind = 'view')
    from changes c
    group by c.local_date
    order by c.local_date
    on conflict (tenant_id, widget_id, local_date, dimension, value) do update set
      -- Taken again here, under the row's lock, so that later totals carry the larger number.
      version = nextval('widget_private.insights_version'),
      views = d.views + excluded.views,
      interactions = d.interactions + excluded.interactions,
      conversions = d.conversions + excluded.conversions,
      sessions = d.sessions + excluded.sessions,
      converted_sessions = d.converted_sessions + excluded.converted_sessions,
      last_view_at = greatest(d.last_view_at, excluded.last_view_at)
    returning d.local_date
  )
  select max(y.local_date) into changed_day from daily y;
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
  select w.id, w.tenant_id, w.is_active into widget from public.widget_configurations w where w.public_key = key;
  if not found then
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
  from jsonb_to_recordset(batch -> 'events') as e (id uuid, type text, at timestamptz, "localDate" date, "sessionId" uuid)
  where (
    e.id is not null and e.type in ('view', 'interaction') and e."sessionId" is not null
    and e.at between clock_timestamp() - interval '48 hours 5 minutes' and clock_timestamp() + interval '6 minutes'
    -- No zone is further than 14 hours from UTC.
    and e."localDate" between (e.at at time zone 'UTC' - interval '14 hours')::date
      and (e.at at time zone 'UTC' + interval '14 hours')::date
  ) is not true
  limit 1;
  if found then
    raise exception 'Event % cannot be stored.', wrong using errcode = 'WB006';
  end if;
  perform widget_private.write_insights(widget.tenant_id, widget.id, batch -> 'events', coalesce(batch -> 'visit', '{}'));
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
  perform widget_private.write_insights(
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
