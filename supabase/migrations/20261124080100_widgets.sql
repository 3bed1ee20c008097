-- The widgets of a restaurant and what they share; every restaurant has one of each type.

-- The defaults of packages/schema (bookingDefaults, cateringDefaults); a test compares both.
create or replace function widget_private.default_config(widget_type text) returns jsonb
language sql immutable set search_path = '' as $$
  select case widget_type
  when 'booking' then '{
    "schemaVersion": 1,
    "appearance": {"theme": "light", "primary": "#1F5C4A", "background": "#FFFFFF", "text": "#1C1917", "font": "system", "radius": 10},
    "texts": {"title": {}, "intro": {}, "submit": {}, "success": {}, "policy": {}},
    "party": {"min": 1, "max": 8, "default": 2},
    "schedule": {"slotMinutes": 15, "sittings": {"dinner": {"order": 0, "name": {"en": "Dinner"}, "days": ["tue", "wed", "thu", "fri", "sat", "sun"], "from": "18:30", "lastArrival": "21:30", "active": true}}, "closures": {}},
    "rules": {"leadMinutes": 60, "horizonDays": 60},
    "capacity": {"seats": 40, "pacingCovers": 12, "turnMinutes": {"1": 90, "3": 105, "5": 120, "7": 150}, "bufferMinutes": 0},
    "form": {"phone": "required", "notes": "optional"}
  }'::jsonb
  when 'catering' then '{
    "schemaVersion": 1,
    "appearance": {"theme": "light", "primary": "#1F5C4A", "background": "#FFFFFF", "text": "#1C1917", "font": "system", "radius": 10},
    "texts": {"title": {}, "intro": {}, "submit": {}, "success": {}, "policy": {}},
    "event": {"leadDays": 2, "horizonDays": 365, "days": ["mon", "tue", "wed", "thu", "fri", "sat"], "from": "08:00", "to": "20:00", "stepMinutes": 30},
    "guests": {"min": 10, "max": 300},
    "menu": {"packages": {}},
    "price": {"tax": "added", "taxBp": 2000, "serviceBp": 0, "minimumMinor": 15000}
  }'::jsonb
  end
$$;
revoke all on function widget_private.default_config(text) from public, anon, authenticated, service_role;

-- `wk_` and 20 of [a-z0-9], about 103 bits. Of a random UUID the bytes 6 and 8 are not all random; bytes from 252 on
-- would make some letters likelier than others.
create or replace function widget_private.make_public_key() returns text
language plpgsql volatile set search_path = '' as $$
declare
  key text := '';
  bytes bytea;
begin
  while length(key) < 20 loop
    bytes := uuid_send(gen_random_uuid());
    for index in 0..15 loop
      if index not in (6, 8) and get_byte(bytes, index) < 252 and length(key) < 20 then
        key := key || substr('abcdefghijklmnopqrstuvwxyz0123456789', get_byte(bytes, index) % 36 + 1, 1);
      end if;
    end loop;
  end loop;
  return 'wk_' || key;
end
$$;
revoke all on function widget_private.make_public_key() from public, anon, authenticated, service_role;

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
    cardinality(locales) between 1 and 8 and octet_length(locales::text) <= 400 and array_position(locales, null) is null
  ),
  default_locale text not null default 'en' check (char_length(default_locale) <= 35),
  -- Empty: any page may embed the widgets.
  allowed_origins text[] not null default '{}' check (
    cardinality(allowed_origins) <= 20 and octet_length(allowed_origins::text) <= 8000
    and array_position(allowed_origins, null) is null
  ),
  ip_privacy text not null default 'truncate' check (ip_privacy in ('truncate', 'none', 'full')),
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

do $$
declare
  made text;
begin
  -- Locks the table against everyone even when it is on already.
  foreach made in array array['widget_settings', 'widget_configurations', 'widget_config_versions'] loop
    if not (select relrowsecurity from pg_catalog.pg_class where oid = format('public.%I', made)::regclass) then
      execute format('alter table public.%I enable row level security', made);
    end if;
  end loop;
end
$$;

revoke all on public.widget_settings from public, anon, authenticated, service_role;
revoke all on public.widget_configurations from public, anon, authenticated, service_role;
revoke all on public.widget_config_versions from public, anon, authenticated, service_role;
grant select on public.widget_settings, public.widget_configurations, public.widget_config_versions to authenticated;
-- Column rights hold what nobody may change: id, tenant, key, version, times.
grant update (
  name, phone, email, street, postcode, city, country, time_zone, currency, locales, default_locale, allowed_origins,
  ip_privacy
) on public.widget_settings to authenticated;
grant update (config, is_active, publish_mode, draft, draft_base_version)
  on public.widget_configurations to authenticated;
grant select, update on public.widget_settings, public.widget_configurations to service_role;
grant select on public.widget_config_versions to service_role;

do $$
declare
  wanted record;
begin
  for wanted in
    select *
    from (values
      ('widget_settings', 'members_read', 'select', 'viewer'),
      ('widget_settings', 'admins_update', 'update', 'admin'),
      ('widget_configurations', 'members_read', 'select', 'viewer'),
      ('widget_configurations', 'editors_update', 'update', 'editor'),
      ('widget_config_versions', 'members_read', 'select', 'viewer')
    ) as policies (table_name, policy_name, verb, least_role)
  loop
    -- CREATE POLICY locks the table against everyone, so only when it is absent.
    if not exists (
      select from pg_catalog.pg_policies p
      where p.schemaname = 'public' and p.tablename = wanted.table_name and p.policyname = wanted.policy_name
    ) then
      execute format(
        'create policy %I on public.%I for %s to authenticated using (%s)%s',
        wanted.policy_name, wanted.table_name, wanted.verb,
        format('tenant_id = any (array(select widget_private.my_tenants(%L)))', wanted.least_role),
        case wanted.verb when 'update' then
          format(' with check (tenant_id = any (array(select widget_private.my_tenants(%L))))', wanted.least_role)
        else '' end
      );
    end if;
  end loop;
end
$$;

-- Every restaurant has its settings and one widget of each type, later ones by this trigger, which comes with the links
-- to tenants, last of all. It goes on without the tables, so that an emergency removal of the widgets leaves the product able to take on restaurants.
create or replace function widget_private.add_tenant_defaults() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if to_regclass('public.widget_settings') is not null then
    insert into public.widget_settings (tenant_id, name) values (new.id, coalesce(left(new.name, 80), ''))
    on conflict (tenant_id) do nothing;
  end if;
  if to_regclass('public.widget_configurations') is not null then
    insert into public.widget_configurations (tenant_id, widget_type, config)
    select new.id, types.name, widget_private.default_config(types.name)
    from (values ('booking'), ('catering')) as types (name)
    on conflict (tenant_id, widget_type) do nothing;
  end if;
  return null;
end
$$;
revoke all on function widget_private.add_tenant_defaults() from public, anon, authenticated, service_role;
