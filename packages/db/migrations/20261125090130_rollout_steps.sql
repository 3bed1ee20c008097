-- How a roll-out goes on, is held, goes back and ends.

-- The batch that shall be under way: the one that is, and was held; or the next; or, after the last, the end.
create or replace function widget_private.apply_go_on(of_flag text, batch integer, why text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags := widget_private.open_flag(of_flag, why);
  present public.widget_rollouts := widget_private.current_batch(flag.key);
  following public.widget_rollouts := widget_private.next_batch(flag.key);
begin
  perform widget_private.refuse_if_retired(flag);
  if present.batch = apply_go_on.batch and present.status in ('paused', 'stopped') then
    update public.widget_rollouts r set status = 'running', watched_from = clock_timestamp(), reason = why
    where r.flag_key = flag.key and r.batch = present.batch;
    return;
  end if;
  if coalesce(following.batch, present.batch + 1) is distinct from apply_go_on.batch then
    perform widget_private.refuse_as_overtaken(apply_go_on.batch);
  end if;
  update public.widget_rollouts r set status = 'done', ended_at = clock_timestamp(), reason = why
  where r.flag_key = flag.key and r.batch = present.batch;
  if following.batch is not null then
    perform widget_private.begin_batch(flag, following, why);
  elsif flag.rollout_percent = 100 then
    update public.widget_feature_flags f set stage = 'on', reason = why where f.key = flag.key;
  end if;
end
$$;
revoke all on function widget_private.apply_go_on(text, integer, text) from public, anon, authenticated, service_role;

create or replace function widget_private.rollout_go_on(of_flag text, batch integer, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform widget_private.require_platform_admin();
  perform widget_private.apply_go_on(of_flag, batch, why);
end
$$;
revoke all on function widget_private.rollout_go_on(text, integer, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_go_on(text, integer, text) to authenticated;

-- Nothing goes on by itself any more.
create or replace function widget_private.rollout_pause(of_flag text, batch integer, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
begin
  perform widget_private.require_platform_admin();
  flag := widget_private.open_flag(of_flag, why);
  update public.widget_rollouts r set status = 'paused', reason = why
  where r.flag_key = flag.key and r.batch = rollout_pause.batch and r.status = 'running';
  if not found then
    perform widget_private.refuse_as_overtaken(rollout_pause.batch);
  end if;
end
$$;
revoke all on function widget_private.rollout_pause(text, integer, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_pause(text, integer, text) to authenticated;

-- Ends the plan where it is: who was moved stays moved.
create or replace function widget_private.rollout_abort(of_flag text, batch integer, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
  present public.widget_rollouts;
begin
  perform widget_private.require_platform_admin();
  flag := widget_private.open_flag(of_flag, why);
  present := widget_private.current_batch(flag.key);
  if coalesce(present.batch, (widget_private.next_batch(flag.key)).batch) is distinct from rollout_abort.batch then
    perform widget_private.refuse_as_overtaken(rollout_abort.batch);
  end if;
  update public.widget_rollouts r set status = 'aborted', ended_at = clock_timestamp(), reason = why
  where r.flag_key = flag.key and (r.batch = present.batch or r.status = 'rolled_back');
  delete from public.widget_rollouts r where r.flag_key = flag.key and r.status = 'planned';
end
$$;
revoke all on function widget_private.rollout_abort(text, integer, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_abort(text, integer, text) to authenticated;

-- Back to where a batch that passed ended; 0 is off, for those put in by hand as well.
create or replace function widget_private.rollout_back(of_flag text, to_batch integer, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
  goal public.widget_rollouts;
begin
  perform widget_private.require_platform_admin();
  flag := widget_private.open_flag(of_flag, why);
  perform widget_private.refuse_if_retired(flag);
  if to_batch = 0 then
    perform widget_private.rollout_set_stage(flag.key, 'off', null, why);
    return;
  end if;
  select * into goal from public.widget_rollouts r
  where r.flag_key = flag.key and r.batch = to_batch and r.status in ('running', 'paused', 'stopped', 'done');
  if goal.percent is null or goal.percent >= flag.rollout_percent then
    perform widget_private.refuse_as_overtaken(to_batch);
  end if;
  update public.widget_rollouts r set status = 'rolled_back', ended_at = clock_timestamp(), reason = why
  where r.flag_key = flag.key and r.batch > to_batch and r.status in ('running', 'paused', 'stopped', 'done');
  update public.widget_rollouts r set status = 'paused', watched_from = clock_timestamp(), ended_at = null, reason = why
  where r.flag_key = flag.key and r.batch = to_batch;
  update public.widget_feature_flags f set stage = 'percentage', rollout_percent = goal.percent, reason = why
  where f.key = flag.key;
end
$$;
revoke all on function widget_private.rollout_back(text, integer, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_back(text, integer, text) to authenticated;

-- The rule of the automatic stop, as the API has checked it.
create or replace function widget_private.rollout_set_rule(of_flag text, rule jsonb, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
begin
  perform widget_private.require_platform_admin();
  flag := widget_private.open_flag(of_flag, why);
  update public.widget_feature_flags f set stop_rule = rule, reason = why where f.key = flag.key;
end
$$;
revoke all on function widget_private.rollout_set_rule(text, jsonb, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_set_rule(text, jsonb, text) to authenticated;

-- The last step: what the feature replaces serves nobody any more, once nobody needs it; or serves again.
create or replace function widget_private.rollout_retire(of_flag text, retires boolean, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
  without bigint;
begin
  perform widget_private.require_platform_admin();
  flag := widget_private.open_flag(of_flag, why);
  if coalesce(retires, true) then
    select count(*) into without from widget_private.flag_answers(flag) a where not a.is_on;
    if flag.stage <> 'on' or without > 0 then
      raise exception 'Not everybody is moved: the stage is %, restaurants with the earlier form: %.', flag.stage, without
        using errcode = 'WB004';
    end if;
  end if;
  update public.widget_feature_flags f
  set retired_at = case when coalesce(retires, true) then coalesce(f.retired_at, clock_timestamp()) end, reason = why
  where f.key = flag.key;
end
$$;
revoke all on function widget_private.rollout_retire(text, boolean, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_retire(text, boolean, text) to authenticated;

-- By the job that watches: a batch that did worse is held, or moved back where the rule says so. False where somebody was
-- faster. Nobody put in by hand is moved by it.
create or replace function widget_private.stop_batch(
  of_flag text, batch integer, stop jsonb, moves_back boolean, why text
) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags := widget_private.open_flag(of_flag, why);
  goal numeric;
begin
  update public.widget_rollouts r
  set status = case when moves_back then 'rolled_back' else 'stopped' end, reason = why,
    numbers = r.numbers || jsonb_build_object('stop', stop),
    ended_at = case when moves_back then clock_timestamp() end
  where r.flag_key = flag.key and r.batch = stop_batch.batch and r.status in ('running', 'paused')
  returning r.from_percent into goal;
  if goal is not null and moves_back then
    update public.widget_rollouts r
    set status = 'paused', watched_from = clock_timestamp(), ended_at = null, reason = why
    where r.flag_key = flag.key and r.status = 'done' and r.percent = goal;
    update public.widget_feature_flags f set rollout_percent = goal, reason = why where f.key = flag.key;
  end if;
  return goal is not null;
end
$$;
revoke all on function widget_private.stop_batch(text, integer, jsonb, boolean, text)
  from public, anon, authenticated, service_role;
