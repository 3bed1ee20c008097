-- What platform staff see of a roll-out. Each function asks who calls, for restaurants' names are not theirs to read.

-- Saves of hours that are over, without restaurants: what a week of all of them comes to is asked for every few seconds.
-- A batch is the one that the restaurants were in at that time; 0: none, or decided about by hand.
create table if not exists widget_private.rollout_hours (
  flag_key text not null,
  hour timestamptz not null,
  component text not null,
  batch integer not null,
  saves bigint not null,
  errors bigint not null,
  durations jsonb not null,
  primary key (flag_key, hour, component, batch)
);
revoke all on widget_private.rollout_hours from public, anon, authenticated, service_role;

-- From when on minutes are to be looked at themselves.
create or replace function widget_private.hours_until(of_flag text) returns timestamptz
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(max(h.hour) + interval '1 hour', '-infinity') from widget_private.rollout_hours h where h.flag_key = of_flag
$$;
revoke all on function widget_private.hours_until(text) from public, anon, authenticated, service_role;

-- Saves from `since` until before `until`, by window, component and batch; of one batch alone if it is named.
create or replace function widget_private.minute_sums(
  flag public.widget_feature_flags, since timestamptz, until timestamptz, window_minutes integer,
  only_batch integer default null
) returns table (from_at timestamptz, component text, batch integer, saves bigint, errors bigint, durations jsonb)
language sql stable set search_path = pg_catalog, pg_temp rows 200 as $$
  with members as materialized (
    select b.tenant_id, coalesce(case when b.by_hand is null then b.batch end, 0) as batch
    from widget_private.rollout_members(flag) b
  ), minutes as materialized (
    select
      date_bin(make_interval(mins => window_minutes), m.minute, '1970-01-01T00:00Z') as from_at, m.component, b.batch,
      m.saves, m.errors, m.durations
    from members b
    join public.widget_save_minutes m on m.tenant_id = b.tenant_id
    where m.minute >= since and m.minute < until and (only_batch is null or b.batch = only_batch)
  ), sums as (
    select m.from_at, m.component, m.batch, sum(m.saves) as saves, sum(m.errors) as errors
    from minutes m group by m.from_at, m.component, m.batch
  ), buckets as (
    select m.from_at, m.component, m.batch, d.key, sum(d.value::integer) as count
    from minutes m cross join lateral jsonb_each_text(m.durations) as d
    group by m.from_at, m.component, m.batch, d.key
  ), durations as (
    select b.from_at, b.component, b.batch, jsonb_object_agg(b.key, b.count) as counts
    from buckets b group by b.from_at, b.component, b.batch
  )
  select s.from_at, s.component, s.batch, s.saves, s.errors, coalesce(d.counts, '{}')
  from sums s
  left join durations d on d.from_at = s.from_at and d.component = s.component and d.batch = s.batch
$$;
revoke all on function widget_private.minute_sums(
  public.widget_feature_flags, timestamptz, timestamptz, integer, integer
) from public, anon, authenticated, service_role;

-- Until when hours are complete at that time: saves are told up to 15 minutes late.
create or replace function widget_private.hours_complete(at timestamptz) returns timestamptz
language sql stable set search_path = pg_catalog, pg_temp as $$
  select date_trunc('hour', at - interval '16 minutes', 'UTC')
$$;
revoke all on function widget_private.hours_complete(timestamptz) from public, anon, authenticated, service_role;

-- By the job that watches: adds up hours that nobody can add to any more, at most a day's at a time. Answers how many rows.
create or replace function widget_private.sum_hours(of_flag text) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
  since timestamptz;
  summed integer;
begin
  select * into flag from public.widget_feature_flags f where f.key = of_flag;
  delete from widget_private.rollout_hours h where h.flag_key = flag.key and h.hour < now() - interval '400 days';
  select date_trunc('hour', min(m.minute), 'UTC') into since
  from public.widget_save_minutes m where m.minute >= widget_private.hours_until(flag.key);
  insert into widget_private.rollout_hours (flag_key, hour, component, batch, saves, errors, durations)
  select flag.key, s.from_at, s.component, s.batch, s.saves, s.errors, s.durations
  from widget_private.minute_sums(
    flag, since, least(since + interval '1 day', widget_private.hours_complete(clock_timestamp())), 60
  ) s
  on conflict do nothing;
  get diagnostics summed = row_count;
  return summed;
end
$$;
revoke all on function widget_private.sum_hours(text) from public, anon, authenticated, service_role;

-- Saves of each batch that was begun, in the editor, and of the others in the form, from its beginning to its end or now;
-- by the hour where hours are over.
create or replace function widget_private.batch_sums(flag public.widget_feature_flags)
returns table (batch integer, side text, saves bigint, errors bigint, durations jsonb)
language sql stable set search_path = pg_catalog, pg_temp rows 20 as $$
  with parts as materialized (
    select h.hour as at, h.component, h.batch, h.saves, h.errors, h.durations, true as is_hour
    from widget_private.rollout_hours h where h.flag_key = flag.key
    union all
    select m.*, false from widget_private.minute_sums(flag, widget_private.hours_until(flag.key), 'infinity', 1) m
  ), sides as materialized (
    select r.batch, case when p.component = 'editor' then 'batch' else 'others' end as side, p.saves, p.errors, p.durations
    from public.widget_rollouts r
    join parts p on p.at >= date_trunc(case when p.is_hour then 'hour' else 'minute' end, r.started_at, 'UTC')
      and p.at < coalesce(r.ended_at, 'infinity') and (p.component = 'editor') = (p.batch = r.batch)
    where r.flag_key = flag.key and r.started_at is not null
  ), buckets as (
    select s.batch, s.side, d.key, sum(d.value::bigint) as count
    from sides s cross join lateral jsonb_each_text(s.durations) as d group by s.batch, s.side, d.key
  )
  select s.batch, s.side, sum(s.saves)::bigint, sum(s.errors)::bigint, (
    select coalesce(jsonb_object_agg(b.key, b.count), '{}') from buckets b where b.batch = s.batch and b.side = s.side
  )
  from sides s group by s.batch, s.side
$$;
revoke all on function widget_private.batch_sums(public.widget_feature_flags)
  from public, anon, authenticated, service_role;

-- Locked against no change: it only reads.
create or replace function widget_private.flag_for_staff(of_flag text) returns public.widget_feature_flags
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
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
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags := widget_private.flag_for_staff(of_flag);
  answer jsonb;
begin
  with members as materialized (
    select * from widget_private.rollout_members(flag)
  ), sums as materialized (
    select * from widget_private.batch_sums(flag)
  )
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
            'stop', r.numbers -> 'stop',
            'sums', (
              select coalesce(
                jsonb_object_agg(
                  s.side, jsonb_build_object('saves', s.saves, 'errors', s.errors, 'durations', s.durations)
                ),
                '{}'
              )
              from sums s where s.batch = r.batch
            )
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
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 200 as $$
declare
  flag public.widget_feature_flags := widget_private.flag_for_staff(of_flag);
begin
  if window_minutes % 60 <> 0 then
    return query select * from widget_private.minute_sums(flag, since, until, window_minutes);
    return;
  end if;
  -- A window may have rows of both.
  return query
    select date_bin(make_interval(mins => window_minutes), h.hour, '1970-01-01T00:00Z'), h.component, h.batch, h.saves,
      h.errors, h.durations
    from widget_private.rollout_hours h
    where h.flag_key = flag.key and h.hour >= date_trunc('hour', since, 'UTC') and h.hour < until
    union all
    select *
    from widget_private.minute_sums(
      flag, greatest(since, widget_private.hours_until(flag.key)), until, window_minutes
    );
end
$$;
revoke all on function widget_private.rollout_saves(text, timestamptz, timestamptz, integer)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_saves(text, timestamptz, timestamptz, integer) to authenticated;

-- Why saves failed, most frequent first, with some of the restaurants.
create or replace function widget_private.rollout_failures(
  of_flag text, since timestamptz, of_component text, of_batch integer
) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
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
          select jsonb_agg(jsonb_build_object('id', t.id, 'name', coalesce(t.name::text, '')) order by t.name)
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
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
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
