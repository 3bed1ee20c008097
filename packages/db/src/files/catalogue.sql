-- What the migrations leave in the catalogue, one row an object. Deparsed under an empty search_path, so every name is
-- qualified; the same on Postgres 15 and 17.
with relations as (
  select
    c.oid, c.relkind, c.relacl, c.relowner, c.relrowsecurity, c.relpersistence, c.relreplident,
    format('%I.%I', n.nspname, c.relname) as name
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'S')
    and (n.nspname = 'widget_private' or n.nspname = 'public' and c.relname like 'widget\_%')
), grants as (
  select r.oid, a.grantee, a.privilege_type, null::name as column_name
  from relations r
  cross join lateral aclexplode(r.relacl) a
  where a.grantee <> r.relowner
  union all
  select r.oid, a.grantee, a.privilege_type, t.attname
  from relations r
  join pg_catalog.pg_attribute t on t.attrelid = r.oid and t.attnum > 0 and not t.attisdropped
  cross join lateral aclexplode(t.attacl) a
), rights as (
  select g.oid, coalesce(p.rolname, 'public') as grantee, lower(g.privilege_type)
    || coalesce(' (' || string_agg(g.column_name, ', ' order by g.column_name collate "C") || ')', '') as privilege
  from grants g
  left join pg_catalog.pg_roles p on p.oid = g.grantee
  where g.grantee = 0 or p.rolname in ('anon', 'authenticated', 'blunari_api', 'service_role')
  group by g.oid, p.rolname, g.privilege_type, g.column_name is null
)
select
  case r.relkind when 'r' then 'table' else 'sequence' end as kind, r.name as subject,
  -- Of a table what a crash leaves of it, and whether its changes can be followed.
  case when r.relkind = 'r' then concat_ws(
    ', ', case r.relpersistence when 'u' then 'unlogged' end,
    'replica identity ' || case r.relreplident when 'd' then 'default' when 'f' then 'full' when 'n' then 'nothing' else 'index' end
  ) else '' end as definition
from relations r
union all
select
  'column', r.name || ' ' || a.attname,
  format_type(a.atttypid, a.atttypmod) || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
    || case when a.attnotnull then ' not null' else '' end
from relations r
join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
left join pg_catalog.pg_attrdef d on d.adrelid = r.oid and d.adnum = a.attnum
where r.relkind = 'r'
union all
select
  'type', format('%I.%I', n.nspname, c.relname),
  string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod), ', ' order by a.attnum)
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace and n.nspname = 'widget_private'
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relkind = 'c'
group by n.nspname, c.relname
union all
select 'row security', r.name, '' from relations r where r.relkind = 'r' and r.relrowsecurity
union all
-- Of the product's tables that we made, the wall alone: what else becomes of them is the product's.
select 'row security', c.oid::regclass::text, ''
from pg_catalog.pg_class c
where c.oid in (to_regclass('public.tenants'), to_regclass('public.tenant_members')) and c.relrowsecurity
  and obj_description(c.oid, 'pg_class') = 'Made by the widget migration.'
union all
select
  'rights', r.name,
  coalesce(string_agg(g.privilege || ' to ' || g.grantee, '; ' order by g.grantee collate "C", g.privilege collate "C"), '')
from relations r
left join rights g on g.oid = r.oid
group by r.name
union all
-- Without the copies that a link to a partitioned table has for each partition.
select 'constraint', format('%s %I', r.name, c.conname), pg_get_constraintdef(c.oid)
from relations r
join pg_catalog.pg_constraint c on c.conrelid = r.oid and c.contype in ('c', 'f', 'p', 'u', 'x') and c.conparentid = 0
union all
select
  'index', i.indexrelid::regclass::text,
  pg_get_indexdef(i.indexrelid) || case when i.indisvalid then '' else ' which is not valid' end
from relations r
join pg_catalog.pg_index i on i.indrelid = r.oid
where not exists (select from pg_catalog.pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u', 'x'))
union all
select
  'policy', format('%I.%I %I', p.schemaname, p.tablename, p.policyname),
  concat_ws(
    ' ', case p.permissive when 'RESTRICTIVE' then 'as restrictive' end, 'for', lower(p.cmd), 'to', array_to_string(p.roles, ', '), 'using (' || p.qual || ')',
    'with check (' || p.with_check || ')'
  )
from pg_catalog.pg_policies p
where p.schemaname = 'public' and (
    p.tablename like 'widget\_%'
    or p.tablename in ('tenants', 'tenant_members') and p.policyname = 'members_read'
      and obj_description(to_regclass('public.' || p.tablename), 'pg_class') = 'Made by the widget migration.'
  )
  or p.schemaname = 'realtime' and p.tablename = 'messages' and p.policyname like 'blunari\_%'
union all
select
  'trigger', format('%s %I', t.tgrelid::regclass, t.tgname),
  pg_get_triggerdef(t.oid) || case when t.tgenabled in ('O', 'A') then '' else ' which is off' end
from pg_catalog.pg_trigger t
where not t.tgisinternal
  and (
    t.tgrelid in (select r.oid from relations r)
    or t.tgrelid = to_regclass('public.tenants') and t.tgname in ('add_widget_defaults', 'give_way_to_removal')
    or t.tgrelid = to_regclass('public.tenant_members') and t.tgname like 'keep\_an\_owner\_%'
  )
union all
select 'rule', format('%s %I', r.name, w.rulename), pg_get_ruledef(w.oid)
from relations r
join pg_catalog.pg_rewrite w on w.ev_class = r.oid
union all
select
  'function', p.oid::regprocedure::text,
  concat_ws(
    ', ', case when p.prosecdef then 'definer' else 'invoker' end, array_to_string(p.proconfig, ', '),
    'called by ' || coalesce(
      (
        select string_agg(coalesce(quote_ident(g.rolname), 'public'), ', ' order by g.rolname collate "C")
        from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
        left join pg_catalog.pg_roles g on g.oid = a.grantee
        where a.grantee <> p.proowner
      ),
      'nobody'
    )
  )
from pg_catalog.pg_proc p
where p.pronamespace = to_regnamespace('widget_private')
union all
-- Two have whatever body a product gives them, and one holds the list of all the others.
select 'function body', p.oid::regprocedure::text, md5(p.prosrc)
from pg_catalog.pg_proc p
where p.pronamespace = to_regnamespace('widget_private') and p.proname not in ('my_tenants', 'make_test_tenant', 'verify')
union all
select
  'schema rights', n.nspname, string_agg(
    lower(a.privilege_type) || ' to ' || coalesce(quote_ident(g.rolname), 'public'), '; '
    order by g.rolname collate "C", a.privilege_type collate "C"
  )
from pg_catalog.pg_namespace n
cross join lateral aclexplode(n.nspacl) a
left join pg_catalog.pg_roles g on g.oid = a.grantee
where n.nspname = 'widget_private' and a.grantee <> n.nspowner
group by n.nspname
union all
-- What a membership may do is asked for since Postgres 16; ours are for SET ROLE alone.
select
  'login role', r.rolname,
  concat_ws(
    ', ', case when r.rolsuper then 'superuser' end, case when r.rolbypassrls then 'bypassrls' end,
    case when r.rolcreaterole then 'createrole' end, case when r.rolcreatedb then 'createdb' end,
    case when r.rolreplication then 'replication' end, case when r.rolinherit then 'inherit' end,
    'member of ' || coalesce(
      (
        select string_agg(distinct concat_ws(
          ' ', quote_ident(g.rolname), case when m.admin_option then 'with admin' end,
          case to_jsonb(m) ->> 'inherit_option' when 'true' then 'with inherit' end,
          case to_jsonb(m) ->> 'set_option' when 'false' then 'without set' end
        ), ', ')
        from pg_catalog.pg_auth_members m
        join pg_catalog.pg_roles g on g.oid = m.roleid
        where m.member = r.oid
      ),
      'nothing'
    )
  )
from pg_catalog.pg_roles r
where r.rolname = 'blunari_api'
union all
select
  'login settings', r.rolname, coalesce(
    (
      select string_agg(
        case s.setdatabase when 0 then '' else 'in this database ' end || c.setting, ', '
        order by s.setdatabase, c.setting collate "C"
      )
      from pg_catalog.pg_db_role_setting s
      cross join unnest(s.setconfig) as c (setting)
      where s.setrole = r.oid
        and s.setdatabase in (0, (select d.oid from pg_catalog.pg_database d where d.datname = current_database()))
        and lower(split_part(c.setting, '=', 1)) in (
          'statement_timeout', 'lock_timeout', 'idle_in_transaction_session_timeout', 'default_transaction_isolation',
          'datestyle', 'intervalstyle', 'search_path', 'role', 'row_security', 'default_transaction_read_only'
        )
    ),
    'none'
  )
from pg_catalog.pg_roles r
where r.rolname = 'blunari_api'
union all
-- With the part of a table that is published, where that is not all of it.
select
  'publication', r.name,
  concat_ws(
    ' ', p.pubname,
    '(' || (
      select string_agg(quote_ident(a.attname), ', ' order by a.attnum)
      from pg_catalog.pg_attribute a where a.attrelid = r.oid and a.attnum = any (m.prattrs::smallint[])
    ) || ')',
    'where ' || pg_get_expr(m.prqual, m.prrelid)
  )
from relations r
join pg_catalog.pg_publication_rel m on m.prrelid = r.oid
join pg_catalog.pg_publication p on p.oid = m.prpubid
where p.pubname = 'supabase_realtime'
union all
-- What of a change is told. Whether emptied tables are is the product's.
select
  'publication actions', p.pubname::text,
  concat_ws(
    ', ', case when p.pubinsert then 'insert' end, case when p.pubupdate then 'update' end,
    case when p.pubdelete then 'delete' end
  )
from pg_catalog.pg_publication p
where p.pubname = 'supabase_realtime'
