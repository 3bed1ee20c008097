-- Features that the platform turns on tenant by tenant, in batches, and who changed what and why.

create table if not exists public.widget_feature_flags (
  key text primary key check (key ~ '^[a-z][a-z0-9_.-]{0,62}$'),
  description text not null default '' check (char_length(description) <= 500),
  rollout_percent integer not null default 0 check (rollout_percent between 0 and 100),
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
  percent integer not null check (percent between 0 and 100),
  status text not null default 'planned' check (status in ('planned', 'running', 'done', 'rolled_back')),
  -- Counts of the batch by name, such as tenants, errors and conversions.
  numbers jsonb not null default '{}' check (jsonb_typeof(numbers) = 'object' and octet_length(numbers::text) <= 16384),
  reason text not null default '' check (char_length(reason) <= 500),
  started_at timestamptz check (isfinite(started_at)),
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
end
$$;

-- The claim that the platform's own staff carry; app_metadata cannot be written by the person.
create or replace function widget_private.is_platform_admin() returns boolean
language sql stable set search_path = '' as $$
  select coalesce(auth.jwt() #> '{app_metadata,platform_admin}' = 'true', false)
$$;
revoke all on function widget_private.is_platform_admin() from public, anon, authenticated, service_role;
grant execute on function widget_private.is_platform_admin() to authenticated;

revoke all on public.widget_feature_flags, public.widget_feature_flag_overrides, public.widget_rollouts,
  public.widget_audit from public, anon, authenticated, service_role;
grant select on public.widget_feature_flags, public.widget_feature_flag_overrides, public.widget_rollouts,
  public.widget_audit to authenticated, service_role;
grant insert (key, description, rollout_percent), update (description, rollout_percent), delete
  on public.widget_feature_flags to authenticated;
grant insert (tenant_id, flag_key, is_on, reason), update (is_on, reason), delete
  on public.widget_feature_flag_overrides to authenticated;
grant insert (flag_key, batch, percent, status, numbers, reason, started_at, ended_at),
  update (percent, status, numbers, reason, started_at, ended_at), delete
  on public.widget_rollouts to authenticated;

do $$
declare
  wanted record;
begin
  for wanted in
    select tables.name as table_name, verbs.name as verb, verbs.clause
    from unnest(array[
      'widget_feature_flags', 'widget_feature_flag_overrides', 'widget_rollouts', 'widget_audit'
    ]) as tables (name)
    cross join (values
      ('select', 'using (%1$s)'), ('insert', 'with check (%1$s)'), ('update', 'using (%1$s) with check (%1$s)'),
      ('delete', 'using (%1$s)')
    ) as verbs (name, clause)
    where tables.name <> 'widget_audit' or verbs.name = 'select'
    order by 1, 2
  loop
    if not (
      select relrowsecurity from pg_catalog.pg_class where oid = format('public.%I', wanted.table_name)::regclass
    ) then
      execute format('alter table public.%I enable row level security', wanted.table_name);
    end if;
    if not exists (
      select from pg_catalog.pg_policies p
      where p.schemaname = 'public' and p.tablename = wanted.table_name and p.policyname = 'platform_' || wanted.verb
    ) then
      execute format(
        'create policy %I on public.%I for %s to authenticated %s',
        'platform_' || wanted.verb, wanted.table_name, wanted.verb,
        format(
          wanted.clause,
          '(select widget_private.is_platform_admin())'
          -- What restaurants do with their own people and guests is theirs.
          || case wanted.table_name when 'widget_audit' then ' and action like ''widget\_%%''' else '' end
        )
      );
    end if;
  end loop;
end
$$;

-- Stamps a change and puts it on record with its actor; `reason` is the row's own where it has one.
create or replace function widget_private.audit_change() returns trigger
language plpgsql security definer set search_path = '' as $$
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
    was, will_be, coalesce(about ->> 'reason', '')
  );
  return null;
end
$$;
revoke all on function widget_private.audit_change() from public, anon, authenticated, service_role;

create or replace function widget_private.touch() returns trigger
language plpgsql set search_path = '' as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end
$$;
revoke all on function widget_private.touch() from public, anon, authenticated, service_role;

do $$
declare
  wanted text;
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_feature_flag_overrides'::regclass and tgname = 'keep_tenant'
  ) then
    create trigger keep_tenant before update or delete on public.widget_feature_flag_overrides
      for each row execute function widget_private.keep_tenant_of_row();
  end if;
  foreach wanted in array array['widget_feature_flags', 'widget_feature_flag_overrides', 'widget_rollouts'] loop
    if not exists (
      select from pg_catalog.pg_trigger where tgrelid = format('public.%I', wanted)::regclass and tgname = 'audit_change'
    ) then
      execute format(
        'create trigger audit_change after insert or update or delete on public.%I '
        'for each row execute function widget_private.audit_change()', wanted
      );
    end if;
    if not exists (
      select from pg_catalog.pg_trigger where tgrelid = format('public.%I', wanted)::regclass and tgname = 'touch'
    ) then
      execute format(
        'create trigger touch before update on public.%I for each row when (old.* is distinct from new.*) '
        'execute function widget_private.touch()', wanted
      );
    end if;
  end loop;
end
$$;

-- Which features a restaurant of the caller has: an exception made for it, else whether its place in 0 to 99, fixed per
-- flag and tenant, is below the share that has it.
create or replace function widget_private.my_features(tenant uuid) returns table (key text, is_on boolean)
language sql stable security definer set search_path = '' rows 20 as $$
  select f.key, coalesce(
    o.is_on, mod(('x' || substr(md5(f.key || ':' || tenant), 1, 7))::bit(28)::integer, 100) < f.rollout_percent
  )
  from public.widget_feature_flags f
  left join public.widget_feature_flag_overrides o on o.flag_key = f.key and o.tenant_id = tenant
  where tenant = any (array(select widget_private.my_tenants('viewer')))
$$;
revoke all on function widget_private.my_features(uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.my_features(uuid) to authenticated;
