-- What must be so before anything is changed; the schema of what is ours, and the API's login role.

-- Nothing is changed where the widgets could not work. What is wrong is named, all at once.
do $$
declare
  wrong text;
begin
  with lacking (name) as (
    select 'the role ' || r.name from unnest(array['anon', 'authenticated', 'service_role']) as r (name)
    where to_regrole(r.name) is null
    union all
    select t.name from unnest(array['auth.users', 'realtime.messages']) as t (name) where to_regclass(t.name) is null
    union all
    select f.name
    from unnest(array['auth.uid()', 'realtime.topic()', 'realtime.send(jsonb,text,text,boolean)']) as f (name)
    where to_regprocedure(f.name) is null
  ), product as (
    select
      c.oid, c.relkind, c.relowner, pg_has_role(c.relowner, 'usage') as is_mine, a.attnum, a.atttypid,
      format_type(a.atttypid, a.atttypmod) as id_type
    from pg_catalog.pg_class c
    left join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname = 'id' and not a.attisdropped
    where c.oid = to_regclass('public.tenants')
  ), wrongs (sentence) as (
    select 'This is no database in the layout of Supabase: ' || string_agg(l.name, ', ') || ' is missing.'
    from lacking l having count(*) > 0
    union all
    select format(
      '%I is a superuser, and functions of ours that strangers call act for who made them: run this as postgres.', r.rolname
    )
    from pg_catalog.pg_roles r where r.rolname = current_user and r.rolsuper
    union all
    select 'public.tenants is not a table.' from product p where p.relkind not in ('r', 'p')
    union all
    select format(
      'public.tenants has a table that inherits from it (%s), whose rows no foreign key finds: partitions would do.',
      string_agg(i.inhrelid::regclass::text, ', ')
    )
    from product p join pg_catalog.pg_inherits i on i.inhparent = p.oid where p.relkind = 'r' having count(*) > 0
    union all
    select format('public.tenants.id is %s; the widgets need a uuid.', coalesce(p.id_type, 'missing'))
    from product p where p.atttypid is distinct from 'uuid'::regtype
    union all
    select 'public.tenants has no column name.'
    from product p
    where not exists (
      select from pg_catalog.pg_attribute a where a.attrelid = p.oid and a.attname = 'name' and not a.attisdropped
    )
    union all
    select 'public.tenants.id is neither its primary key nor unique.'
    from product p
    where p.attnum is not null and p.relkind in ('r', 'p') and not exists (
      select from pg_catalog.pg_index i
      where i.indrelid = p.oid and i.indisunique and i.indimmediate and i.indisvalid and i.indpred is null
        and i.indnkeyatts = 1 and i.indkey[0] = p.attnum
    )
    union all
    -- Only an owner takes a trigger away again.
    select format(
      'public.tenants belongs to %1$I; an administrator lets %2$I act for it by "%3$s"', o.rolname, current_user, case
        when o.rolsuper then format('alter table public.tenants owner to %I;', current_user)
        else format('grant %I to %I;', o.rolname, current_user)
      end
    )
    from product p join pg_catalog.pg_roles o on o.oid = p.relowner
    where p.relkind in ('r', 'p') and not p.is_mine
    union all
    select format('%s lacks the right %s on public.tenants.', quote_ident(current_user), r.name)
    from product p cross join unnest(array['SELECT', 'UPDATE', 'REFERENCES', 'TRIGGER']) as r (name)
    where p.relkind in ('r', 'p') and p.is_mine and not has_table_privilege(p.oid, r.name)
    union all
    select format('Row security hides restaurants in public.tenants from %I: let it bypass that.', current_user)
    from product p where p.relkind in ('r', 'p') and p.is_mine and row_security_active(p.oid)
    union all
    -- Only its owner adds our settings to the rows that people follow.
    select format(
      'The publication supabase_realtime belongs to %1$I; an administrator lets %2$I change it by "%3$s"',
      o.rolname, current_user, case
        when o.rolsuper then format('alter publication supabase_realtime owner to %I;', current_user)
        else format('grant %I to %I;', o.rolname, current_user)
      end
    )
    from pg_catalog.pg_publication p join pg_catalog.pg_roles o on o.oid = p.pubowner
    where p.pubname = 'supabase_realtime' and not pg_has_role(p.pubowner, 'usage') and not p.puballtables
      and not exists (
        select from pg_catalog.pg_publication_namespace n where n.pnpubid = p.oid and n.pnnspid = 'public'::regnamespace
      )
      and not exists (
        select from pg_catalog.pg_publication_rel m
        where m.prpubid = p.oid and m.prrelid = to_regclass('public.widget_configurations')
      )
    union all
    -- Nobody but the widgets' people would hear those topics any more. Only before the first time: later ones know.
    select format(
      'The policy %s on realtime.messages speaks of topics that begin with "tenant:" or "widget:wk_". tenant:<uuid> and '
      'widget:wk_<key> are to be the widgets'' alone: give such topics of yours other names first, or, where you have none '
      'like these, say so by "set blunari.other_topics = ''known'';" before this, or to psql and migrators by '
      'PGOPTIONS="-c blunari.other_topics=known".',
      string_agg(quote_ident(p.policyname), ', ')
    )
    from pg_catalog.pg_policies p
    where p.schemaname = 'realtime' and p.tablename = 'messages' and p.policyname not like 'blunari\_%'
      and concat(p.qual, p.with_check) ~ 'tenant:|widget:wk'
      and current_setting('blunari.other_topics', true) is distinct from 'known'
      and not exists (
        select from pg_catalog.pg_policies ours
        where ours.schemaname = 'realtime' and ours.tablename = 'messages' and ours.policyname = 'blunari_read'
      )
    having count(*) > 0
    union all
    -- Whoever made it: what the API logs in as is the wall between restaurants.
    select format(
      'The role blunari_api holds more than it may: %s.', concat_ws(
        ', ', case when r.rolsuper then 'superuser' end, case when r.rolbypassrls then 'bypassrls' end,
        case when r.rolcreaterole then 'createrole' end, case when r.rolcreatedb then 'createdb' end,
        case when r.rolreplication then 'replication' end, case when r.rolinherit then 'inherit' end,
        (
          select string_agg(distinct 'member of ' || m.roleid::regrole, ', ')
          from pg_catalog.pg_auth_members m
          where m.member = r.oid and m.roleid <> all (
            array(select g.oid from pg_catalog.pg_roles g where g.rolname in ('anon', 'authenticated'))
          )
        )
      )
    )
    from pg_catalog.pg_roles r
    where r.rolname = 'blunari_api' and (
      r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolinherit
      or exists (
        select from pg_catalog.pg_auth_members m
        join pg_catalog.pg_roles g on g.oid = m.roleid
        where m.member = r.oid and (g.rolname not in ('anon', 'authenticated') or m.admin_option)
      )
    )
  )
  select string_agg(w.sentence, ' ') into wrong from wrongs w;
  if wrong is not null then
    raise exception '% Nothing was changed.', wrong
      using errcode = 'object_not_in_prerequisite_state', hint = 'Change what is named, then run this again.';
  end if;
end
$$;

-- Nothing is changed where somebody else has one of our names. A table: any before this file has run once, and later one
-- that lacks the columns ours begin with. Anything with the name of an index of ours, for ours would be passed over.
do $$
declare
  is_new boolean := to_regprocedure('widget_private.iso(timestamptz)') is null;
  taken text;
begin
  if is_new and to_regclass('supabase_migrations.schema_migrations') is not null then
    execute 'select not exists (select from supabase_migrations.schema_migrations where version = ''20261124080000'')'
    into is_new;
  end if;
  with ours (name, columns) as (
    values
      ('widget_settings', '{tenant_id,version,time_zone}'::text[]),
      ('widget_configurations', '{id,tenant_id,widget_type,config,public_key}'),
      ('widget_config_versions', '{widget_id,version,tenant_id,patch}'),
      ('widget_analytics', '{id,widget_id,tenant_id,event_type}'),
      ('widget_analytics_buckets', '{tenant_id,widget_id,bucket,views_00}'),
      ('widget_analytics_daily', '{tenant_id,widget_id,local_date,dimension}'),
      ('widget_turned_away', '{tenant_id,widget_id,local_date,wanted_date}'),
      ('widget_dropped_visits', '{tenant_id,widget_id,local_date,reason}'),
      ('widget_bookings', '{id,tenant_id,widget_id,reference,starts_at}'),
      ('widget_booking_slots', '{tenant_id,area,slot,covers}'),
      ('widget_booking_events', '{id,tenant_id,booking_id,kind}'),
      ('widget_waitlist', '{id,tenant_id,widget_id,reference,wanted_at}'),
      ('widget_catering_requests', '{id,tenant_id,widget_id,reference,event_at}'),
      ('widget_catering_quotes', '{request_id,version,tenant_id,lines}'),
      ('widget_feature_flags', '{key,stage,rollout_percent}'),
      ('widget_feature_flag_overrides', '{tenant_id,flag_key,is_on}'),
      ('widget_rollouts', '{flag_key,batch,percent}'),
      ('widget_audit', '{id,tenant_id,actor,action,subject}'),
      ('widget_save_minutes', '{tenant_id,minute,component}'),
      ('widget_connection_reports', '{tenant_id,id,reported_at,component}'),
      ('widget_invitations', '{id,tenant_id,email,token_hash}'),
      ('widget_api_tokens', '{id,tenant_id,name,token_digest}')
  ), indexes (table_name, suffix) as (
    select e.table_name, unnest(e.suffixes)
    from (values
      ('widget_settings', '{pkey}'::text[]),
      ('widget_configurations', '{pkey,changes_idx,public_key_key,tenant_id_widget_type_key}'),
      ('widget_config_versions', '{pkey,tenant_id_idx}'),
      ('widget_analytics', '{pkey,session_idx,tenant_idx}'),
      ('widget_analytics_buckets', '{pkey}'),
      ('widget_analytics_daily', '{pkey}'),
      ('widget_turned_away', '{pkey}'),
      ('widget_dropped_visits', '{pkey}'),
      (
        'widget_bookings',
        '{pkey,changes_idx,guests_idx,pending_idx,sensitive_idx,starts_at_idx,tenant_id_idempotency_key_key,
          tenant_id_reference_key}'
      ),
      ('widget_booking_slots', '{pkey}'),
      ('widget_booking_events', '{pkey,booking_idx,tenant_idx}'),
      (
        'widget_waitlist',
        '{pkey,booking_idx,changes_idx,guests_idx,tenant_id_idempotency_key_key,tenant_id_reference_key}'
      ),
      (
        'widget_catering_requests',
        '{pkey,changes_idx,created_idx,guests_idx,tenant_id_idempotency_key_key,tenant_id_reference_key}'
      ),
      ('widget_catering_quotes', '{pkey,changes_idx}'),
      ('widget_feature_flags', '{pkey}'),
      ('widget_feature_flag_overrides', '{pkey,flag_idx}'),
      ('widget_rollouts', '{pkey}'),
      ('widget_audit', '{pkey,platform_idx,tenant_idx}'),
      ('widget_save_minutes', '{pkey,minute_idx}'),
      ('widget_connection_reports', '{pkey,reported_idx,tenant_idx}'),
      ('widget_invitations', '{pkey,tenant_idx,token_hash_key}'),
      ('widget_api_tokens', '{pkey,tenant_idx,token_digest_key}')
    ) as e (table_name, suffixes)
  ), found as (
    select t.typname::text as name, c.relkind = 'r' and ours.columns <@ array(
      select a.attname::text from pg_catalog.pg_attribute a where a.attrelid = c.oid and not a.attisdropped
    ) as is_ours
    from ours
    join pg_catalog.pg_type t on t.typname = ours.name and t.typnamespace = 'public'::regnamespace
    left join pg_catalog.pg_class c on c.oid = t.typrelid
  )
  select string_agg(place, ', ' order by place) into taken
  from (
    select 'public.' || f.name from found f where is_new or f.is_ours is not true
    union all
    select format('public.%I', c.relname)
    from indexes i
    join pg_catalog.pg_class c on c.relname = i.table_name || '_' || i.suffix and c.relnamespace = 'public'::regnamespace
    where not exists (
      select from pg_catalog.pg_index x
      where x.indexrelid = c.oid and x.indrelid = to_regclass('public.' || i.table_name)
    )
    union all
    select 'the schema widget_private' where is_new and to_regnamespace('widget_private') is not null
  ) as places (place);
  if taken is not null then
    raise exception 'The widgets need names that are taken: %. Nothing was changed.', taken
      using errcode = 'duplicate_table', hint = 'Rename or move what has these names, then run this again.';
  end if;
end
$$;

create schema if not exists widget_private;
revoke all on schema widget_private from public, anon, authenticated, service_role;

-- Without login: the stack, or the operator in one statement, gives it a password. NOINHERIT: as itself it holds
-- nothing but the visitor functions, so an injection that resets the role lands on nothing.
do $$
begin
  create role blunari_api nologin noinherit;
exception
  -- Roles belong to the whole cluster: another database may have made it, even at this moment.
  when duplicate_object or unique_violation then null;
end
$$;
-- The settings act at login, through a transaction-mode pooler too; a transaction in somebody's name sets its own. Written
-- only where they differ: two databases of one cluster that write the same role at once fail.
do $$
begin
  if not (pg_has_role('blunari_api', 'anon', 'member') and pg_has_role('blunari_api', 'authenticated', 'member')) then
    grant anon, authenticated to blunari_api;
  end if;
  if not exists (
    select from pg_catalog.pg_roles where rolname = 'blunari_api'
      and rolconfig @> array[
        'statement_timeout=8s', 'lock_timeout=5s', 'idle_in_transaction_session_timeout=15s',
        'default_transaction_isolation=read committed', 'DateStyle=ISO', 'IntervalStyle=postgres'
      ]
  ) then
    alter role blunari_api set statement_timeout = '8s';
    alter role blunari_api set lock_timeout = '5s';
    alter role blunari_api set idle_in_transaction_session_timeout = '15s';
    -- A product may have others for its database.
    alter role blunari_api set default_transaction_isolation = 'read committed';
    alter role blunari_api set datestyle = 'ISO';
    alter role blunari_api set intervalstyle = 'postgres';
  end if;
end
$$;
grant usage on schema widget_private to anon, authenticated, blunari_api;
do $$
begin
  -- Where everybody may use it, who may not grant it need not.
  if has_schema_privilege('public', 'usage with grant option') or not has_schema_privilege('blunari_api', 'public', 'usage')
  then
    grant usage on schema public to blunari_api;
  end if;
end
$$;

-- An instant as messages and answers carry it: UTC, to the millisecond.
create or replace function widget_private.iso(instant timestamptz) returns text
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"');
end
$$;
revoke all on function widget_private.iso(timestamptz) from public, anon, authenticated, service_role;
