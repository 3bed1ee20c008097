-- What visitors do with a widget: raw events, and totals that are written with them or a moment later, so that dashboards
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
  -- For the foreign key too.
  if to_regclass('public.widget_analytics_session_idx') is null then
    create index widget_analytics_session_idx on public.widget_analytics (widget_id, session_id);
  end if;
end
$$;

-- Whoever will write visits takes the table first, before any other table, row or lock of the restaurant. An emergency
-- drops it first too, and then the widgets that it refers to: a visitor who held these and asked for it later would wait
-- for the drop, and the drop for them. False where the table was removed.
create or replace function widget_private.lock_visits() returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  if to_regclass('public.widget_analytics') is null then
    return false;
  end if;
  lock table public.widget_analytics in row exclusive mode;
  return true;
exception
  -- Removed while this waited for the lock.
  when undefined_table then return false;
end
$$;
revoke all on function widget_private.lock_visits() from public, anon, authenticated, service_role;

-- Whoever adds or removes restaurants comes from tenants to the widgets' tables, and an emergency that drops these comes to
-- tenants last, for the links. So they ask for the tables before any row, and give up after 400 ms (55P03) rather than wait
-- in a circle: Postgres would break off either of the two after a second.
create or replace function widget_private.give_way() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '400ms' as $$
begin
  -- A new restaurant has no visits, and need not wait for who has these for themselves.
  if tg_op = 'DELETE' and to_regclass('public.widget_analytics') is not null then
    lock table public.widget_analytics in access share mode;
  end if;
  perform widget_private.lock_widgets();
  return null;
exception
  -- Removed while this waited for the lock.
  when undefined_table then return null;
end
$$;
revoke all on function widget_private.give_way() from public, anon, authenticated, service_role;

-- Per quarter hour in UTC, because zones have offsets of :30 and :45; the four of an hour are one row, which begins with the
-- hour, so that a year of hours is read in a quarter of the time. Rows that are changed all day long get room to be changed
-- in place, here and below.
create table if not exists public.widget_analytics_buckets (
  tenant_id uuid not null,
  widget_id uuid not null,
  bucket timestamptz not null,
  views_00 integer not null default 0,
  views_15 integer not null default 0,
  views_30 integer not null default 0,
  views_45 integer not null default 0,
  interactions_00 integer not null default 0,
  interactions_15 integer not null default 0,
  interactions_30 integer not null default 0,
  interactions_45 integer not null default 0,
  conversions_00 integer not null default 0,
  conversions_15 integer not null default 0,
  conversions_30 integer not null default 0,
  conversions_45 integer not null default 0,
  primary key (tenant_id, widget_id, bucket)
) with (fillfactor = 70);

-- Grows with every change of any totals: a reader that sees a smaller number than it has may drop the message.
create sequence if not exists widget_private.insights_version;
revoke all on sequence widget_private.insights_version from public, anon, authenticated, service_role;

-- Per local day of the restaurant and one dimension at a time; dimension 'total' with value '' is the whole day. Of the others
-- of insight_dimensions, known values have rows: what is missing to the whole day counts as '', the unknown one, which has
-- none. Three more are of a part: 'funnel', a step with the sessions that reached it, 'turned_away', 'any' with the sessions
-- that saw no time for something they wanted, and 'lead', how many days ahead conversions were for. Only whole days are told
-- to dashboards: the others have version 0 and no last view.
create table if not exists public.widget_analytics_daily (
  tenant_id uuid not null,
  widget_id uuid not null,
  local_date date not null,
  dimension text not null default 'total' check (char_length(dimension) <= 32),
  value text not null default '' check (char_length(value) <= 200),
  version bigint not null,
  views integer not null default 0,
  interactions integer not null default 0,
  conversions integer not null default 0,
  -- A session counts on the local day and under the values of its first event, and its conversion there too: converted /
  -- seen is the conversion rate.
  sessions integer not null default 0,
  converted_sessions integer not null default 0,
  -- Of the conversions: guests of a booking or request, and a request's estimate in minor units of the currency that the
  -- restaurant had then.
  covers bigint not null default 0,
  value_minor bigint not null default 0,
  last_view_at timestamptz,
  -- The day first: what is changed all day lies side by side. Questions look up each of their days.
  primary key (tenant_id, widget_id, local_date, dimension, value)
) with (fillfactor = 70);

-- Where each session counts: at its first event, whichever arrives first. Never granted to anybody, so without row
-- security.
create table if not exists widget_private.insight_sessions (
  tenant_id uuid not null,
  widget_id uuid not null,
  session_id uuid not null,
  first_at timestamptz not null,
  first_id uuid not null,
  local_date date not null,
  -- That event's values of the dimensions, in the order of insight_dimensions.
  traits text[] not null,
  -- The steps it used, and what it wanted and saw no time for, as turned_away_of writes it: in order, the lowest 16 and 20.
  reached text[] not null default '{}',
  turned_away text[] not null default '{}',
  converted boolean not null,
  primary key (tenant_id, widget_id, session_id)
);
do $$
begin
  if to_regclass('widget_private.insight_sessions_first_idx') is null then
    create index insight_sessions_first_idx on widget_private.insight_sessions (tenant_id, first_at);
  end if;
end
$$;
revoke all on widget_private.insight_sessions from public, anon, authenticated, service_role;

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
        'using (tenant_id = any (array(select %s)))',
        wanted,
        -- Totals are for tokens too; raw events say too much for them.
        case wanted when 'widget_analytics' then 'widget_private.my_tenants(''viewer'')' else 'widget_private.insight_tenants()' end
      );
    end if;
  end loop;
end
$$;

-- From when on the raw events of a restaurant are all there. What was counted before stays as it is: it cannot be counted
-- again. No row: nothing was ever removed.
create table if not exists widget_private.insight_horizons (
  tenant_id uuid primary key,
  raw_since timestamptz not null
);
revoke all on widget_private.insight_horizons from public, anon, authenticated, service_role;

-- Totals without a single raw event: the table was removed in an emergency and is back, empty. In one transaction with it,
-- so that nothing has been written there yet.
insert into widget_private.insight_horizons as h (tenant_id, raw_since)
select distinct d.tenant_id, now()
from public.widget_analytics_daily d
where not exists (select from public.widget_analytics)
on conflict (tenant_id) do update set raw_since = greatest(h.raw_since, excluded.raw_since);

-- What was stored there and not counted yet is gone with it: an event that is sent again would count twice.
do $$
begin
  if to_regclass('widget_private.uncounted_visits') is not null then
    delete from widget_private.uncounted_visits where not exists (select from public.widget_analytics);
  end if;
end
$$;
