#variable_conflict use_column
-- What the migrations up to --LAST VERSION-- leave.
declare
  server_version constant integer := current_setting('server_version_num')::integer;
  again constant text := 'Run supabase/widget-management-migration.sql again.';
  -- Null while a table is away.
  config_count bigint;
  setting_count bigint;
  analytics_count bigint;
  tenant_count bigint;
  -- Widgets that would not come back, under their key, from an emergency removal.
  lost_count bigint := 0::bigint;
  link_key_count bigint;
  flag_count bigint;
  -- Restaurants of a test, which come and go, are not counted.
  tested uuid[] := '{}'::uuid[];
begin
  -- As what is expected was written down, and without compiling a question that is asked once, which takes longer than
  -- to answer it; for the caller's transaction, which asks nothing else.
  perform set_config('quote_all_identifiers', 'off', true), set_config('intervalstyle', 'postgres', true),
    set_config('datestyle', 'ISO', true), set_config('jit', 'off', true);
--COUNTS--
  return query
  with recursive expected (kind, subject, definition) as (
    values
--EXPECTED--
  ), actual as (
--CATALOGUE--
  ), owned (subject, owner) as (
    select 'schema ' || n.nspname, n.nspowner from pg_catalog.pg_namespace n where n.nspname = 'widget_private'
    union all
    select 'table ' || e.subject, c.relowner
    from expected e join pg_catalog.pg_class c on c.oid = to_regclass(e.subject)
    where e.kind in ('table', 'sequence')
    union all
    select 'function ' || p.oid::regprocedure, p.proowner
    from pg_catalog.pg_proc p
    where p.pronamespace = to_regnamespace('widget_private')
      -- By its text: before Postgres 16 to_regprocedure() fails where the type of an argument is away. Among all names at
      -- once: a join writes the text anew for each of them, which takes longer than all other checks together.
      and p.oid::regprocedure::text = any (array(select e.subject from expected e where e.kind = 'function'))
    union all
    select 'type ' || e.subject, t.typowner
    from expected e join pg_catalog.pg_type t on t.oid = to_regtype(e.subject)
    where e.kind = 'type'
  ), owners as (
    select o.subject, quote_ident(r.rolname) as owner, coalesce(
      (
        -- Whoever ran the migration, which refuses superusers, still has most of it.
        select mode() within group (order by quote_ident(m.rolname))
        from owned t join pg_catalog.pg_roles m on m.oid = t.owner
        where not m.rolsuper
      ),
      'postgres'
    ) as rightful
    from owned o join pg_catalog.pg_roles r on r.oid = o.owner
  ), views (oid) as (
    select w.ev_class
    from expected e
    join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = to_regclass(e.subject)
    join pg_catalog.pg_rewrite w on d.classid = 'pg_catalog.pg_rewrite'::regclass and w.oid = d.objid
    where e.kind = 'table' and w.ev_class <> d.refobjid
    union
    select w.ev_class
    from views v
    join pg_catalog.pg_depend d on d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid = v.oid
    join pg_catalog.pg_rewrite w on d.classid = 'pg_catalog.pg_rewrite'::regclass and w.oid = d.objid
  ), compared as (
    select
      e.kind, e.subject, e.definition, a.definition as found,
      case
        when a.subject is null then 'is missing'
        when a.definition <> e.definition then 'is wrong: ' || a.definition
        else 'ok'
      end as result
    from expected e
    left join actual a on a.kind = e.kind and a.subject = e.subject
    -- Where there is no publication of that name, nobody follows rows.
    where (
      e.kind <> 'publication' or exists (
        select from pg_catalog.pg_publication p where p.pubname = 'supabase_realtime' and not p.puballtables
          and not exists (
            select from pg_catalog.pg_publication_namespace n
            where n.pnpubid = p.oid and n.pnnspid = to_regnamespace('public')
          )
      )
    ) and (
      e.kind <> 'publication actions'
      or exists (select from pg_catalog.pg_publication p where p.pubname = 'supabase_realtime')
    -- Another product's tables of restaurants and members have nothing of ours but the triggers for later restaurants.
    ) and (
      e.subject like '% add\_widget\_defaults' or e.subject like '% give\_way\_to\_removal'
      or e.subject !~ '^public\.(tenants|tenant_members)( |$)'
      or obj_description(to_regclass(split_part(e.subject, ' ', 1)), 'pg_class') = 'Made by the widget migration.'
    )
    union all
--OTHERS--
    union all
    select
      'owner', o.subject, o.rightful, o.owner,
      case when o.owner = o.rightful then 'ok' else 'belongs to ' || o.owner || ', who may do with it whatever they like' end
    from owners o
    -- One row where all is well; each object that is somebody else's.
    where o.owner <> o.rightful or o.subject = 'schema widget_private'
  ), parts as (
    select
      c.*, c.result = 'is missing' as is_missing, split_part(c.subject, ' ', 1) as owner,
      substr(c.subject, length(split_part(c.subject, ' ', 1)) + 2) as name,
      -- Of a column, without what follows its type.
      regexp_replace(regexp_replace(c.definition, ' not null$', ''), ' default .*$', '') as type,
      regexp_replace(regexp_replace(c.found, ' not null$', ''), ' default .*$', '') as type_now,
      case c.kind when 'foreign publication' then 'supabase_realtime' when 'foreign replication' then c.found end
        as publication,
      case c.kind when 'foreign publication' then c.subject when 'foreign replication' then c.definition end as covered,
      -- A statement about a table, or with a function, that is missing itself would fail.
      c.result <> 'ok' and c.kind <> 'owner' and (
        c.definition like '%blunari\_api%' and to_regrole('blunari_api') is null
        or c.kind = 'schema rights' and to_regnamespace(c.subject) is null
        or c.kind not in ('table', 'sequence', 'function') and c.kind not like 'foreign %' and exists (
          select
          from regexp_matches(
            case c.kind when 'index' then c.definition else c.subject || ' ' || c.definition end,
            '(?:public|widget_private)\.\w+', 'g'
          ) as needed (names)
          where to_regclass(needed.names[1]) is null and to_regproc(needed.names[1]) is null
        )
      ) as needs_more
    from compared c
  )
  select
    p.kind, p.subject, p.result,
--MENDS--
  from parts p
  -- In the order of mending: what stands in the way first, then what others need, keys before the links to them.
  order by p.result = 'ok', p.kind <> 'owner', p.kind not like 'foreign %', p.needs_more, p.kind, p.definition like 'FOREIGN KEY%', p.subject;
end
