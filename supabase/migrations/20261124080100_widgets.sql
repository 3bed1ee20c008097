-- The widgets of a restaurant and what they share; every restaurant has one of each type.

create table if not exists public.widget_settings (
  tenant_id uuid primary key,
  version integer not null default 1,
  name text not null default '' check (char_length(name) <= 80),
  phone text not null default '' check (phone ~ '^(\+[1-9][0-9]{6,14})?$'),
  email text not null default '' check (char_length(email) <= 254),
  street text not null default '' check (char_length(street) <= 120),
  postcode text not null default '' check (char_length(postcode) <= 16),
  city text not null default '' check (char_length(city) <= 80),
  country text not null default '' check (country ~ '^([A-Z]{2})?$'),
  -- Empty until somebody chooses: no widget goes live before.
  time_zone text not null default '' check (char_length(time_zone) <= 64 and time_zone !~* '^utc[+-]'),
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  locales text[] not null default '{en}' check (
    octet_length(locales::text) <= 400 and array_position(locales, null) is null and cardinality(locales) between 1 and 8
  ),
  default_locale text not null default 'en' check (char_length(default_locale) <= 35),
  -- Empty: any page may embed the widgets.
  allowed_origins text[] not null default '{}' check (
    cardinality(allowed_origins) <= 20 and octet_length(allowed_origins::text) <= 8000
    and array_position(allowed_origins, null) is null
  ),
  ip_privacy text not null default 'truncate' check (ip_privacy in ('truncate', 'none', 'full')),
  -- When widgets may count visits; insightsConsents of packages/schema.
  insights text not null default 'always' check (insights in ('always', 'with-consent', 'never')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table if not exists public.widget_configurations (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  widget_type text not null check (widget_type in ('booking', 'catering')),
  config jsonb not null check (jsonb_typeof(config) = 'object' and octet_length(config::text) <= 524288),
  is_active boolean not null default false,
  version integer not null default 1 check (version >= 1),
  public_key text not null unique default widget_private.make_public_key()
    check (public_key ~ '^wk_[a-z0-9]{20}$'),
  publish_mode text not null default 'live' check (publish_mode in ('live', 'draft')),
  draft jsonb check (jsonb_typeof(draft) = 'object' and octet_length(draft::text) <= 524288),
  draft_base_version integer,
  -- Counts the changes of draft and publish mode, which make no new version of what visitors see.
  draft_version integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, widget_type)
);
do $$
begin
  if to_regclass('public.widget_configurations_changes_idx') is null then
    create index widget_configurations_changes_idx on public.widget_configurations (tenant_id, updated_at);
  end if;
end
$$;

-- What widget_private.add_widgets brings a widget back from, and what people look back at.
-- No foreign key to widget_configurations, here and in all tables but widget_analytics: dropping those two alone must
-- always be possible.
create table if not exists public.widget_config_versions (
  widget_id uuid not null,
  version integer not null,
  tenant_id uuid not null,
  config jsonb not null,
  patch jsonb not null,
  is_active boolean not null,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (widget_id, version)
);
do $$
begin
  if to_regclass('public.widget_config_versions_tenant_id_idx') is null then
    create index widget_config_versions_tenant_id_idx on public.widget_config_versions (tenant_id, changed_at);
  end if;
end
$$;

revoke all on public.widget_settings from public, anon, authenticated, service_role;
revoke all on public.widget_configurations from public, anon, authenticated, service_role;
revoke all on public.widget_config_versions from public, anon, authenticated, service_role;
grant select on public.widget_settings, public.widget_configurations, public.widget_config_versions to authenticated;
-- Column rights hold what nobody may change: id, tenant, key, version, times.
grant update (
  name, phone, email, street, postcode, city, country, time_zone, currency, locales, default_locale, allowed_origins,
  ip_privacy, insights
) on public.widget_settings to authenticated;
grant update (config, is_active, publish_mode, draft, draft_base_version)
  on public.widget_configurations to authenticated;
grant select, update on public.widget_settings, public.widget_configurations to service_role;
grant select on public.widget_config_versions to service_role;

do $$
declare
  wanted record;
begin
  perform widget_private.wall_off('{widget_settings,widget_configurations,widget_config_versions}', 'viewer');
  for wanted in
    select *
    from (values
      ('widget_settings', 'admins_update', 'admin'),
      ('widget_configurations', 'editors_update', 'editor')
    ) as policies (table_name, policy_name, least_role)
  loop
    -- CREATE POLICY locks the table against everyone, so only when it is absent.
    if not exists (
      select from pg_catalog.pg_policies p
      where p.schemaname = 'public' and p.tablename = wanted.table_name and p.policyname = wanted.policy_name
    ) then
      execute format(
        'create policy %1$I on public.%2$I for update to authenticated '
        'using (tenant_id = any (array(select widget_private.my_tenants(%3$L)))) '
        'with check (tenant_id = any (array(select widget_private.my_tenants(%3$L))))',
        wanted.policy_name, wanted.table_name, wanted.least_role
      );
    end if;
  end loop;
end
$$;

-- Every restaurant has its settings and one widget of each type, later ones by this trigger, which comes with the links
-- to tenants, last of all. Nearly all are new, and get the columns' own defaults without the search for what they had.
-- For each row: docs/decisions/0009.
create or replace function widget_private.add_tenant_defaults() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if to_regclass('public.widget_settings') is null or to_regclass('public.widget_configurations') is null
    or exists (select from widget_private.kept_widgets k where k.tenant_id = new.id)
  then
    perform widget_private.add_widgets(array[new.id]);
    return null;
  end if;
  insert into public.widget_settings (tenant_id, name)
  values (new.id, coalesce(left(new.name::text, 80), ''))
  on conflict (tenant_id) do nothing;
  insert into public.widget_configurations (tenant_id, widget_type, config)
  values
    (new.id, 'booking', widget_private.default_config('booking')),
    (new.id, 'catering', widget_private.default_config('catering'))
  on conflict (tenant_id, widget_type) do nothing;
  return null;
end
$$;
revoke all on function widget_private.add_tenant_defaults() from public, anon, authenticated, service_role;

do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_configurations'::regclass and tgname = 'keep_added_widgets'
  ) then
    create trigger keep_added_widgets after insert on public.widget_configurations
      referencing new table as written for each statement execute function widget_private.keep_widgets();
  end if;
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_configurations'::regclass and tgname = 'keep_changed_widgets'
  ) then
    create trigger keep_changed_widgets after update on public.widget_configurations
      referencing new table as written for each statement execute function widget_private.keep_widgets();
  end if;
end
$$;
insert into widget_private.kept_widgets
  (widget_id, tenant_id, widget_type, public_key, publish_mode, draft, draft_base_version, draft_version, created_at)
select
  w.id, w.tenant_id, w.widget_type, w.public_key, w.publish_mode, w.draft, w.draft_base_version, w.draft_version,
  w.created_at
from public.widget_configurations w
where not exists (select from widget_private.kept_widgets k where k.widget_id = w.id)
on conflict (tenant_id, widget_type) do nothing;

-- In one transaction with the table: after an emergency removal nobody sees it without the widgets that come back.
do $$
declare
  batch uuid[];
  last_id uuid;
  done integer := 0;
begin
  loop
    batch := array(select t.id from public.tenants t where last_id is null or t.id > last_id order by t.id limit 10000);
    exit when cardinality(batch) = 0;
    perform widget_private.add_widgets(batch);
    last_id := batch[cardinality(batch)];
    done := done + cardinality(batch);
    if cardinality(batch) = 10000 then
      raise info 'Widgets are there for % restaurants.', done;
    end if;
  end loop;
end
$$;
