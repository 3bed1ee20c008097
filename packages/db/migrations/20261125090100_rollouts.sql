-- Features that the platform turns on tenant by tenant, in batches, and who changed what and why.

create table if not exists public.widget_feature_flags (
  key text primary key check (key ~ '^[a-z][a-z0-9_.-]{0,62}$'),
  description text not null default '' check (char_length(description) <= 500),
  stage text not null default 'off' check (stage in ('off', 'list', 'percentage', 'on')),
  -- Finer than a whole percent, so that a batch by size ends between two restaurants.
  rollout_percent numeric(9, 6) not null default 0 check (rollout_percent between 0 and 100),
  -- Grows with every change of the flag and of a decision by hand.
  version integer not null default 1,
  -- Of the last change.
  reason text not null default '' check (char_length(reason) <= 500),
  -- When a batch stops by itself; what is not said is as in the API's default.
  stop_rule jsonb not null default '{}'
    check (jsonb_typeof(stop_rule) = 'object' and octet_length(stop_rule::text) <= 2048),
  -- Since when what it replaces serves nobody any more.
  retired_at timestamptz check (isfinite(retired_at)),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table if not exists public.widget_feature_flag_overrides (
  tenant_id uuid not null,
  flag_key text not null references public.widget_feature_flags (key) on delete cascade,
  is_on boolean not null,
  reason text not null check (char_length(reason) between 1 and 500),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, flag_key)
);

create table if not exists public.widget_rollouts (
  flag_key text not null references public.widget_feature_flags (key) on delete cascade,
  batch integer not null check (batch >= 1),
  -- So many restaurants more than before it; null where a share was asked for.
  by_tenants integer check (by_tenants >= 1),
  -- It moves the restaurants whose place is from the one and below the other.
  from_percent numeric(9, 6) not null default 0 check (from_percent between 0 and 100),
  percent numeric(9, 6) not null check (percent between 0 and 100),
  status text not null default 'planned'
    check (status in ('planned', 'running', 'paused', 'stopped', 'done', 'rolled_back', 'aborted')),
  goes_on_after_minutes integer check (goes_on_after_minutes between 10 and 10080),
  -- `stop`: when it was stopped by itself, and the windows that were worse.
  numbers jsonb not null default '{}' check (jsonb_typeof(numbers) = 'object' and octet_length(numbers::text) <= 16384),
  reason text not null default '' check (char_length(reason) <= 500),
  started_at timestamptz check (isfinite(started_at)),
  -- The windows before it are forgiven.
  watched_from timestamptz check (isfinite(watched_from)),
  ended_at timestamptz check (isfinite(ended_at)),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (flag_key, batch)
);

-- Written by triggers and never changed; it outlives the tenant that it is about.
create table if not exists public.widget_audit (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid,
  actor uuid,
  action text not null check (char_length(action) between 1 and 80),
  subject text not null check (char_length(subject) <= 200),
  -- The row before and after; null where there was none.
  before jsonb,
  after jsonb,
  reason text not null default '' check (char_length(reason) <= 500),
  done_at timestamptz not null default clock_timestamp()
);

do $$
begin
  if to_regclass('public.widget_feature_flag_overrides_flag_idx') is null then
    create index widget_feature_flag_overrides_flag_idx on public.widget_feature_flag_overrides (flag_key);
  end if;
  if to_regclass('public.widget_audit_tenant_idx') is null then
    create index widget_audit_tenant_idx on public.widget_audit (tenant_id, done_at);
  end if;
  -- What platform staff did, newest first.
  if to_regclass('public.widget_audit_platform_idx') is null then
    create index widget_audit_platform_idx on public.widget_audit (done_at, id) where action like 'widget\_%';
  end if;
end
$$;

-- The claim that the platform's own staff carry; app_metadata cannot be written by the person.
create or replace function widget_private.is_platform_admin() returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(auth.jwt() #> '{app_metadata,platform_admin}' = 'true', false)
$$;
revoke all on function widget_private.is_platform_admin() from public, anon, authenticated, service_role;
grant execute on function widget_private.is_platform_admin() to authenticated;

revoke all on public.widget_feature_flags, public.widget_feature_flag_overrides, public.widget_rollouts,
  public.widget_audit from public, anon, authenticated, service_role;
grant select on public.widget_feature_flags, public.widget_feature_flag_overrides, public.widget_rollouts,
  public.widget_audit to authenticated, service_role;

-- Read by platform staff; changed by functions alone, which ask for a reason.
do $$
declare
  wanted record;
begin
  for wanted in
    select tables.name as table_name
    from unnest(array[
      'widget_feature_flags', 'widget_feature_flag_overrides', 'widget_rollouts', 'widget_audit'
    ]) as tables (name)
    order by 1
  loop
    if not (
      select relrowsecurity from pg_catalog.pg_class where oid = format('public.%I', wanted.table_name)::regclass
    ) then
      execute format('alter table public.%I enable row level security', wanted.table_name);
    end if;
    if not exists (
      select from pg_catalog.pg_policies p
      where p.schemaname = 'public' and p.tablename = wanted.table_name and p.policyname = 'platform_select'
    ) then
      execute format(
        'create policy platform_select on public.%I for select to authenticated using (%s)', wanted.table_name,
        '(select widget_private.is_platform_admin())'
          -- What restaurants do with their own people and guests is theirs.
          || case wanted.table_name when 'widget_audit' then ' and action like ''widget\_%''' else '' end
      );
    end if;
  end loop;
end
$$;

-- Puts a change on record with its actor, and the reason that the function gave which made it, else the row's own.
create or replace function widget_private.audit_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  will_be jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  about jsonb := coalesce(will_be, was);
begin
  insert into public.widget_audit (tenant_id, actor, action, subject, before, after, reason)
  values (
    -- Gone when the override goes with its tenant.
    (select t.id from public.tenants t where t.id = (about ->> 'tenant_id')::uuid),
    auth.uid(), tg_table_name || '.' || lower(tg_op),
    concat_ws(' ', coalesce(about ->> 'flag_key', about ->> 'key'), about ->> 'tenant_id', about ->> 'batch'),
    was, will_be,
    coalesce(nullif(left(current_setting('widget_private.reason', true), 500), ''), about ->> 'reason', '')
  );
  return null;
end
$$;
revoke all on function widget_private.audit_change() from public, anon, authenticated, service_role;

create or replace function widget_private.touch() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end
$$;
revoke all on function widget_private.touch() from public, anon, authenticated, service_role;

create or replace function widget_private.touch_flag() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.version := old.version + 1;
  new.updated_at := clock_timestamp();
  return new;
end
$$;
revoke all on function widget_private.touch_flag() from public, anon, authenticated, service_role;

do $$
declare
  wanted record;
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_feature_flag_overrides'::regclass and tgname = 'keep_tenant'
  ) then
    create trigger keep_tenant before update or delete on public.widget_feature_flag_overrides
      for each row execute function widget_private.keep_tenant_of_row();
  end if;
  for wanted in
    select *
    from (values
      ('widget_feature_flags', 'audit_change', 'after insert or delete', '', 'audit_change'),
      -- Not where a decision by hand made the version grow.
      (
        'widget_feature_flags', 'audit_update', 'after update',
        'when (to_jsonb(old) - ''{version,updated_at}''::text[] is distinct from '
          'to_jsonb(new) - ''{version,updated_at}''::text[])',
        'audit_change'
      ),
      ('widget_feature_flags', 'touch', 'before update', '', 'touch_flag'),
      ('widget_feature_flag_overrides', 'audit_change', 'after insert or update or delete', '', 'audit_change'),
      (
        'widget_feature_flag_overrides', 'touch', 'before update', 'when (old.* is distinct from new.*)', 'touch'
      ),
      ('widget_rollouts', 'audit_change', 'after insert or delete', '', 'audit_change'),
      ('widget_rollouts', 'audit_update', 'after update', 'when (old.status is distinct from new.status)', 'audit_change'),
      ('widget_rollouts', 'touch', 'before update', 'when (old.* is distinct from new.*)', 'touch')
    ) as triggers (table_name, name, moment, condition, function_name)
  loop
    if not exists (
      select from pg_catalog.pg_trigger
      where tgrelid = format('public.%I', wanted.table_name)::regclass and tgname = wanted.name
    ) then
      execute format(
        'create trigger %I %s on public.%I for each row %s execute function widget_private.%I()',
        wanted.name, wanted.moment, wanted.table_name, wanted.condition, wanted.function_name
      );
    end if;
  end loop;
end
$$;

-- Who has a feature, all restaurants or some: whoever was decided about by hand, else by the stage. In stage `percentage`
-- a restaurant has it whose place is below the share. The place is fixed per flag and restaurant, so a higher share takes
-- nobody out. Off is off for everybody, and retired nobody can be without it. Restaurants of a test are answered about by
-- name, and are not among all.
create or replace function widget_private.flag_answers(flag public.widget_feature_flags, only_tenants uuid[] default null)
returns table (tenant_id uuid, place numeric, by_hand boolean, is_on boolean)
language sql stable set search_path = pg_catalog, pg_temp rows 1000 as $$
  select t.id, p.place, o.is_on, flag.retired_at is not null or (
    flag.stage <> 'off'
    and coalesce(o.is_on, flag.stage = 'on' or flag.stage = 'percentage' and p.place < flag.rollout_percent)
  )
  from (
    select unnest(only_tenants) as id
    union all
    select t.id from public.tenants t
    where only_tenants is null
      and not exists (select from widget_private.test_tenants tested where tested.tenant_id = t.id)
  ) as t
  -- 28 bits of a hash as percent; cut, so that it stays below 100.
  cross join lateral (
    select trunc(('x' || substr(md5(flag.key || ':' || t.id), 1, 7))::bit(28)::integer * 100.0 / 268435456, 6) as place
  ) as p
  left join public.widget_feature_flag_overrides o on o.flag_key = flag.key and o.tenant_id = t.id
$$;
revoke all on function widget_private.flag_answers(public.widget_feature_flags, uuid[])
  from public, anon, authenticated, service_role;

-- Which features a restaurant of the caller has.
create or replace function widget_private.my_features(tenant uuid)
returns table (key text, is_on boolean, version integer)
language sql stable security definer set search_path = pg_catalog, pg_temp rows 20 as $$
  select f.key, a.is_on, f.version
  from public.widget_feature_flags f
  cross join lateral widget_private.flag_answers(f, array[tenant]) a
  where tenant = any (array(select widget_private.my_tenants('viewer')))
$$;
revoke all on function widget_private.my_features(uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.my_features(uuid) to authenticated;
