-- Tells a restaurant's screens at once when a feature came or went.

-- Who is still to be told. Ten thousand messages do not fit into the transaction of one change, so the first ones are sent
-- there and the rest right after it, by whichever process comes first. No link to tenants: a change for all waits for no
-- removal of one, and who is gone is told nothing.
create table if not exists widget_private.flag_news (
  flag_key text not null,
  tenant_id uuid not null,
  since timestamptz not null default clock_timestamp(),
  primary key (tenant_id, flag_key)
);
revoke all on widget_private.flag_news from public, anon, authenticated, service_role;
do $$
begin
  if to_regclass('widget_private.flag_news_since_idx') is null then
    create index flag_news_since_idx on widget_private.flag_news (since);
  end if;
end
$$;

-- Each restaurant is told what is so at this moment, however often it changed since. Answers how many were told.
create or replace function widget_private.send_flag_news(how_many integer) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  news record;
  told integer := 0;
begin
  for news in
    with due as (
      select n.tenant_id, n.flag_key from widget_private.flag_news n order by n.since limit how_many for update skip locked
    ), taken as (
      delete from widget_private.flag_news n using due d
      where n.tenant_id = d.tenant_id and n.flag_key = d.flag_key
      returning n.tenant_id, n.flag_key
    ), flags as (
      select t.flag_key, array_agg(t.tenant_id) as tenants from taken t group by t.flag_key
    )
    select a.tenant_id, f.key, a.is_on, f.version
    from flags g
    join public.widget_feature_flags f on f.key = g.flag_key
    cross join lateral widget_private.flag_answers(f, g.tenants) a
    join public.tenants t on t.id = a.tenant_id
  loop
    perform realtime.send(
      jsonb_build_object(
        'id', news.tenant_id, 'key', news.key, 'isOn', news.is_on, 'version', news.version,
        'committedAt', widget_private.iso(clock_timestamp())
      ),
      'flags.changed', 'tenant:' || news.tenant_id, true
    );
    told := told + 1;
  end loop;
  return told;
end
$$;
revoke all on function widget_private.send_flag_news(integer) from public, anon, authenticated, service_role;

-- The API calls it every second and after each change; any number of processes may. Fewer than 1,000: nobody waits.
create or replace function widget_private.flush_flag_news() returns integer
language sql security definer set search_path = pg_catalog, pg_temp as $$
  select widget_private.send_flag_news(1000)
$$;
revoke all on function widget_private.flush_flag_news() from public, anon, authenticated, service_role;
grant execute on function widget_private.flush_flag_news() to blunari_api;

create or replace function widget_private.announce_flag() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into widget_private.flag_news as n (flag_key, tenant_id)
  select new.key, now_so.tenant_id
  from widget_private.flag_answers(new) now_so
  join widget_private.flag_answers(old) was_so on was_so.tenant_id = now_so.tenant_id
  where now_so.is_on <> was_so.is_on
  order by now_so.tenant_id
  -- An update waits for whoever is sending this one; to do nothing would trust a message that was sent too early.
  on conflict (tenant_id, flag_key) do update set since = excluded.since;
  perform widget_private.send_flag_news(250);
  return null;
end
$$;
revoke all on function widget_private.announce_flag() from public, anon, authenticated, service_role;

create or replace function widget_private.announce_override() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := case tg_op when 'DELETE' then old.tenant_id else new.tenant_id end;
  flag text := case tg_op when 'DELETE' then old.flag_key else new.flag_key end;
begin
  -- Not where it goes with its restaurant, whose removal must not wait for the flag.
  if not exists (select from public.tenants t where t.id = tenant) then
    return null;
  end if;
  -- The trigger there counts.
  update public.widget_feature_flags f set version = f.version where f.key = flag;
  insert into widget_private.flag_news as n (flag_key, tenant_id) values (flag, tenant)
  on conflict (tenant_id, flag_key) do update set since = excluded.since;
  perform widget_private.send_flag_news(250);
  return null;
end
$$;
revoke all on function widget_private.announce_override() from public, anon, authenticated, service_role;

do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_feature_flags'::regclass and tgname = 'announce_flag'
  ) then
    create trigger announce_flag after update on public.widget_feature_flags
      for each row when (
        old.stage is distinct from new.stage or old.rollout_percent is distinct from new.rollout_percent
        or old.retired_at is distinct from new.retired_at
      )
      execute function widget_private.announce_flag();
  end if;
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_feature_flag_overrides'::regclass and tgname = 'announce_override'
  ) then
    create trigger announce_override after insert or update or delete on public.widget_feature_flag_overrides
      for each row execute function widget_private.announce_override();
  end if;
end
$$;

-- The one that moves restaurants from the earlier form to the editor: off until somebody begins. Where there is no
-- restaurant as yet, there is nobody to move, and all will have the editor.
insert into public.widget_feature_flags (key, description, stage, rollout_percent)
select 'widget_management_v2', 'The editor with preview and auto-save, in place of the earlier form',
  case when n.is_new then 'on' else 'off' end, case when n.is_new then 100 else 0 end
from (select not exists (select from public.tenants) as is_new) as n
on conflict (key) do nothing;
