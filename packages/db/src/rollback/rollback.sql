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
  begun timestamptz;
begin
--RETURN UNLESS MIGRATED--
  for attempt in 1..200 loop
    begin
      statements := array(
        select s.text
        from (
          select 1, format('lock table %s in access exclusive mode', o.name) from unnest(ours) as o (name)
          union all
          select case c.confrelid when to_regclass('auth.users') then 2 else 4 end,
            format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname)
          from pg_catalog.pg_constraint c
          where c.contype = 'f' and c.conrelid = any (ours::regclass[])
            and c.confrelid in (to_regclass('public.tenants'), to_regclass('auth.users'))
          union all
          select 3, format('drop trigger %I on public.tenants', t.tgname)
          from pg_catalog.pg_trigger t
          where t.tgrelid = to_regclass('public.tenants') and t.tgname in ('add_widget_defaults', 'give_way_to_removal')
        ) as s (place, text)
        order by s.place, s.text
      );
      begun := clock_timestamp();
      foreach statement in array statements loop
        -- For all of them together: whoever adds a restaurant asks for some of ours, which are held meanwhile.
        perform set_config(
          'lock_timeout', greatest(100 - (1000 * extract(epoch from clock_timestamp() - begun))::integer, 1) || 'ms', true
        );
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
          select from unnest(p.prorettype || coalesce(p.proallargtypes, p.proargtypes::oid[])) as a (type_id)
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
