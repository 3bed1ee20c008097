-- Takes back everything that the widget migration made, and nothing else: tables with all that is in them, functions,
-- policies, the trigger on tenants, the rows of the migrations' history, and the login role unless another database of
-- this cluster uses it. `tenants` and `tenant_members` go only where the migration made them.
-- It stops before any change where somebody else's object bears one of our names or needs one of ours, and names it. Then
-- it runs in steps, each safe to run again.
-- Of the two statements of an emergency (DROP TABLE IF EXISTS public.widget_analytics; DROP TABLE IF EXISTS
-- public.widget_configurations;) "deadlock detected" means that somebody was adding or removing a restaurant past our
-- triggers: run both again, or the form in packages/db/README.md that gives way and tries again, as this file does.

-- Stops before any change where somebody else has taken one of our names since.
begin;
do $$
declare
  was_migrated boolean := false;
  taken text;
begin
--RETURN UNLESS MIGRATED--
  with ours (name, columns) as (
    values
--OURS--
  )
  select string_agg('public.' || o.name, ', ' order by o.name) into taken
  from ours o
  join pg_catalog.pg_class c on c.relname = o.name and c.relnamespace = 'public'::regnamespace
  where c.relkind <> 'r' or not o.columns <@ array(
    select a.attname::text from pg_catalog.pg_attribute a where a.attrelid = c.oid and not a.attisdropped
  );
  if taken is not null then
    raise exception 'These bear names of ours and are somebody else''s: %. Nothing was removed.', taken
      using errcode = 'duplicate_table', hint = 'Rename or move what has these names, then run this again.';
  end if;
end
$$;
commit;

-- And where somebody else's object needs one of ours: a view, a foreign key, a function, a policy, a table in our schema.
begin;
do $$
declare
  was_migrated boolean := false;
  needing text;
begin
--RETURN UNLESS MIGRATED--
  -- So that names are told with their schemas.
  perform set_config('search_path', '', true);
  with recursive named (class_id, object_id) as (
    select 'pg_catalog.pg_namespace'::regclass::oid, to_regnamespace('widget_private')::oid
    union all
    select 'pg_catalog.pg_class'::regclass, to_regclass(ours.name)
    from unnest(array[
--TABLES--,
      'widget_private.insights_version'
    ]) as ours (name)
    where to_regclass(ours.name) is not null
    union all
    select 'pg_catalog.pg_proc'::regclass, p.oid
    from pg_catalog.pg_proc p
    where p.pronamespace = to_regnamespace('widget_private') and p.prokind = 'f' and p.proname = any (array[
--FUNCTIONS--
    ])
    union all
    select 'pg_catalog.pg_type'::regclass, t.oid
    from pg_catalog.pg_type t
    where t.oid in (to_regtype('widget_private.insight_count'), to_regtype('widget_private.quarter_count'))
    union all
    -- Of ours on the product's tables.
    select 'pg_catalog.pg_trigger'::regclass, t.oid
    from pg_catalog.pg_trigger t
    where t.tgrelid = to_regclass('public.tenants') and t.tgname in ('add_widget_defaults', 'give_way_to_removal')
      or t.tgrelid = to_regclass('public.tenant_members') and t.tgname like 'keep\_an\_owner\_%'
    union all
    select 'pg_catalog.pg_policy'::regclass, p.oid
    from pg_catalog.pg_policy p
    where p.polrelid = to_regclass('realtime.messages') and p.polname in (
            'blunari_anon_read', 'blunari_read', 'blunari_write', 'blunari_anon_read_only', 'blunari_anon_write_only',
            'blunari_read_only', 'blunari_write_only', 'blunari_others_read_only', 'blunari_others_write_only'
          )
      or p.polrelid in (to_regclass('public.tenants'), to_regclass('public.tenant_members')) and p.polname = 'members_read'
        and obj_description(p.polrelid, 'pg_class') = 'Made by the widget migration.'
  ), removed as (
    select * from named
    union
    -- What goes with an object by itself: columns, indexes, constraints, triggers and their copies on partitions, row types.
    select d.classid, d.objid
    from removed r
    join pg_catalog.pg_depend d on d.refclassid = r.class_id and d.refobjid = r.object_id
      and d.deptype in ('a', 'i', 'P')
  )
  select string_agg(
    distinct regexp_replace(pg_catalog.pg_describe_object(d.classid, d.objid, d.objsubid), '^rule \S+ on ', ''), ', '
  ) into needing
  from removed r
  join pg_catalog.pg_depend d on d.refclassid = r.class_id and d.refobjid = r.object_id and d.deptype = 'n'
  where (d.classid, d.objid) not in (select class_id, object_id from removed);
  if needing is not null then
    raise exception 'These are somebody else''s and need what is ours: %. Nothing was removed.', needing
      using errcode = 'dependent_objects_still_exist', hint = 'Drop or change them, then run this again.';
  end if;
end
$$;
commit;

