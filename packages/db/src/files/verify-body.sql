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
  -- In the order in which an emergency removal takes them.
  if to_regclass('public.widget_analytics') is not null then
    select count(*) into analytics_count from public.widget_analytics;
  end if;
  if to_regclass('widget_private.test_tenants') is not null then
    select coalesce(array_agg(t.tenant_id), '{}') into tested from widget_private.test_tenants t;
  end if;
  if to_regclass('public.widget_configurations') is not null then
    select count(*) into config_count from public.widget_configurations w where w.tenant_id <> all (tested);
  end if;
  if to_regclass('public.widget_settings') is not null then
    select count(*) into setting_count from public.widget_settings s where s.tenant_id <> all (tested);
  end if;
  if to_regclass('public.tenants') is not null then
    select count(*) into tenant_count from public.tenants t where t.id <> all (tested);
  end if;
  if config_count is not null and to_regclass('widget_private.kept_widgets') is not null then
    select count(*) into lost_count
    from public.widget_configurations w
    where not exists (select from widget_private.kept_widgets k where k.widget_id = w.id);
  end if;
  if to_regclass('widget_private.guest_link_key') is not null then
    select count(*) into link_key_count from widget_private.guest_link_key;
  end if;
  if to_regclass('public.widget_feature_flags') is not null then
    select count(*) into flag_count from public.widget_feature_flags f where f.key = 'widget_management_v2';
  end if;
  return query
  values
    (
      'config_count', config_count::text,
      case when config_count = 2 * tenant_count then 'ok' else 'is not twice tenant_count' end,
      case when config_count = 2 * tenant_count then '' else again end
    ),
    (
      'analytics_count', analytics_count::text, case
        when analytics_count is not null then 'ok'
        when config_count is not null then
          'is missing, and widget_configurations is there: if an emergency removal met a deadlock, run both statements again'
        else 'is missing'
      end,
      case when analytics_count is null then again else '' end
    ),
    (
      'tenant_count', tenant_count::text, case when tenant_count is null then 'is missing' else 'ok' end,
      case when tenant_count is null then again else '' end
    ),
    (
      'settings_count', setting_count::text,
      case when setting_count = tenant_count then 'ok' else 'is not tenant_count' end,
      case when setting_count = tenant_count then '' else again end
    ),
    (
      'kept_count', (config_count - lost_count)::text,
      case when lost_count = 0 then 'ok' else 'is not config_count: an emergency removal would lose the keys of the others' end,
      case when lost_count = 0 then '' else again end
    ),
    (
      'link_key_count', link_key_count::text,
      case when link_key_count = 1 then 'ok' else 'is not 1: guests get no link to their booking, and those sent are dead' end,
      case when link_key_count = 1 then '' else again end
    ),
    (
      'flag_count', flag_count::text,
      case when flag_count = 1 then 'ok' else 'is not 1: the flag widget_management_v2 says who has the editor' end,
      case when flag_count = 1 then '' else again end
    );
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
    select 'function ' || e.subject, p.proowner
    -- By its text: before Postgres 16 to_regprocedure() fails where the type of an argument is away.
    from expected e join pg_catalog.pg_proc p on p.oid::regprocedure::text = e.subject
    where e.kind = 'function' and p.pronamespace = to_regnamespace('widget_private')
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
    -- Of others, on tables of ours: what changes who sees a row, or what becomes of one that is written.
    select
      'foreign ' || a.kind, a.subject, a.definition, a.definition, 'is not ours and ' || case
        when a.definition like 'as restrictive %' then 'lets less through'
        when a.kind = 'policy' then 'lets more through'
        when a.kind in ('constraint', 'index') then 'refuses rows'
        else 'may change or refuse what is written'
      end
    from actual a
    where (a.kind in ('policy', 'trigger', 'rule', 'constraint') or a.definition like 'CREATE UNIQUE INDEX %')
      and not exists (select from expected e where e.kind = a.kind and e.subject = a.subject)
      and case a.kind when 'index' then substring(a.definition from ' ON (?:ONLY )?(\S+) ') else split_part(a.subject, ' ', 1) end
        in (select e.subject from expected e where e.kind = 'table' union all select 'realtime.messages')
    union all
    -- Whoever follows a published table is told every column of each row that they may read.
    select
      'foreign publication', a.subject, a.definition, a.definition,
      'is published, and the row-by-row feed tells each of its columns: guests'' names, addresses and health data too'
    from actual a
    where a.kind = 'publication' and a.subject in (select e.subject from expected e where e.kind = 'table')
      and not exists (select from expected e where e.kind = a.kind and e.subject = a.subject)
    union all
    select
      'foreign publication', w.covered, '', '',
      'is published as a whole, with guests'' names, addresses and health data, and each table that is made later'
    from (
      select 'all tables'
      from pg_catalog.pg_publication p where p.pubname = 'supabase_realtime' and p.puballtables
      union all
      select 'schema ' || n.pnnspid::regnamespace
      from pg_catalog.pg_publication p
      join pg_catalog.pg_publication_namespace n on n.pnpubid = p.oid
      where p.pubname = 'supabase_realtime' and n.pnnspid::regnamespace::text in ('public', 'widget_private')
    ) as w (covered)
    union all
    -- Subscribers of other publications: a warehouse, a copy of the database.
    select
      'foreign replication', format('%s in %I', w.covered, p.pubname), w.covered, p.pubname::text,
      'is published, and its subscribers read each column past row security'
    from pg_catalog.pg_publication p
    cross join lateral (
      select 'all tables' where p.puballtables
      union all
      select 'schema ' || n.pnnspid::regnamespace
      from pg_catalog.pg_publication_namespace n
      where n.pnpubid = p.oid and n.pnnspid::regnamespace::text in ('public', 'widget_private')
      union all
      select e.subject
      from expected e join pg_catalog.pg_publication_rel m on m.prrelid = to_regclass(e.subject)
      where e.kind = 'table' and m.prpubid = p.oid
    ) as w (covered)
    where p.pubname <> 'supabase_realtime'
    union all
    -- Who may manage members, and what else is ours of it, is told by that comment.
    select
      'mark', m.name, '', '',
      'has the policy of the migration that made it, and no more its comment: it is taken for a table of the product''s own'
    from (values ('public.tenants'), ('public.tenant_members')) as m (name)
    join pg_catalog.pg_policies o on m.name = format('%I.%I', o.schemaname, o.tablename)
    where o.policyname = 'members_read' and o.qual like '%widget\_private.my\_tenants%'
      and obj_description(to_regclass(m.name), 'pg_class') is distinct from 'Made by the widget migration.'
    union all
    select
      'foreign child', format('%s %s', e.subject, i.inhrelid::regclass), '', '',
      'inherits from it, and whoever reads ours reads its rows too'
    from expected e join pg_catalog.pg_inherits i on i.inhparent = to_regclass(e.subject)
    where e.kind = 'table'
    union all
    -- A view reads as its owner unless it says otherwise, and a materialized one always.
    select
      'foreign view', c.oid::regclass::text, c.relkind::text, '',
      'shows rows of ours past row security to ' || string_agg(g.rolname, ', ' order by g.rolname collate "C")
    from views v
    join pg_catalog.pg_class c on c.oid = v.oid and c.relkind in ('v', 'm')
    join pg_catalog.pg_roles g
      on g.rolname in ('anon', 'authenticated') and has_any_column_privilege(g.oid, c.oid, 'select')
    where not exists (
      select from pg_options_to_table(c.reloptions) o
      where o.option_name = 'security_invoker' and o.option_value::boolean
    )
    group by c.oid, c.relkind
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
    case
      when p.result = 'ok' then ''
      when p.needs_more then again
      when p.kind = 'table' and not p.is_missing then
        case when p.found like 'unlogged%' then format('alter table %s set logged; ', p.subject) else '' end
          || format('alter table %s %s;', p.subject, p.definition)
      when p.kind = 'row security' then format('alter table %s enable row level security;', p.subject)
      when p.kind = 'column' and p.is_missing then
        format('alter table %s add column %s %s;', p.owner, p.name, p.definition)
      when p.kind = 'column' then
        format(
          'alter table %1$s %3$salter column %2$s %4$s, alter column %2$s %5$s not null;',
          p.owner, p.name,
          -- Where it is right already it stays out: to set a type that others depend on fails, even to the same.
          case when p.type_now <> p.type then format('alter column %s type %s, ', p.name, p.type) else '' end,
          coalesce(
            'set' || substring(regexp_replace(p.definition, ' not null$', '') from ' default .*$'), 'drop default'
          ),
          case when p.definition like '% not null' then 'set' else 'drop' end
        )
      -- Takes the functions that have it along, which the next row names.
      when p.kind = 'type' then format('drop type if exists %1$s cascade; create type %1$s as (%2$s);', p.subject, p.definition)
      when p.kind = 'constraint' and p.is_missing then
        format('alter table %s add constraint %s %s;', p.owner, p.name, p.definition)
      when p.kind = 'constraint' and p.result like '%NOT VALID' then
        format('alter table %s validate constraint %s;', p.owner, p.name)
      when p.kind = 'constraint' then
        format('alter table %1$s drop constraint %2$s; alter table %1$s add constraint %2$s %3$s;', p.owner, p.name, p.definition)
      when p.kind = 'index' then
        case when p.is_missing then '' else format('drop index %s; ', p.subject) end || p.definition || ';'
      when p.kind = 'trigger' then
        case when p.is_missing then '' else format('drop trigger %s on %s; ', p.name, p.owner) end || p.definition || ';'
      when p.kind = 'policy' then
        case when p.is_missing then '' else format('drop policy %s on %s; ', p.name, p.owner) end
          || format('create policy %s on %s %s;', p.name, p.owner, p.definition)
      when p.kind in ('foreign policy', 'foreign trigger', 'foreign rule') then
        format('drop %s %s on %s;', split_part(p.kind, ' ', 2), p.name, p.owner)
      when p.kind = 'foreign constraint' then format('alter table %s drop constraint %s;', p.owner, p.name)
      when p.kind = 'foreign index' then format('drop index %s;', p.subject)
      when p.kind = 'rights' and not p.is_missing then
        format('revoke all on %s from public, anon, authenticated, service_role, blunari_api;', p.subject)
          || coalesce(
            (
              select string_agg(' grant ' || replace(g.part, ' to ', format(' on %s to ', p.subject)) || ';', '')
              from unnest(string_to_array(nullif(p.definition, ''), '; ')) as g (part)
            ),
            ''
          )
      when p.kind = 'function' and not p.is_missing then
        format(
          'alter function %1$s security %2$s reset all set search_path = pg_catalog, pg_temp%4$s; '
          'revoke all on function %1$s from public, anon, authenticated, service_role, blunari_api%3$s;', p.subject,
          split_part(p.definition, ', ', 1), ', ' || nullif(split_part(p.found, 'called by ', 2), 'nobody'),
          (
            select string_agg(format(' set %I = %L', lower(s.parts[1]), s.parts[2]), '')
            from regexp_matches(p.definition, ', (?!search_path)(\w+)=([^,]+)', 'g') as s (parts)
          )
        ) || case when p.definition like '%called by nobody' then '' else format(
          ' grant execute on function %s to %s;', p.subject, split_part(p.definition, 'called by ', 2)
        ) end
      when p.kind = 'schema rights' then
        coalesce(
          (
            select string_agg(format('revoke %s;', replace(r.part, ' to ', format(' on schema %s from ', p.subject))), ' ')
            from unnest(string_to_array(p.found, '; ')) as r (part)
            where r.part <> all (string_to_array(p.definition, '; '))
          ) || ' ', ''
        ) || (
          select string_agg(format('grant %s;', replace(g.part, ' to ', format(' on schema %s to ', p.subject))), ' ')
          from unnest(string_to_array(p.definition, '; ')) as g (part)
        )
      when p.kind = 'login role' and not p.is_missing then (
        select string_agg(f.statement, ' ' order by f.step)
        from (
          select 1 as step, 'alter role blunari_api no' || a.flag || ';' as statement
          from regexp_split_to_table(split_part(p.found, 'member of ', 1), ', ') as a (flag)
          where a.flag <> ''
          union all
          -- Since Postgres 16 each giver's grant is one of its own.
          select 2, format(
            'revoke %s from blunari_api%s;', m.roleid::regrole,
            case when server_version >= 160000 then ' granted by ' || m.grantor::regrole else '' end
          )
          from pg_catalog.pg_auth_members m
          where m.member = to_regrole('blunari_api') and (
            m.roleid not in (select g.oid from pg_catalog.pg_roles g where g.rolname in ('anon', 'authenticated'))
            or m.admin_option
            or to_jsonb(m) ->> 'inherit_option' = 'true' or to_jsonb(m) ->> 'set_option' = 'false'
          )
          union all
          select 3, 'grant anon, authenticated to blunari_api;'
        ) as f
      )
      when p.kind = 'login settings' and not p.is_missing then coalesce(
        (
          select string_agg(format(
            'alter role %I%s reset %s; ', p.subject,
            case s.setdatabase when 0 then '' else format(' in database %I', current_database()) end,
            split_part(c.setting, '=', 1)
          ), '')
          from pg_catalog.pg_db_role_setting s
          cross join unnest(s.setconfig) as c (setting)
          where s.setrole = to_regrole(p.subject)
            and s.setdatabase in (0, (select d.oid from pg_catalog.pg_database d where d.datname = current_database()))
            and position(c.setting in p.found) > 0
            and (s.setdatabase <> 0 or position(split_part(c.setting, '=', 1) || '=' in p.definition) = 0)
        ), ''
      ) || (
        select string_agg(
          format('alter role %I set %s = %L;', p.subject, split_part(c.setting, '=', 1), split_part(c.setting, '=', 2)), ' '
        )
        from unnest(string_to_array(p.definition, ', ')) as c (setting)
      )
      when p.kind = 'publication' then
        case when p.is_missing then '' else format('alter publication %s drop table %s; ', p.definition, p.subject) end
          || format('alter publication %s add table %s;', p.definition, p.subject)
      when p.kind = 'publication actions' then
        format('alter publication supabase_realtime set (publish = %L);', p.definition || case
          when (select o.pubtruncate from pg_catalog.pg_publication o where o.pubname = p.subject) then ', truncate' else ''
        end)
      when p.covered = 'all tables' then
        format(
          'It cannot leave a table out. Make it anew with %1$sthe tables of your own that are to be followed: '
          'drop publication %2$I; create publication %2$I for table ...;',
          case p.kind when 'foreign publication' then 'public.widget_configurations, and ' else '' end, p.publication
        )
      when p.covered like 'schema %' then
        format('alter publication %I drop tables in %s;', p.publication, p.covered) || coalesce(
          (
            select format(' alter publication %I add table %s;', p.publication, string_agg(
              format('%I.%I', t.schemaname, t.tablename), ', ' order by t.tablename
            ))
            from pg_catalog.pg_publication_tables t
            where t.pubname = p.publication and 'schema ' || quote_ident(t.schemaname) = p.covered
              and not exists (
                select from expected e
                where e.kind = 'table' and e.subject = format('%I.%I', t.schemaname, t.tablename)
                  and (p.kind, e.subject) <> ('foreign publication', 'public.widget_configurations')
              )
              and not exists (
                select from pg_catalog.pg_publication_rel m join pg_catalog.pg_publication o on o.oid = m.prpubid
                where o.pubname = t.pubname and m.prrelid = to_regclass(format('%I.%I', t.schemaname, t.tablename))
              )
          ),
          ''
        )
      when p.publication is not null then format('alter publication %I drop table %s;', p.publication, p.covered)
      when p.kind = 'mark' then format('comment on table %s is %L;', p.subject, 'Made by the widget migration.')
      when p.kind = 'foreign child' then format('alter table %s no inherit %s;', p.name, p.owner)
      when p.kind = 'foreign view' and p.definition = 'v' then
        format('alter view %s set (security_invoker = true);', p.subject)
      when p.kind = 'foreign view' then format('revoke all on %s from public, anon, authenticated;', p.subject)
      when p.kind = 'owner' then format('alter %s owner to %s;', p.subject, p.definition)
      else again
    end
  from parts p
  -- In the order of mending: what stands in the way first, then what others need, keys before the links to them.
  order by p.result = 'ok', p.kind <> 'owner', p.kind not like 'foreign %', p.needs_more, p.kind, p.definition like 'FOREIGN KEY%', p.subject;
end
