-- Whom a roll-out moves, and its plan. Each change is taken under the lock of its flag, by platform staff and with a reason.

-- Which batch moves whom: of those that reach to a restaurant's place, the one planned last.
create or replace function widget_private.rollout_members(flag public.widget_feature_flags, only_tenants uuid[] default null)
returns table (tenant_id uuid, place numeric, by_hand boolean, is_on boolean, batch integer)
language sql stable set search_path = pg_catalog, pg_temp rows 1000 as $$
  select a.tenant_id, a.place, a.by_hand, a.is_on, (
    select max(r.batch)
    from public.widget_rollouts r
    where r.flag_key = flag.key and r.from_percent <= a.place and a.place < r.percent
  )
  from widget_private.flag_answers(flag, only_tenants) a
$$;
revoke all on function widget_private.rollout_members(public.widget_feature_flags, uuid[])
  from public, anon, authenticated, service_role;

-- The share at which so many restaurants more have it than at `share`, without those decided about by hand.
create or replace function widget_private.share_after(flag public.widget_feature_flags, share numeric, more integer)
returns numeric language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(
    (
      select a.place
      from widget_private.flag_answers(flag) a
      where a.by_hand is null and a.place >= share
      order by a.place offset more limit 1
    ),
    100
  )
$$;
revoke all on function widget_private.share_after(public.widget_feature_flags, numeric, integer)
  from public, anon, authenticated, service_role;

create or replace function widget_private.require_platform_admin() returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if not widget_private.is_platform_admin() then
    raise exception 'Only platform admins may do this.' using errcode = '42501';
  end if;
end
$$;
revoke all on function widget_private.require_platform_admin() from public, anon, authenticated, service_role;

-- Locks the flag, so that two people who click at once take turns, and keeps the reason for the audit.
create or replace function widget_private.open_flag(of_flag text, why text) returns public.widget_feature_flags
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
begin
  if coalesce(btrim(why), '') = '' or char_length(why) > 500 then
    raise exception 'Say why, in at most 500 characters: the reason is kept with the change.' using errcode = 'WB006';
  end if;
  select * into flag from public.widget_feature_flags f where f.key = of_flag for update;
  if not found then
    raise exception 'There is no such feature.' using errcode = 'WB005';
  end if;
  perform set_config('widget_private.reason', why, true);
  return flag;
end
$$;
revoke all on function widget_private.open_flag(text, text) from public, anon, authenticated, service_role;

-- Refused where somebody would get back what nobody serves any more.
create or replace function widget_private.refuse_if_retired(flag public.widget_feature_flags) returns void
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if flag.retired_at is not null then
    raise exception 'The earlier form is retired. Bring it back first.' using errcode = 'WB004';
  end if;
end
$$;
revoke all on function widget_private.refuse_if_retired(public.widget_feature_flags)
  from public, anon, authenticated, service_role;

create or replace function widget_private.refuse_as_overtaken(batch integer) returns void
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'The roll-out has moved on meanwhile. Look at where it is now, and batch %.', batch using errcode = 'WB004';
end
$$;
revoke all on function widget_private.refuse_as_overtaken(integer) from public, anon, authenticated, service_role;

-- The batch that is under way; null before the first and after the last.
create or replace function widget_private.current_batch(of_flag text) returns public.widget_rollouts
language sql stable set search_path = pg_catalog, pg_temp as $$
  select r from public.widget_rollouts r
  where r.flag_key = of_flag and r.status in ('running', 'paused', 'stopped')
  order by r.batch desc limit 1
$$;
revoke all on function widget_private.current_batch(text) from public, anon, authenticated, service_role;

-- The one that is begun next; null where none is left.
create or replace function widget_private.next_batch(of_flag text) returns public.widget_rollouts
language sql stable set search_path = pg_catalog, pg_temp as $$
  select r from public.widget_rollouts r
  where r.flag_key = of_flag and r.status in ('planned', 'rolled_back')
    and r.batch > coalesce((widget_private.current_batch(of_flag)).batch, 0)
  order by r.batch limit 1
$$;
revoke all on function widget_private.next_batch(text) from public, anon, authenticated, service_role;

-- By hand, which ends a batch under way. What reached further than the new share is moved back, all of it where it is off.
create or replace function widget_private.rollout_set_stage(of_flag text, new_stage text, share numeric, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
  new_share numeric := case new_stage when 'percentage' then round(share, 6) when 'on' then 100 else 0 end;
begin
  perform widget_private.require_platform_admin();
  flag := widget_private.open_flag(of_flag, why);
  if coalesce(new_stage not in ('off', 'list', 'percentage', 'on'), true)
    or (new_stage = 'percentage') <> coalesce(share between 0 and 100, false)
  then
    raise exception 'Say off, list, on, or percentage with a share from 0 to 100.' using errcode = 'WB006';
  end if;
  if new_stage <> 'on' then
    perform widget_private.refuse_if_retired(flag);
  end if;
  update public.widget_rollouts r
  set status = case when r.percent > new_share then 'rolled_back' else 'aborted' end, ended_at = clock_timestamp(),
    reason = why
  where r.flag_key = flag.key
    and (r.status in ('running', 'paused', 'stopped') or r.status = 'done' and r.percent > new_share);
  update public.widget_feature_flags f set stage = new_stage, rollout_percent = new_share, reason = why
  where f.key = flag.key;
end
$$;
revoke all on function widget_private.rollout_set_stage(text, text, numeric, text)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_set_stage(text, text, numeric, text) to authenticated;

-- One restaurant: put in, taken out, or (null) left to the stage again.
create or replace function widget_private.rollout_decide(of_flag text, tenant uuid, is_in boolean, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
  sleepers bigint;
begin
  perform widget_private.require_platform_admin();
  -- Before the flag: a removal, which has the restaurant, waits for nobody who wants it.
  if not widget_private.keep_tenant(tenant) then
    raise exception 'There is no such restaurant.' using errcode = 'WB005';
  end if;
  flag := widget_private.open_flag(of_flag, why);
  if not is_in then
    perform widget_private.refuse_if_retired(flag);
  end if;
  if is_in is null then
    delete from public.widget_feature_flag_overrides o where o.flag_key = flag.key and o.tenant_id = tenant;
    return;
  end if;
  if is_in and flag.stage = 'off' then
    select count(*) into sleepers
    from public.widget_feature_flag_overrides o where o.flag_key = flag.key and o.is_on and o.tenant_id <> tenant;
    if sleepers > 0 then
      raise exception 'The stage is off. Set it to list first: of restaurants put in earlier, % would come along.', sleepers
        using errcode = 'WB004';
    end if;
    update public.widget_feature_flags f set stage = 'list', reason = why where f.key = flag.key;
  end if;
  insert into public.widget_feature_flag_overrides as o (flag_key, tenant_id, is_on, reason)
  values (flag.key, tenant, is_in, why)
  on conflict (tenant_id, flag_key) do update set is_on = excluded.is_on, reason = excluded.reason;
end
$$;
revoke all on function widget_private.rollout_decide(text, uuid, boolean, text)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_decide(text, uuid, boolean, text) to authenticated;

-- Batches in place of those not begun; what was moved back before is history then.
create or replace function widget_private.rollout_plan(of_flag text, batches jsonb, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
  reached numeric;
  number integer;
  step record;
  reaches numeric;
begin
  perform widget_private.require_platform_admin();
  flag := widget_private.open_flag(of_flag, why);
  reached := flag.rollout_percent;
  if coalesce(jsonb_typeof(batches) <> 'array' or jsonb_array_length(batches) not between 1 and 50, true) then
    raise exception 'A plan has 1 to 50 batches.' using errcode = 'WB006';
  end if;
  delete from public.widget_rollouts r where r.flag_key = flag.key and r.status = 'planned';
  update public.widget_rollouts r set status = 'aborted' where r.flag_key = flag.key and r.status = 'rolled_back';
  select coalesce(max(r.batch), 0) into number from public.widget_rollouts r where r.flag_key = flag.key;
  for step in
    select b.value ->> 'percent' as percent, b.value ->> 'tenants' as tenants, b.value ->> 'goesOnAfterMinutes' as pause
    from jsonb_array_elements(batches) with ordinality as b (value, place) order by b.place
  loop
    number := number + 1;
    if (step.percent is null) = (step.tenants is null) then
      raise exception 'A batch reaches either a share or so many restaurants more.' using errcode = 'WB006';
    end if;
    reaches := coalesce(
      round(step.percent::numeric, 6), widget_private.share_after(flag, reached, step.tenants::integer)
    );
    if coalesce(reaches <= reached or reaches > 100, true) then
      raise exception 'Each batch must reach further than the one before, and than the % %% that have it.',
        trim_scale(flag.rollout_percent) using errcode = 'WB006';
    end if;
    insert into public.widget_rollouts
      (flag_key, batch, by_tenants, from_percent, percent, goes_on_after_minutes, reason)
    values
      (
        flag.key, number, case when step.percent is null then step.tenants::integer end, reached, reaches,
        step.pause::integer, why
      );
    reached := reaches;
  end loop;
end
$$;
revoke all on function widget_private.rollout_plan(text, jsonb, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_plan(text, jsonb, text) to authenticated;

-- Moves the restaurants of a batch that waits.
create or replace function widget_private.begin_batch(flag public.widget_feature_flags, waits public.widget_rollouts, why text)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  reaches numeric := case
    when waits.by_tenants is null then waits.percent
    else widget_private.share_after(flag, flag.rollout_percent, waits.by_tenants)
  end;
begin
  if flag.stage = 'on' or reaches <= flag.rollout_percent then
    raise exception '% %% have it already. Make a new plan.', trim_scale(flag.rollout_percent) using errcode = 'WB004';
  end if;
  update public.widget_rollouts r
  set status = 'running', from_percent = flag.rollout_percent, percent = reaches, numbers = '{}', reason = why,
    started_at = clock_timestamp(), watched_from = clock_timestamp(), ended_at = null
  where r.flag_key = flag.key and r.batch = waits.batch;
  -- Where it ended by size is where the next one begins.
  update public.widget_rollouts r set from_percent = reaches
  where r.flag_key = flag.key and r.status = 'planned' and r.batch = waits.batch + 1;
  update public.widget_feature_flags f set stage = 'percentage', rollout_percent = reaches, reason = why
  where f.key = flag.key;
end
$$;
revoke all on function widget_private.begin_batch(public.widget_feature_flags, public.widget_rollouts, text)
  from public, anon, authenticated, service_role;

