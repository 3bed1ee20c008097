-- What a change of a widget must obey, what only admins may change, and the history of every change.

do $$
declare
  written text;
begin
  foreach written in array array['widget_settings', 'widget_configurations'] loop
    if not exists (
      select from pg_catalog.pg_trigger
      where tgrelid = format('public.%I', written)::regclass and tgname = 'keep_tenant'
    ) then
      execute format(
        'create trigger keep_tenant before update on public.%I '
        'for each row execute function widget_private.keep_tenant_of_row()', written
      );
    end if;
  end loop;
end
$$;

-- The smallest JSON merge patch (RFC 7396) that turns one object into another; the same as diffMergePatch in TypeScript.
create or replace function widget_private.merge_diff(before jsonb, after jsonb) returns jsonb
language plpgsql immutable set search_path = '' as $$
begin
  return coalesce(
    (
      select jsonb_object_agg(gone.key, null::jsonb)
      from jsonb_object_keys(before) as gone (key)
      where not after ? gone.key
    ),
    '{}'::jsonb
  ) || coalesce(
    (
      select jsonb_object_agg(
        entry.key,
        case when jsonb_typeof(entry.value) = 'object' and jsonb_typeof(before -> entry.key) = 'object'
          then widget_private.merge_diff(before -> entry.key, entry.value)
          else entry.value
        end
      )
      from jsonb_each(after) as entry
      where before -> entry.key is distinct from entry.value
    ),
    '{}'::jsonb
  );
end
$$;
revoke all on function widget_private.merge_diff(jsonb, jsonb) from public, anon, authenticated, service_role;

-- Runs as whoever writes, so it knows whether row security holds for them; owner and service role may all.
create or replace function widget_private.guard_widget() returns trigger
language plpgsql set search_path = '' as $$
begin
  -- Nested: an expression that names widget_private fails for the service role, which may not enter that schema.
  if new.is_active is distinct from old.is_active and row_security_active(tg_relid) then
    if new.tenant_id <> all (array(select widget_private.my_tenants('admin'))) then
      raise exception 'Only an admin can put a widget live or pause it.' using errcode = '42501';
    end if;
  end if;
  if new.is_active and not old.is_active then
    -- Locked, so that nobody takes the zone away before this is committed: see guard_time_zone.
    perform from public.widget_settings s where s.tenant_id = new.tenant_id and s.time_zone <> '' for share;
    if not found then
      raise exception 'Choose the restaurant''s time zone before going live.' using errcode = 'WB006';
    end if;
  end if;
  new.version := old.version;
  if new.config is distinct from old.config or new.is_active is distinct from old.is_active then
    new.version := old.version + 1;
  end if;
  -- Later than now(): "changed since" must not miss what a long transaction wrote.
  new.updated_at := clock_timestamp();
  return new;
end
$$;
revoke all on function widget_private.guard_widget() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_configurations'::regclass and tgname = 'guard_widget'
  ) then
    create trigger guard_widget before update on public.widget_configurations
      for each row execute function widget_private.guard_widget();
  end if;
end
$$;

create or replace function widget_private.bump_version() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.version := old.version + 1;
  new.updated_at := clock_timestamp();
  return new;
end
$$;
revoke all on function widget_private.bump_version() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger where tgrelid = 'public.widget_settings'::regclass and tgname = 'bump_version'
  ) then
    create trigger bump_version before update on public.widget_settings
      for each row when (old.* is distinct from new.*) execute function widget_private.bump_version();
  end if;
end
$$;

-- Names only: an abbreviation or a rule such as `EST5EDT4` would give every job and every reader its own idea of a day.
create or replace function widget_private.check_time_zone() returns trigger
language plpgsql set search_path = '' set timezone = 'UTC' as $$
declare
  is_name boolean;
begin
  -- Some servers list names that no browser knows.
  if new.time_zone ~ '^(Factory|localtime|posixrules|(posix|right)/.*)$' then
    is_name := false;
  elsif new.time_zone ~ '\d' then
    is_name := exists (select from pg_catalog.pg_timezone_names z where z.name = new.time_zone);
  else
    -- That view reads a file for each zone of the world. A rule has digits, so what the server takes here is a name, and
    -- it answers with its spelling. Undone at the end of the function.
    begin
      is_name := set_config('timezone', new.time_zone, true) = new.time_zone;
    exception
      when invalid_parameter_value then is_name := false;
    end;
  end if;
  if not is_name then
    raise exception 'There is no such time zone. Choose one such as Europe/Rome.' using errcode = 'WB006';
  end if;
  return new;
end
$$;
revoke all on function widget_private.check_time_zone() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_settings'::regclass and tgname = 'check_time_zone'
  ) then
    create trigger check_time_zone before update on public.widget_settings
      for each row when (new.time_zone <> '' and new.time_zone is distinct from old.time_zone)
      execute function widget_private.check_time_zone();
  end if;
end
$$;

-- Without its zone a live widget would sell in UTC. The row is locked by now, so a widget that is going live at this
-- moment has been waited for. Goes on without the table, as add_tenant_defaults does.
create or replace function widget_private.guard_time_zone() returns trigger
language plpgsql set search_path = '' as $$
begin
  if to_regclass('public.widget_configurations') is not null then
    if exists (select from public.widget_configurations w where w.tenant_id = new.tenant_id and w.is_active) then
      raise exception 'A restaurant with a live widget needs a time zone. Pause its widgets first.'
        using errcode = 'WB006';
    end if;
  end if;
  return new;
end
$$;
revoke all on function widget_private.guard_time_zone() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_settings'::regclass and tgname = 'guard_time_zone'
  ) then
    create trigger guard_time_zone before update on public.widget_settings
      for each row when (new.time_zone = '' and old.time_zone <> '') execute function widget_private.guard_time_zone();
  end if;
end
$$;

-- A widget that was never changed has no history; its first change records what was there before as well, so every
-- version that anybody can still hold can be looked up.
create or replace function widget_private.record_widget_version() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  insert into public.widget_config_versions (widget_id, version, tenant_id, config, patch, is_active, changed_at)
  values (old.id, old.version, old.tenant_id, old.config, '{}', old.is_active, old.updated_at)
  on conflict (widget_id, version) do nothing;
  insert into public.widget_config_versions
    (widget_id, version, tenant_id, config, patch, is_active, changed_by, changed_at)
  values (
    new.id, new.version, new.tenant_id, new.config, widget_private.merge_diff(old.config, new.config), new.is_active,
    auth.uid(), new.updated_at
  );
  return null;
end
$$;
revoke all on function widget_private.record_widget_version() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_configurations'::regclass and tgname = 'record_widget_version'
  ) then
    create trigger record_widget_version after update on public.widget_configurations
      for each row when (old.version is distinct from new.version)
      execute function widget_private.record_widget_version();
  end if;
end
$$;
