-- What a roll-out is judged by: how saves went, minute by minute, and how lines held. Both name no person and stay 30 days.

create table if not exists public.widget_save_minutes (
  tenant_id uuid not null,
  minute timestamptz not null check (isfinite(minute) and minute = date_trunc('minute', minute, 'UTC')),
  component text not null check (component in ('form', 'editor')),
  saves integer not null check (saves >= 0),
  errors integer not null check (errors between 0 and saves),
  -- How many took how long, by the number of a bucket of the API's; sums of such counts are such counts.
  durations jsonb not null check (jsonb_typeof(durations) = 'object' and octet_length(durations::text) <= 8192),
  -- How many failed for which reason, as `code message`.
  failures jsonb not null check (jsonb_typeof(failures) = 'object' and octet_length(failures::text) <= 16384),
  primary key (tenant_id, minute, component)
);

create table if not exists public.widget_connection_reports (
  tenant_id uuid not null,
  id uuid not null,
  reported_at timestamptz not null default clock_timestamp(),
  component text not null check (component in ('form', 'editor')),
  -- Of the roll-out, at that moment; null for a restaurant in no batch, or one decided about by hand.
  batch integer check (batch >= 1),
  online_ms integer not null check (online_ms between 1 and 3600000),
  drops integer not null check (drops between 0 and 1000),
  recoveries_ms integer[] not null check (cardinality(recoveries_ms) <= 50),
  has_polled boolean not null,
  primary key (tenant_id, id)
);

do $$
declare
  wanted text;
begin
  if to_regclass('public.widget_save_minutes_minute_idx') is null then
    create index widget_save_minutes_minute_idx on public.widget_save_minutes (minute);
  end if;
  if to_regclass('public.widget_connection_reports_reported_idx') is null then
    create index widget_connection_reports_reported_idx on public.widget_connection_reports (reported_at);
  end if;
  if to_regclass('public.widget_connection_reports_tenant_idx') is null then
    create index widget_connection_reports_tenant_idx on public.widget_connection_reports (tenant_id, reported_at);
  end if;
  foreach wanted in array array['widget_save_minutes', 'widget_connection_reports'] loop
    execute format('revoke all on public.%I from public, anon, authenticated, service_role', wanted);
    execute format('grant select on public.%I to authenticated, service_role', wanted);
    if not (
      select relrowsecurity from pg_catalog.pg_class where oid = format('public.%I', wanted)::regclass
    ) then
      execute format('alter table public.%I enable row level security', wanted);
    end if;
    if not exists (
      select from pg_catalog.pg_policies p
      where p.schemaname = 'public' and p.tablename = wanted and p.policyname = 'platform_select'
    ) then
      execute format(
        'create policy platform_select on public.%I for select to authenticated '
        'using ((select widget_private.is_platform_admin()))', wanted
      );
    end if;
  end loop;
end
$$;

-- Counts by name, added up; each of 0 to a million, so that no sum of them fits nowhere.
create or replace function widget_private.add_counts(counts jsonb, more jsonb) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(sums.key, sums.count), '{}')
  from (
    select c.key, least(sum(least(greatest(c.value::integer, 0), 1000000)), 1000000)::integer as count
    from (select * from jsonb_each_text(counts) union all select * from jsonb_each_text(more)) as c (key, value)
    group by c.key
  ) as sums
$$;
revoke all on function widget_private.add_counts(jsonb, jsonb) from public, anon, authenticated, service_role;

-- Saves of the caller, who must be allowed to save: the API collects them and tells them a moment after its answers, so
-- that no save waits for it. What is about others' widgets, a test's or long ago counts nothing. Answers how many counted.
create or replace function widget_private.record_saves(sums jsonb) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  told record;
  recorded integer := 0;
begin
  if coalesce(jsonb_typeof(sums) <> 'array' or jsonb_array_length(sums) > 100 or octet_length(sums::text) > 100000, true) then
    raise exception 'At most 100 sums at once, of 100 kB together.' using errcode = 'WB006';
  end if;
  if to_regclass('public.widget_configurations') is null then
    return 0;
  end if;
  for told in
    -- Where nothing is said, null, which the table refuses: least() would make it the most.
    select w.tenant_id, s.minute, s.component, case when s.saves > 1000000 then 1000000 else s.saves end as saves,
      case when s.errors > 1000000 then 1000000 else s.errors end as errors,
      -- By way of numbers: nothing else is stored, and of the buckets those alone that the API has, 0 to 128.
      widget_private.add_counts('{}', (
        select jsonb_object_agg(d.key, d.value)
        from jsonb_each(s.durations) d
        where d.key ~ '^([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8])$'
      )) as durations,
      case when octet_length(f.failures::text) > 16384 then '{}' else f.failures end as failures
    from jsonb_to_recordset(sums) as s (
      "widgetId" uuid, minute timestamptz, component text, saves integer, errors integer, durations jsonb, failures jsonb
    )
    cross join lateral (select widget_private.add_counts('{}', s.failures)) as f (failures)
    join public.widget_configurations w on w.id = s."widgetId"
    where w.tenant_id = any (array(select widget_private.my_tenants('editor')))
      and not exists (select from widget_private.test_tenants tested where tested.tenant_id = w.tenant_id)
      and s.minute between clock_timestamp() - interval '15 minutes' and clock_timestamp() + interval '1 minute'
    -- Everyone in the same order.
    order by 1, 2, 3
  loop
    continue when not widget_private.keep_tenant(told.tenant_id);
    insert into public.widget_save_minutes as m (tenant_id, minute, component, saves, errors, durations, failures)
    values (
      told.tenant_id, told.minute, told.component, told.saves, told.errors, told.durations, told.failures
    )
    on conflict (tenant_id, minute, component) do update
    set saves = least(m.saves + excluded.saves, 1000000), errors = least(m.errors + excluded.errors, 1000000),
      durations = widget_private.add_counts(m.durations, excluded.durations),
      -- So many reasons in a minute that they do not fit any more: the first ones tell enough.
      failures = (
        select case when octet_length(f.failures::text) > 16384 then m.failures else f.failures end
        from (select widget_private.add_counts(m.failures, excluded.failures)) as f (failures)
      );
    recorded := recorded + 1;
  end loop;
  return recorded;
end
$$;
revoke all on function widget_private.record_saves(jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.record_saves(jsonb) to authenticated;

-- How a staff screen's line did. `repeat`: it was there already. `too_many`: 60 a minute are enough from one restaurant.
create or replace function widget_private.report_connection(tenant uuid, report jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not coalesce(tenant = any (array(select widget_private.my_tenants('viewer'))), false) then
    raise exception 'There is no such restaurant.' using errcode = 'WB005';
  end if;
  if (
    select count(*) from (
      select from public.widget_connection_reports r
      where r.tenant_id = tenant and r.reported_at > clock_timestamp() - interval '1 minute'
      limit 60
    ) as lately
  ) = 60 then
    return 'too_many';
  end if;
  insert into public.widget_connection_reports
    (tenant_id, id, component, batch, online_ms, drops, recoveries_ms, has_polled)
  select tenant, r.id, r.component, (
    select m.batch
    from public.widget_feature_flags f
    cross join lateral widget_private.rollout_members(f, array[tenant]) m
    where f.key = 'widget_management_v2' and m.by_hand is null
  ), r."onlineMs", r.drops, r."recoveriesMs", r."hasPolled"
  from jsonb_to_record(report) as r (
    id uuid, component text, "onlineMs" integer, drops integer, "recoveriesMs" integer[], "hasPolled" boolean
  )
  on conflict do nothing;
  return case when found then 'counted' else 'repeat' end;
end
$$;
revoke all on function widget_private.report_connection(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.report_connection(uuid, jsonb) to authenticated;
