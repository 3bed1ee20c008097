-- What platform staff see of a roll-out. Each function asks who calls, for restaurants' names are not theirs to read.

-- Saves from `since` until before `until`, by window, component and batch (0: none). Decided about by hand is no batch's.
create or replace function widget_private.save_sums(
  flag public.widget_feature_flags, since timestamptz, until timestamptz, window_minutes integer
) returns table (from_at timestamptz, component text, batch integer, saves bigint, errors bigint, durations jsonb)
language sql stable set search_path = '' rows 200 as $$
  with minutes as (
    select
      date_bin(make_interval(mins => window_minutes), m.minute, '1970-01-01T00:00Z') as from_at, m.component,
      coalesce(case when b.by_hand is null then b.batch end, 0) as batch, m.saves, m.errors, m.durations
    from public.widget_save_minutes m
    join widget_private.rollout_members(flag) b on b.tenant_id = m.tenant_id
    where m.minute >= since and m.minute < until
  ), sums as (
    select m.from_at, m.component, m.batch, sum(m.saves) as saves, sum(m.errors) as errors
    from minutes m group by m.from_at, m.component, m.batch
  ), buckets as (
    select m.from_at, m.component, m.batch, d.key, sum(d.value::integer) as count
    from minutes m cross join lateral jsonb_each_text(m.durations) as d
    group by m.from_at, m.component, m.batch, d.key
  )
  select s.from_at, s.component, s.batch, s.saves, s.errors, (
    select jsonb_object_agg(b.key, b.count) from buckets b
    where b.from_at = s.from_at and b.component = s.component and b.batch = s.batch
  )
  from sums s
$$;
revoke all on function widget_private.save_sums(public.widget_feature_flags, timestamptz, timestamptz, integer)
  from public, anon, authenticated, service_role;

-- Locked against no change: it only reads.
create or replace function widget_private.flag_for_staff(of_flag text) returns public.widget_feature_flags
language plpgsql stable set search_path = '' as $$
declare
  flag public.widget_feature_flags;
begin
  perform widget_private.require_platform_admin();
  select * into flag from public.widget_feature_flags f where f.key = of_flag;
  if not found then
    raise exception 'There is no such feature.' using errcode = 'WB005';
  end if;
  return flag;
end
$$;
revoke all on function widget_private.flag_for_staff(text) from public, anon, authenticated, service_role;

create or replace function widget_private.rollout_state(of_flag text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  flag public.widget_feature_flags := widget_private.flag_for_staff(of_flag);
  answer jsonb;
begin
  with members as materialized (select * from widget_private.rollout_members(flag))
  select jsonb_build_object(
    'stage', flag.stage, 'percent', flag.rollout_percent, 'version', flag.version, 'reason', flag.reason,
    'updatedAt', widget_private.iso(flag.updated_at), 'retiredAt', widget_private.iso(flag.retired_at),
    'rule', flag.stop_rule, 'currentBatch', (widget_private.current_batch(flag.key)).batch,
    'tenants', (
      select jsonb_build_object(
        'all', count(*), 'moved', count(*) filter (where m.is_on), 'putIn', count(*) filter (where m.by_hand),
        'takenOut', count(*) filter (where not m.by_hand)
      )
      from members m
    ),
    'batches', coalesce(
      (
        select jsonb_agg(
          jsonb_build_object(
            'batch', r.batch, 'byTenants', r.by_tenants, 'percent', r.percent, 'status', r.status,
            'tenants', (select count(*) from members m where m.batch = r.batch and m.by_hand is null),
            'goesOnAfterMinutes', r.goes_on_after_minutes, 'reason', r.reason,
            'startedAt', widget_private.iso(r.started_at), 'endedAt', widget_private.iso(r.ended_at),
            'stop', r.numbers -> 'stop'
          )
          order by r.batch
        )
        from public.widget_rollouts r where r.flag_key = flag.key
      ),
      '[]'
    )
  )
  into answer;
  return answer;
end
$$;
revoke all on function widget_private.rollout_state(text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_state(text) to authenticated;

create or replace function widget_private.rollout_saves(
  of_flag text, since timestamptz, until timestamptz, window_minutes integer
) returns table (from_at timestamptz, component text, batch integer, saves bigint, errors bigint, durations jsonb)
language plpgsql stable security definer set search_path = '' rows 200 as $$
declare
  flag public.widget_feature_flags := widget_private.flag_for_staff(of_flag);
begin
  return query select * from widget_private.save_sums(flag, since, until, window_minutes);
end
$$;
revoke all on function widget_private.rollout_saves(text, timestamptz, timestamptz, integer)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_saves(text, timestamptz, timestamptz, integer) to authenticated;

-- Why saves failed, most frequent first, with some of the restaurants.
create or replace function widget_private.rollout_failures(
  of_flag text, since timestamptz, of_component text, of_batch integer
) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  flag public.widget_feature_flags := widget_private.flag_for_staff(of_flag);
  answer jsonb;
begin
  with failed as (
    select f.key as failure, m.component, m.tenant_id, sum(f.value::integer) as saves
    from public.widget_save_minutes m
    cross join lateral jsonb_each_text(m.failures) as f
    where m.minute >= since and m.errors > 0 and (of_component is null or m.component = of_component)
      and (
        of_batch is null or m.tenant_id in (
          select b.tenant_id from widget_private.rollout_members(flag) b where b.batch = of_batch and b.by_hand is null
        )
      )
    group by f.key, m.component, m.tenant_id
  ), frequent as (
    select f.failure, f.component, sum(f.saves) as saves, (array_agg(f.tenant_id order by f.saves desc))[1:20] as tenants
    from failed f group by f.failure, f.component order by 3 desc, 1, 2 limit 20
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'code', split_part(q.failure, ' ', 1), 'message', substr(q.failure, strpos(q.failure || ' ', ' ') + 1),
        'component', q.component, 'saves', q.saves, 'tenants', (
          select jsonb_agg(jsonb_build_object('id', t.id, 'name', coalesce(t.name, '')) order by t.name)
          from public.tenants t where t.id = any (q.tenants)
        )
      )
      order by q.saves desc
    ),
    '[]'
  )
  into answer from frequent q;
  return answer;
end
$$;
revoke all on function widget_private.rollout_failures(text, timestamptz, text, integer)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_failures(text, timestamptz, text, integer) to authenticated;

create or replace function widget_private.rollout_connections(of_flag text, since timestamptz) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  answer jsonb;
begin
  perform widget_private.flag_for_staff(of_flag);
  with reports as (
    select r.component, r.batch, r.online_ms, r.drops, r.has_polled, r.recoveries_ms
    from public.widget_connection_reports r where r.reported_at >= since
  ), recoveries as (
    select r.component, coalesce(r.batch, 0) as batch,
      percentile_disc(array[0.5, 0.95]) within group (order by t.ms) as percentiles
    from reports r cross join lateral unnest(r.recoveries_ms) as t (ms) group by 1, 2
  ), sums as (
    select r.component, r.batch, count(*) as reports, sum(r.online_ms) as online_ms, sum(r.drops) as drops,
      count(*) filter (where r.has_polled) as polling
    from reports r group by r.component, r.batch
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'component', s.component, 'batch', s.batch, 'reports', s.reports, 'onlineMs', s.online_ms, 'drops', s.drops,
        'polling', s.polling, 'recoverP50Ms', p.percentiles[1], 'recoverP95Ms', p.percentiles[2]
      )
      order by s.component, s.batch
    ),
    '[]'
  )
  into answer
  from sums s left join recoveries p on p.component = s.component and p.batch = coalesce(s.batch, 0);
  return answer;
end
$$;
revoke all on function widget_private.rollout_connections(text, timestamptz)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_connections(text, timestamptz) to authenticated;
