-- Restaurants that tests made: nothing would name them once their list is gone. Before all else, while they still go with all
-- that is theirs.
begin;
do $$
declare
  waiting uuid[];
  made uuid;
  reason text;
  -- For all of them together: what keeps one in use may keep each.
  waits integer := 0;
begin
  if to_regclass('widget_private.test_tenants') is null or to_regclass('public.tenants') is null then
    return;
  end if;
  execute 'select array(select tenant_id from widget_private.test_tenants order by 1)' into waiting;
  while cardinality(waiting) > 0 and waits < 20 loop
    made := waiting[1];
    waiting := waiting[2:];
    begin
      reason := 'the product keeps it';
      -- The list before the restaurant, as a test that ends takes them.
      execute 'select from widget_private.test_tenants where tenant_id = $1 for update' using made;
      execute 'delete from public.tenants where id = $1' using made;
    exception
      when lock_not_available or deadlock_detected then
        waiting := waiting || made;
        waits := waits + 1;
        perform pg_sleep(0.1);
        continue;
      -- Whatever a product has against it, its rows or a trigger: that keeps nothing else from being removed.
      when others then reason := sqlerrm;
    end;
    if exists (select from public.tenants t where t.id = made) then
      raise warning 'The restaurant % of a test stays, remove it by hand: %', made, reason;
    end if;
  end loop;
  foreach made in array waiting loop
    raise warning 'The restaurant % of a test stays, remove it by hand: it was in use', made;
  end loop;
end
$$;
commit;

-- The product's own tables first: for nobody longer than 100 ms, and tenants last and shortest.
begin;
do $$
declare
  was_migrated boolean := false;
  ours text[] := array(
    select t.name from unnest(array[
--TABLES--
    ]) as t (name)
    where to_regclass(t.name) is not null
    union all
    select 'public.tenant_members'
    where obj_description(to_regclass('public.tenant_members'), 'pg_class') = 'Made by the widget migration.'
    order by 1
  );
  statements text[];
  statement text;
begin
--RETURN UNLESS MIGRATED--
  for attempt in 1..200 loop
    begin
      perform set_config('lock_timeout', '100ms', true);
      if cardinality(ours) > 0 then
        execute format('lock table %s in access exclusive mode', array_to_string(ours, ', '));
      end if;
      if exists (
        select from pg_catalog.pg_trigger where tgrelid = to_regclass('public.tenants') and tgname = 'add_widget_defaults'
      ) then
        drop trigger add_widget_defaults on public.tenants;
      end if;
      if exists (
        select from pg_catalog.pg_trigger where tgrelid = to_regclass('public.tenants') and tgname = 'give_way_to_removal'
      ) then
        drop trigger give_way_to_removal on public.tenants;
      end if;
      statements := array(
        select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname)
        from pg_catalog.pg_constraint c
        where c.contype = 'f' and c.conrelid = any (ours::regclass[])
          and c.confrelid in (to_regclass('public.tenants'), to_regclass('auth.users'))
        order by c.confrelid <> to_regclass('auth.users')
      );
      foreach statement in array statements loop
        execute statement;
      end loop;
      return;
    exception
      when lock_not_available then perform pg_sleep(0.05);
    end;
  end loop;
  raise exception 'The widgets'' tables or public.tenants were in use all the time. Run this again at a calmer hour.'
    using errcode = 'lock_not_available';
end
$$;
commit;

begin;
do $$
declare
  policy name;
begin
  for attempt in 1..200 loop
    begin
      perform set_config('lock_timeout', '100ms', true);
      for policy in
        select policyname from pg_catalog.pg_policies
        where schemaname = 'realtime' and tablename = 'messages'
          and policyname in (
            'blunari_anon_read', 'blunari_read', 'blunari_write', 'blunari_anon_read_only', 'blunari_anon_write_only',
            'blunari_read_only', 'blunari_write_only', 'blunari_others_read_only', 'blunari_others_write_only'
          )
      loop
        execute format('drop policy if exists %I on realtime.messages', policy);
      end loop;
      return;
    exception
      when lock_not_available then perform pg_sleep(0.05);
    end;
  end loop;
  raise exception 'realtime.messages was in use all the time. Run this again at a calmer hour.'
    using errcode = 'lock_not_available';
end
$$;
commit;

-- The product's own tables that the migration made go too, where nothing else has come to need them; else our policy and
-- triggers alone. Nobody waits behind this for longer than 100 ms.
begin;
do $$
declare
  made text;
begin
  for attempt in 1..200 loop
    begin
      perform set_config('lock_timeout', '100ms', true);
      foreach made in array array['tenant_members', 'tenants'] loop
        if obj_description(to_regclass('public.' || made), 'pg_class') = 'Made by the widget migration.' then
          begin
            execute format('drop table public.%I', made);
          exception
            when dependent_objects_still_exist then
              execute format('drop policy members_read on public.%I', made);
              execute format('drop trigger if exists keep_an_owner_on_delete on public.%I', made);
              execute format('drop trigger if exists keep_an_owner_on_update on public.%I', made);
              execute format('comment on table public.%I is null', made);
              raise warning 'public.% stays, because other tables of this product need it.', made;
          end;
        end if;
      end loop;
      return;
    exception
      when lock_not_available then perform pg_sleep(0.05);
    end;
  end loop;
  raise exception 'The tables of restaurants and members were in use all the time. Run this again at a calmer hour.'
    using errcode = 'lock_not_available';
end
$$;
commit;

-- All tables are locked before one goes, events first as everywhere, and given up after 100 ms: staff and visitors who are
-- in the middle of something hold some and ask for others. Then functions that take or return a row of ours before the
-- tables, the tables before the functions that they use.
begin;
do $$
declare
  was_migrated boolean := false;
  made text;
begin
--RETURN UNLESS MIGRATED--
  for attempt in 1..200 loop
    begin
      perform set_config('lock_timeout', '100ms', true);
      for made in
        select t.name
        from unnest(array[
--TABLES--
        ]) with ordinality as t (name, at)
        where to_regclass(t.name) is not null
        order by t.name <> 'public.widget_analytics', t.name <> 'public.widget_configurations', t.at
      loop
        execute format('lock table %s in access exclusive mode', made);
      end loop;
      for made in
        select p.oid::regprocedure::text
        from pg_catalog.pg_proc p
        where p.pronamespace = to_regnamespace('widget_private') and exists (
          select from unnest(p.prorettype || p.proargtypes::oid[]) as a (type_id)
          join pg_catalog.pg_type t on t.oid = a.type_id
          left join pg_catalog.pg_type e on e.oid = t.typelem
          where 'c' in (t.typtype, e.typtype)
        )
      loop
        execute format('drop function %s', made);
      end loop;
      drop table if exists
--DROPPED--;
      drop sequence if exists widget_private.insights_version;
      for made in
        select p.oid::regprocedure::text
        from pg_catalog.pg_proc p
        where p.pronamespace = to_regnamespace('widget_private')
      loop
        execute format('drop function %s', made);
      end loop;
      drop type if exists widget_private.insight_count;
      drop type if exists widget_private.quarter_count;
      drop schema if exists widget_private;
      return;
    exception
      when lock_not_available then perform pg_sleep(0.05);
    end;
  end loop;
  raise exception 'The tables of the widgets were in use all the time. Run this again at a calmer hour.'
    using errcode = 'lock_not_available';
end
$$;
commit;

begin;
do $$
begin
  if to_regclass('supabase_migrations.schema_migrations') is not null then
    delete from supabase_migrations.schema_migrations where version = any (array[
--VERSIONS--
    ]);
    if obj_description(to_regclass('supabase_migrations.schema_migrations'), 'pg_class') = 'Made by the widget migration.'
      and not exists (select from supabase_migrations.schema_migrations)
    then
      drop table supabase_migrations.schema_migrations;
    end if;
  end if;
  if obj_description(to_regnamespace('supabase_migrations'), 'pg_namespace') = 'Made by the widget migration.'
    and not exists (select from pg_catalog.pg_class where relnamespace = to_regnamespace('supabase_migrations'))
  then
    drop schema supabase_migrations;
  end if;
  if to_regrole('blunari_api') is not null then
    if has_schema_privilege('public', 'usage with grant option') then
      revoke usage on schema public from blunari_api;
    end if;
    begin
      drop role blunari_api;
    exception
      when dependent_objects_still_exist then
        raise info 'The role blunari_api stays: another database of this cluster uses it.';
      when insufficient_privilege then
        raise warning 'The role blunari_api stays: somebody else made it. Its maker can run: drop role blunari_api;';
    end;
  end if;
end
$$;
commit;
