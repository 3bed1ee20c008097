    -- The statement that mends a row.
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
