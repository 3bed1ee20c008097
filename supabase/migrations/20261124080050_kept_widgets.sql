-- What a widget begins as, and what of it outlives widget_configurations, which an emergency may remove.

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

-- Of every widget what its history does not hold. With the newest row of widget_config_versions it is the whole widget,
-- so one that was removed comes back under the key that restaurants have put into their pages.
create table if not exists widget_private.kept_widgets (
  widget_id uuid primary key,
  tenant_id uuid not null,
  widget_type text not null,
  public_key text not null,
  publish_mode text not null,
  draft jsonb,
  draft_base_version integer,
  draft_version integer not null,
  created_at timestamptz not null,
  unique (tenant_id, widget_type)
);
revoke all on widget_private.kept_widgets from public, anon, authenticated, service_role;

-- After every statement that adds or changes widgets; `written` are their rows.
create or replace function widget_private.keep_widgets() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  -- A widget made in the place of one that is gone.
  delete from widget_private.kept_widgets k using written w
  where k.tenant_id = w.tenant_id and k.widget_type = w.widget_type and k.widget_id <> w.id;
  insert into widget_private.kept_widgets as k
    (widget_id, tenant_id, widget_type, public_key, publish_mode, draft, draft_base_version, draft_version, created_at)
  select
    w.id, w.tenant_id, w.widget_type, w.public_key, w.publish_mode, w.draft, w.draft_base_version, w.draft_version,
    w.created_at
  from written w
  order by w.id
  on conflict (widget_id) do update set
    tenant_id = excluded.tenant_id, widget_type = excluded.widget_type, public_key = excluded.public_key,
    publish_mode = excluded.publish_mode, draft = excluded.draft, draft_base_version = excluded.draft_base_version,
    draft_version = excluded.draft_version
  where (k.tenant_id, k.widget_type, k.public_key, k.draft_version)
    is distinct from (excluded.tenant_id, excluded.widget_type, excluded.public_key, excluded.draft_version);
  if tg_op = 'INSERT' then
    -- One that begins with settings of its own has a history from the start.
    insert into public.widget_config_versions (widget_id, version, tenant_id, config, patch, is_active, changed_at)
    select w.id, w.version, w.tenant_id, w.config, '{}', w.is_active, w.updated_at
    from written w
    join (
      select t.name, widget_private.default_config(t.name) as config from (values ('booking'), ('catering')) as t (name)
    ) as types on types.name = w.widget_type
    where w.is_active or w.config <> types.config
    on conflict (widget_id, version) do nothing;
  end if;
  return null;
end
$$;
revoke all on function widget_private.keep_widgets() from public, anon, authenticated, service_role;

-- Gives restaurants the settings and widgets that they lack: as they were last, where they had some, else the defaults.
-- Goes on without either table, so that an emergency removal leaves the product able to take on restaurants.
create or replace function widget_private.add_widgets(tenants uuid[]) returns void
language plpgsql volatile security definer set search_path = '' as $$
declare
  zoned uuid[] := array[]::uuid[];
begin
  if to_regclass('public.widget_settings') is not null then
    insert into public.widget_settings (tenant_id, name)
    select t.id, coalesce(left(t.name::text, 80), '')
    from public.tenants t
    where t.id = any (tenants) and not exists (select from public.widget_settings s where s.tenant_id = t.id)
    on conflict (tenant_id) do nothing;
    zoned := array(
      select s.tenant_id from public.widget_settings s where s.tenant_id = any (tenants) and s.time_zone <> ''
    );
  end if;
  if to_regclass('public.widget_configurations') is not null then
    insert into public.widget_configurations (
      id, tenant_id, widget_type, config, is_active, version, public_key, publish_mode, draft, draft_base_version,
      draft_version, created_at
    )
    select
      coalesce(k.widget_id, gen_random_uuid()), t.id, types.name, coalesce(last.config, types.config),
      -- The time zone may be gone since, and no widget is live without.
      coalesce(last.is_active, false) and t.id in (select z from unnest(zoned) as z),
      coalesce(last.version, 1), coalesce(k.public_key, widget_private.make_public_key()),
      coalesce(k.publish_mode, 'live'), k.draft, k.draft_base_version, coalesce(k.draft_version, 0),
      coalesce(k.created_at, now())
    from public.tenants t
    cross join (
      select n.name, widget_private.default_config(n.name) as config from (values ('booking'), ('catering')) as n (name)
    ) as types
    left join widget_private.kept_widgets k on k.tenant_id = t.id and k.widget_type = types.name
    left join lateral (
      select v.config, v.version, v.is_active
      from public.widget_config_versions v
      where v.widget_id = k.widget_id
      order by v.version desc
      limit 1
    ) as last on true
    where t.id = any (tenants) and not exists (
      select from public.widget_configurations w where w.tenant_id = t.id and w.widget_type = types.name
    )
    on conflict (tenant_id, widget_type) do nothing;
  end if;
end
$$;
revoke all on function widget_private.add_widgets(uuid[]) from public, anon, authenticated, service_role;
