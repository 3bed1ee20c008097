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
