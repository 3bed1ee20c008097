-- Blunari Widgets: everything for the database in one file, for the Supabase SQL editor or psql -v ON_ERROR_STOP=1 -f.
-- Generated from packages/db/migrations by "pnpm --filter @blunari/db generate:sql". Change those, not this.
--
-- It changes no table that is there already, stops before any change where a name is taken, and may be run again at any
-- time, also after it was cut off. It commits step by step, so that nobody who writes tenants waits for the whole.

-- ==== not into a later release ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
do $$
begin
  if (
    select substring(p.prosrc from 'migrations up to ([0-9]{14})') > '20261125090900'
    from pg_catalog.pg_proc p where p.oid = to_regprocedure('widget_private.verify()')
  ) then
    raise exception 'A later release of the widgets has migrated this database. Nothing was changed. Take its file instead.'
      using errcode = 'object_not_in_prerequisite_state';
  end if;
end
$$;
commit;

-- ==== 20261124080000_base.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
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
commit;

-- ==== 20261124080010_restaurants.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Restaurants and who works for them. A product that has these tables already keeps them as they are: each is made only
-- if absent, and my_tenants() is the one function it adapts.

-- plpgsql, because its body is looked at only when it runs: the tables below come later, and a product's own
-- function may name others. Never replaced, so a second run leaves an adapted one alone.
do $$
begin
  if to_regprocedure('widget_private.my_tenants(text)') is null then
    create function widget_private.my_tenants(min_role text default 'viewer') returns setof uuid
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 10 as $body$
    begin
      return query
        select m.tenant_id
        from public.tenant_members m
        where m.user_id = (select auth.uid())
          and array_position(array['viewer', 'editor', 'admin', 'owner'], m.role)
            >= array_position(array['viewer', 'editor', 'admin', 'owner'], min_role);
    end
    $body$;
  end if;
end
$$;
revoke all on function widget_private.my_tenants(text) from public, anon, authenticated, service_role;
grant execute on function widget_private.my_tenants(text) to authenticated;

-- A wall around tables of ours, and the way through it: people read the rows of restaurants where they have that role or more.
-- Either locks a table against everyone even where it is there already, so each only where it is absent.
create or replace function widget_private.wall_off(tables text[], least_role text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  walled text;
  policy constant text := case least_role when 'viewer' then 'members_read' else least_role || 's_read' end;
begin
  foreach walled in array tables loop
    if not (select c.relrowsecurity from pg_catalog.pg_class c where c.oid = format('public.%I', walled)::regclass) then
      execute format('alter table public.%I enable row level security', walled);
    end if;
    if not exists (
      select from pg_catalog.pg_policies p where p.schemaname = 'public' and p.tablename = walled and p.policyname = policy
    ) then
      execute format(
        'create policy %I on public.%I for select to authenticated '
        'using (tenant_id = any (array(select widget_private.my_tenants(%L))))', policy, walled, least_role
      );
    end if;
  end loop;
end
$$;
revoke all on function widget_private.wall_off(text[], text) from public, anon, authenticated, service_role;

-- For strangers, what is of a restaurant of others is as if it were not there.
create or replace function widget_private.require_role(tenant uuid, least_role text) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if (tenant = any (array(select widget_private.my_tenants(least_role)))) is not true then
    if (tenant = any (array(select widget_private.my_tenants('viewer')))) is true then
      raise exception 'This needs the role of % or more.', least_role using errcode = '42501';
    end if;
    raise exception 'This does not exist, or it is not yours.' using errcode = 'WB005';
  end if;
end
$$;
revoke all on function widget_private.require_role(uuid, text) from public, anon, authenticated, service_role;

do $$
begin
  if to_regclass('public.tenants') is null then
    create table public.tenants (
      id uuid primary key default gen_random_uuid(),
      name text not null check (char_length(name) between 1 and 80),
      slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    -- The removal of the widgets takes this table along only where it bears this mark.
    comment on table public.tenants is 'Made by the widget migration.';
    alter table public.tenants enable row level security;
    revoke all on public.tenants from public, anon, authenticated, service_role;
    grant select on public.tenants to authenticated;
    grant select, insert, update, delete on public.tenants to service_role;
    create policy members_read on public.tenants for select to authenticated
      using (id = any (array(select widget_private.my_tenants('viewer'))));
  end if;

  if to_regclass('public.tenant_members') is null then
    create table public.tenant_members (
      tenant_id uuid not null,
      user_id uuid not null,
      role text not null check (role in ('viewer', 'editor', 'admin', 'owner')),
      created_at timestamptz not null default now(),
      primary key (tenant_id, user_id)
    );
    comment on table public.tenant_members is 'Made by the widget migration.';
    create index tenant_members_user_id_idx on public.tenant_members (user_id);
    alter table public.tenant_members enable row level security;
    revoke all on public.tenant_members from public, anon, authenticated, service_role;
    grant select on public.tenant_members to authenticated;
    grant select, insert, update, delete on public.tenant_members to service_role;
    create policy members_read on public.tenant_members for select to authenticated
      using (tenant_id = any (array(select widget_private.my_tenants('viewer'))));
  end if;
end
$$;

-- False where the table was removed in an emergency.
create or replace function widget_private.lock_widgets() returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  if to_regclass('public.widget_configurations') is null then
    return false;
  end if;
  lock table public.widget_configurations in access share mode;
  return true;
end
$$;
revoke all on function widget_private.lock_widgets() from public, anon, authenticated, service_role;

-- Keeps a restaurant from being removed until the transaction ends; false where it is gone. A removal locks the restaurant
-- and then, by the links, its rows. So whoever changes rows of it asks for the restaurant before any of them: one waits for
-- the other, never both. It waits for a product that has the row FOR UPDATE; no change of other columns waits, either way.
-- The order everywhere: widget_analytics (lock_visits), widget_configurations, which an emergency drops with tenants still
-- to be asked for, the restaurant, then advisory locks and rows of ours.
create or replace function widget_private.keep_tenant(tenant uuid) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform widget_private.lock_widgets();
  perform from public.tenants t where t.id = tenant for key share;
  return found;
end
$$;
revoke all on function widget_private.keep_tenant(uuid) from public, anon, authenticated, service_role;

-- The same for a statement that locks a row by itself, as its last condition.
create or replace function widget_private.keep_my_tenant(tenant uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (tenant = any (array(select widget_private.my_tenants('editor')))) is true
    and widget_private.keep_tenant(tenant);
end
$$;
revoke all on function widget_private.keep_my_tenant(uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.keep_my_tenant(uuid) to authenticated;

-- For rows that people write by themselves, which are locked by now. A removal may wait for this one already, so it is given
-- up before the database would look for a deadlock (after a second, unless it is set otherwise) and break off either.
create or replace function widget_private.keep_tenant_of_row() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  timeout_before text := current_setting('lock_timeout');
begin
  perform widget_private.lock_widgets();
  perform from public.tenants t where t.id = old.tenant_id for key share skip locked;
  if not found then
    perform set_config('lock_timeout', '400ms', true);
    perform widget_private.keep_tenant(old.tenant_id);
    perform set_config('lock_timeout', timeout_before, true);
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;
revoke all on function widget_private.keep_tenant_of_row() from public, anon, authenticated, service_role;
commit;

-- ==== 20261124080050_kept_widgets.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What a widget begins as, and what of it outlives widget_configurations, which an emergency may remove.

-- The defaults of packages/schema (bookingDefaults, cateringDefaults); a test compares both.
create or replace function widget_private.default_config(widget_type text) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case widget_type
  when 'booking' then '{
    "schemaVersion": 1,
    "appearance": {"theme": "light", "primary": "#1F5C4A", "background": "#FFFFFF", "text": "#1C1917", "font": "system", "radius": 10},
    "texts": {"title": {}, "intro": {}, "submit": {}, "success": {}, "policy": {}},
    "party": {"min": 1, "max": 8, "default": 2},
    "schedule": {"slotMinutes": 15, "sittings": {"dinner": {"order": 0, "name": {"en": "Dinner"}, "days": ["tue", "wed", "thu", "fri", "sat", "sun"], "from": "18:30", "lastArrival": "21:30", "active": true}}, "closures": {}},
    "rules": {"leadMinutes": 60, "horizonDays": 60},
    "capacity": {"seats": 40, "pacingCovers": 12, "turnMinutes": {"1": 90, "3": 105, "5": 120, "7": 150}, "bufferMinutes": 0},
    "form": {"phone": "required", "notes": "optional"}
  }'::jsonb
  when 'catering' then '{
    "schemaVersion": 1,
    "appearance": {"theme": "light", "primary": "#1F5C4A", "background": "#FFFFFF", "text": "#1C1917", "font": "system", "radius": 10},
    "texts": {"title": {}, "intro": {}, "submit": {}, "success": {}, "policy": {}},
    "event": {"leadDays": 2, "horizonDays": 365, "days": ["mon", "tue", "wed", "thu", "fri", "sat"], "from": "08:00", "to": "20:00", "stepMinutes": 30},
    "guests": {"min": 10, "max": 300},
    "menu": {"packages": {}},
    "price": {"tax": "added", "taxBp": 2000, "serviceBp": 0, "minimumMinor": 15000}
  }'::jsonb
  end
$$;
revoke all on function widget_private.default_config(text) from public, anon, authenticated, service_role;

-- `wk_` and 20 of [a-z0-9], about 103 bits. Of a random UUID the bytes 6 and 8 are not all random; bytes from 252 on
-- would make some letters likelier than others.
create or replace function widget_private.make_public_key() returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  key text := '';
  bytes bytea;
begin
  while length(key) < 20 loop
    bytes := uuid_send(gen_random_uuid());
    for index in 0..15 loop
      if index not in (6, 8) and get_byte(bytes, index) < 252 and length(key) < 20 then
        key := key || substr('abcdefghijklmnopqrstuvwxyz0123456789', get_byte(bytes, index) % 36 + 1, 1);
      end if;
    end loop;
  end loop;
  return 'wk_' || key;
end
$$;
revoke all on function widget_private.make_public_key() from public, anon, authenticated, service_role;

-- Of every widget what its history does not hold. With the newest row of widget_config_versions it is the whole widget,
-- so one that was removed comes back under the key that restaurants have put into their pages.
create table if not exists widget_private.kept_widgets (
  widget_id uuid primary key,
  tenant_id uuid not null,
  widget_type text not null,
  public_key text not null,
  publish_mode text not null,
  draft jsonb,
  draft_base_version integer,
  draft_version integer not null,
  created_at timestamptz not null,
  unique (tenant_id, widget_type)
);
revoke all on widget_private.kept_widgets from public, anon, authenticated, service_role;

-- After every statement that adds or changes widgets; `written` are their rows.
create or replace function widget_private.keep_widgets() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- A widget made in the place of one that is gone.
  delete from widget_private.kept_widgets k using written w
  where k.tenant_id = w.tenant_id and k.widget_type = w.widget_type and k.widget_id <> w.id;
  insert into widget_private.kept_widgets as k
    (widget_id, tenant_id, widget_type, public_key, publish_mode, draft, draft_base_version, draft_version, created_at)
  select
    w.id, w.tenant_id, w.widget_type, w.public_key, w.publish_mode, w.draft, w.draft_base_version, w.draft_version,
    w.created_at
  from written w
  order by w.id
  on conflict (widget_id) do update set
    tenant_id = excluded.tenant_id, widget_type = excluded.widget_type, public_key = excluded.public_key,
    publish_mode = excluded.publish_mode, draft = excluded.draft, draft_base_version = excluded.draft_base_version,
    draft_version = excluded.draft_version
  where (k.tenant_id, k.widget_type, k.public_key, k.draft_version)
    is distinct from (excluded.tenant_id, excluded.widget_type, excluded.public_key, excluded.draft_version);
  if tg_op = 'INSERT' then
    -- One that begins with settings of its own has a history from the start.
    insert into public.widget_config_versions (widget_id, version, tenant_id, config, patch, is_active, changed_at)
    select w.id, w.version, w.tenant_id, w.config, '{}', w.is_active, w.updated_at
    from written w
    join (
      select t.name, widget_private.default_config(t.name) as config from (values ('booking'), ('catering')) as t (name)
    ) as types on types.name = w.widget_type
    where w.is_active or w.config <> types.config
    on conflict (widget_id, version) do nothing;
  end if;
  return null;
end
$$;
revoke all on function widget_private.keep_widgets() from public, anon, authenticated, service_role;

-- Gives restaurants the settings and widgets that they lack: as they were last, where they had some, else the defaults.
-- Goes on without either table, so that an emergency removal leaves the product able to take on restaurants.
create or replace function widget_private.add_widgets(tenants uuid[]) returns void
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  zoned uuid[] := array[]::uuid[];
begin
  if to_regclass('public.widget_settings') is not null then
    insert into public.widget_settings (tenant_id, name)
    select t.id, coalesce(left(t.name::text, 80), '')
    from public.tenants t
    where t.id = any (tenants) and not exists (select from public.widget_settings s where s.tenant_id = t.id)
    on conflict (tenant_id) do nothing;
    zoned := array(
      select s.tenant_id from public.widget_settings s where s.tenant_id = any (tenants) and s.time_zone <> ''
    );
  end if;
  if to_regclass('public.widget_configurations') is not null then
    insert into public.widget_configurations (
      id, tenant_id, widget_type, config, is_active, version, public_key, publish_mode, draft, draft_base_version,
      draft_version, created_at
    )
    select
      coalesce(k.widget_id, gen_random_uuid()), t.id, types.name, coalesce(last.config, types.config),
      -- The time zone may be gone since, and no widget is live without.
      coalesce(last.is_active, false) and t.id in (select z from unnest(zoned) as z),
      coalesce(last.version, 1), coalesce(k.public_key, widget_private.make_public_key()),
      coalesce(k.publish_mode, 'live'), k.draft, k.draft_base_version, coalesce(k.draft_version, 0),
      coalesce(k.created_at, now())
    from public.tenants t
    cross join (
      select n.name, widget_private.default_config(n.name) as config from (values ('booking'), ('catering')) as n (name)
    ) as types
    left join widget_private.kept_widgets k on k.tenant_id = t.id and k.widget_type = types.name
    left join lateral (
      select v.config, v.version, v.is_active
      from public.widget_config_versions v
      where v.widget_id = k.widget_id
      order by v.version desc
      limit 1
    ) as last on true
    where t.id = any (tenants) and not exists (
      select from public.widget_configurations w where w.tenant_id = t.id and w.widget_type = types.name
    )
    on conflict (tenant_id, widget_type) do nothing;
  end if;
end
$$;
revoke all on function widget_private.add_widgets(uuid[]) from public, anon, authenticated, service_role;
commit;

-- ==== 20261124080100_widgets.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- The widgets of a restaurant and what they share; every restaurant has one of each type.

create table if not exists public.widget_settings (
  tenant_id uuid primary key,
  version integer not null default 1,
  name text not null default '' check (char_length(name) <= 80),
  phone text not null default '' check (phone ~ '^(\+[1-9][0-9]{6,14})?$'),
  email text not null default '' check (char_length(email) <= 254),
  street text not null default '' check (char_length(street) <= 120),
  postcode text not null default '' check (char_length(postcode) <= 16),
  city text not null default '' check (char_length(city) <= 80),
  country text not null default '' check (country ~ '^([A-Z]{2})?$'),
  -- Empty until somebody chooses: no widget goes live before.
  time_zone text not null default '' check (char_length(time_zone) <= 64 and time_zone !~* '^utc[+-]'),
  currency text not null default 'EUR' check (currency ~ '^[A-Z]{3}$'),
  locales text[] not null default '{en}' check (
    octet_length(locales::text) <= 400 and array_position(locales, null) is null and cardinality(locales) between 1 and 8
  ),
  default_locale text not null default 'en' check (char_length(default_locale) <= 35),
  -- Empty: any page may embed the widgets.
  allowed_origins text[] not null default '{}' check (
    cardinality(allowed_origins) <= 20 and octet_length(allowed_origins::text) <= 8000
    and array_position(allowed_origins, null) is null
  ),
  ip_privacy text not null default 'truncate' check (ip_privacy in ('truncate', 'none', 'full')),
  -- When widgets may count visits; insightsConsents of packages/schema.
  insights text not null default 'always' check (insights in ('always', 'with-consent', 'never')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table if not exists public.widget_configurations (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  widget_type text not null check (widget_type in ('booking', 'catering')),
  config jsonb not null check (jsonb_typeof(config) = 'object' and octet_length(config::text) <= 524288),
  is_active boolean not null default false,
  version integer not null default 1 check (version >= 1),
  public_key text not null unique default widget_private.make_public_key()
    check (public_key ~ '^wk_[a-z0-9]{20}$'),
  publish_mode text not null default 'live' check (publish_mode in ('live', 'draft')),
  draft jsonb check (jsonb_typeof(draft) = 'object' and octet_length(draft::text) <= 524288),
  draft_base_version integer,
  -- Counts the changes of draft and publish mode, which make no new version of what visitors see.
  draft_version integer not null default 0,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, widget_type)
);
do $$
begin
  if to_regclass('public.widget_configurations_changes_idx') is null then
    create index widget_configurations_changes_idx on public.widget_configurations (tenant_id, updated_at);
  end if;
end
$$;

-- What widget_private.add_widgets brings a widget back from, and what people look back at.
-- No foreign key to widget_configurations, here and in all tables but widget_analytics: dropping those two alone must
-- always be possible.
create table if not exists public.widget_config_versions (
  widget_id uuid not null,
  version integer not null,
  tenant_id uuid not null,
  config jsonb not null,
  patch jsonb not null,
  is_active boolean not null,
  changed_by uuid,
  changed_at timestamptz not null default now(),
  primary key (widget_id, version)
);
do $$
begin
  if to_regclass('public.widget_config_versions_tenant_id_idx') is null then
    create index widget_config_versions_tenant_id_idx on public.widget_config_versions (tenant_id, changed_at);
  end if;
end
$$;

revoke all on public.widget_settings from public, anon, authenticated, service_role;
revoke all on public.widget_configurations from public, anon, authenticated, service_role;
revoke all on public.widget_config_versions from public, anon, authenticated, service_role;
grant select on public.widget_settings, public.widget_configurations, public.widget_config_versions to authenticated;
-- Column rights hold what nobody may change: id, tenant, key, version, times.
grant update (
  name, phone, email, street, postcode, city, country, time_zone, currency, locales, default_locale, allowed_origins,
  ip_privacy, insights
) on public.widget_settings to authenticated;
grant update (config, is_active, publish_mode, draft, draft_base_version)
  on public.widget_configurations to authenticated;
grant select, update on public.widget_settings, public.widget_configurations to service_role;
grant select on public.widget_config_versions to service_role;

do $$
declare
  wanted record;
begin
  perform widget_private.wall_off('{widget_settings,widget_configurations,widget_config_versions}', 'viewer');
  for wanted in
    select *
    from (values
      ('widget_settings', 'admins_update', 'admin'),
      ('widget_configurations', 'editors_update', 'editor')
    ) as policies (table_name, policy_name, least_role)
  loop
    -- CREATE POLICY locks the table against everyone, so only when it is absent.
    if not exists (
      select from pg_catalog.pg_policies p
      where p.schemaname = 'public' and p.tablename = wanted.table_name and p.policyname = wanted.policy_name
    ) then
      execute format(
        'create policy %1$I on public.%2$I for update to authenticated '
        'using (tenant_id = any (array(select widget_private.my_tenants(%3$L)))) '
        'with check (tenant_id = any (array(select widget_private.my_tenants(%3$L))))',
        wanted.policy_name, wanted.table_name, wanted.least_role
      );
    end if;
  end loop;
end
$$;

-- Every restaurant has its settings and one widget of each type, later ones by this trigger, which comes with the links
-- to tenants, last of all. Nearly all are new, and get the columns' own defaults without the search for what they had.
-- For each row: docs/decisions/0009.
create or replace function widget_private.add_tenant_defaults() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if to_regclass('public.widget_settings') is null or to_regclass('public.widget_configurations') is null
    or exists (select from widget_private.kept_widgets k where k.tenant_id = new.id)
  then
    perform widget_private.add_widgets(array[new.id]);
    return null;
  end if;
  insert into public.widget_settings (tenant_id, name)
  values (new.id, coalesce(left(new.name::text, 80), ''))
  on conflict (tenant_id) do nothing;
  insert into public.widget_configurations (tenant_id, widget_type, config)
  values
    (new.id, 'booking', widget_private.default_config('booking')),
    (new.id, 'catering', widget_private.default_config('catering'))
  on conflict (tenant_id, widget_type) do nothing;
  return null;
end
$$;
revoke all on function widget_private.add_tenant_defaults() from public, anon, authenticated, service_role;

do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_configurations'::regclass and tgname = 'keep_added_widgets'
  ) then
    create trigger keep_added_widgets after insert on public.widget_configurations
      referencing new table as written for each statement execute function widget_private.keep_widgets();
  end if;
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_configurations'::regclass and tgname = 'keep_changed_widgets'
  ) then
    create trigger keep_changed_widgets after update on public.widget_configurations
      referencing new table as written for each statement execute function widget_private.keep_widgets();
  end if;
end
$$;
insert into widget_private.kept_widgets
  (widget_id, tenant_id, widget_type, public_key, publish_mode, draft, draft_base_version, draft_version, created_at)
select
  w.id, w.tenant_id, w.widget_type, w.public_key, w.publish_mode, w.draft, w.draft_base_version, w.draft_version,
  w.created_at
from public.widget_configurations w
where not exists (select from widget_private.kept_widgets k where k.widget_id = w.id)
on conflict (tenant_id, widget_type) do nothing;

-- In one transaction with the table: after an emergency removal nobody sees it without the widgets that come back.
do $$
declare
  batch uuid[];
  last_id uuid;
  done integer := 0;
begin
  loop
    batch := array(select t.id from public.tenants t where last_id is null or t.id > last_id order by t.id limit 10000);
    exit when cardinality(batch) = 0;
    perform widget_private.add_widgets(batch);
    last_id := batch[cardinality(batch)];
    done := done + cardinality(batch);
    if cardinality(batch) = 10000 then
      raise info 'Widgets are there for % restaurants.', done;
    end if;
  end loop;
end
$$;
commit;

-- ==== 20261124080110_widget_changes.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What a change of a widget must obey, what only admins may change, and the history of every change.

do $$
declare
  written text;
begin
  foreach written in array array['widget_settings', 'widget_configurations'] loop
    if not exists (
      select from pg_catalog.pg_trigger
      where tgrelid = format('public.%I', written)::regclass and tgname = 'keep_tenant'
    ) then
      execute format(
        'create trigger keep_tenant before update on public.%I '
        'for each row execute function widget_private.keep_tenant_of_row()', written
      );
    end if;
  end loop;
end
$$;

-- The smallest JSON merge patch (RFC 7396) that turns one object into another; the same as diffMergePatch in TypeScript.
create or replace function widget_private.merge_diff(before jsonb, after jsonb) returns jsonb
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce(
    (
      select jsonb_object_agg(gone.key, null::jsonb)
      from jsonb_object_keys(before) as gone (key)
      where not after ? gone.key
    ),
    '{}'::jsonb
  ) || coalesce(
    (
      select jsonb_object_agg(
        entry.key,
        case when jsonb_typeof(entry.value) = 'object' and jsonb_typeof(before -> entry.key) = 'object'
          then widget_private.merge_diff(before -> entry.key, entry.value)
          else entry.value
        end
      )
      from jsonb_each(after) as entry
      where before -> entry.key is distinct from entry.value
    ),
    '{}'::jsonb
  );
end
$$;
revoke all on function widget_private.merge_diff(jsonb, jsonb) from public, anon, authenticated, service_role;

-- Runs as whoever writes, so it knows whether row security holds for them; owner and service role may all.
create or replace function widget_private.guard_widget() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- Nested: an expression that names widget_private fails for the service role, which may not enter that schema.
  if new.is_active is distinct from old.is_active and row_security_active(tg_relid) then
    if new.tenant_id <> all (array(select widget_private.my_tenants('admin'))) then
      raise exception 'Only an admin can put a widget live or pause it.' using errcode = '42501';
    end if;
  end if;
  if new.is_active and not old.is_active then
    -- Locked, so that nobody takes the zone away before this is committed: see guard_time_zone.
    perform from public.widget_settings s where s.tenant_id = new.tenant_id and s.time_zone <> '' for share;
    if not found then
      raise exception 'Choose the restaurant''s time zone before going live.' using errcode = 'WB006';
    end if;
  end if;
  new.version := old.version;
  if new.config is distinct from old.config or new.is_active is distinct from old.is_active then
    new.version := old.version + 1;
  end if;
  -- Later than now(): "changed since" must not miss what a long transaction wrote.
  new.updated_at := clock_timestamp();
  return new;
end
$$;
revoke all on function widget_private.guard_widget() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_configurations'::regclass and tgname = 'guard_widget'
  ) then
    create trigger guard_widget before update on public.widget_configurations
      for each row execute function widget_private.guard_widget();
  end if;
end
$$;

create or replace function widget_private.bump_version() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.version := old.version + 1;
  new.updated_at := clock_timestamp();
  return new;
end
$$;
revoke all on function widget_private.bump_version() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger where tgrelid = 'public.widget_settings'::regclass and tgname = 'bump_version'
  ) then
    create trigger bump_version before update on public.widget_settings
      for each row when (old.* is distinct from new.*) execute function widget_private.bump_version();
  end if;
end
$$;

-- Names only: an abbreviation or a rule such as `EST5EDT4` would give every job and every reader its own idea of a day.
create or replace function widget_private.check_time_zone() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp set timezone = 'UTC' as $$
declare
  is_name boolean;
begin
  -- Some servers list names that no browser knows.
  if new.time_zone ~ '^(Factory|localtime|posixrules|(posix|right)/.*)$' then
    is_name := false;
  elsif new.time_zone ~ '\d' then
    is_name := exists (select from pg_catalog.pg_timezone_names z where z.name = new.time_zone);
  else
    -- That view reads a file for each zone of the world. A rule has digits, so what the server takes here is a name, and
    -- it answers with its spelling. Undone at the end of the function.
    begin
      is_name := set_config('timezone', new.time_zone, true) = new.time_zone;
    exception
      when invalid_parameter_value then is_name := false;
    end;
  end if;
  if not is_name then
    raise exception 'There is no such time zone. Choose one such as Europe/Rome.' using errcode = 'WB006';
  end if;
  return new;
end
$$;
revoke all on function widget_private.check_time_zone() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_settings'::regclass and tgname = 'check_time_zone'
  ) then
    create trigger check_time_zone before update on public.widget_settings
      for each row when (new.time_zone <> '' and new.time_zone is distinct from old.time_zone)
      execute function widget_private.check_time_zone();
  end if;
end
$$;

-- Without its zone a live widget would sell in UTC. The row is locked by now, so a widget that is going live at this
-- moment has been waited for. Goes on without the table, as add_tenant_defaults does.
create or replace function widget_private.guard_time_zone() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if to_regclass('public.widget_configurations') is not null then
    if exists (select from public.widget_configurations w where w.tenant_id = new.tenant_id and w.is_active) then
      raise exception 'A restaurant with a live widget needs a time zone. Pause its widgets first.'
        using errcode = 'WB006';
    end if;
  end if;
  return new;
end
$$;
revoke all on function widget_private.guard_time_zone() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_settings'::regclass and tgname = 'guard_time_zone'
  ) then
    create trigger guard_time_zone before update on public.widget_settings
      for each row when (new.time_zone = '' and old.time_zone <> '') execute function widget_private.guard_time_zone();
  end if;
end
$$;

-- A widget that was never changed has no history; its first change records what was there before as well, so every
-- version that anybody can still hold can be looked up.
create or replace function widget_private.record_widget_version() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.widget_config_versions (widget_id, version, tenant_id, config, patch, is_active, changed_at)
  values (old.id, old.version, old.tenant_id, old.config, '{}', old.is_active, old.updated_at)
  on conflict (widget_id, version) do nothing;
  insert into public.widget_config_versions
    (widget_id, version, tenant_id, config, patch, is_active, changed_by, changed_at)
  values (
    new.id, new.version, new.tenant_id, new.config, widget_private.merge_diff(old.config, new.config), new.is_active,
    auth.uid(), new.updated_at
  );
  return null;
end
$$;
revoke all on function widget_private.record_widget_version() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_configurations'::regclass and tgname = 'record_widget_version'
  ) then
    create trigger record_widget_version after update on public.widget_configurations
      for each row when (old.version is distinct from new.version)
      execute function widget_private.record_widget_version();
  end if;
end
$$;
commit;

-- ==== 20261124080120_visitor_widget.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- A widget as visitors see it.

-- What visitors may see: whole sections, by name. A test compares the names with publicSections in packages/schema.
create or replace function widget_private.public_config(widget_type text, config jsonb) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(section.key, section.value), '{}')
  from jsonb_each(config) as section (key, value)
  where section.key = any (
    case widget_type
      when 'booking' then array['appearance', 'texts', 'party', 'form']
      when 'catering' then array['appearance', 'texts', 'event', 'guests', 'menu', 'price']
    end
  )
$$;
revoke all on function widget_private.public_config(text, jsonb) from public, anon, authenticated, service_role;

-- The restaurant as visitors see it; the shape is placeSchema of packages/schema.
create or replace function widget_private.place_of(tenant uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'name', s.name, 'phone', s.phone, 'email', s.email, 'street', s.street, 'postcode', s.postcode, 'city', s.city,
    'country', s.country, 'timeZone', coalesce(nullif(s.time_zone, ''), 'UTC'), 'currency', s.currency,
    'locales', to_jsonb(s.locales), 'defaultLocale', s.default_locale
  )
  from public.widget_settings s
  where s.tenant_id = tenant
$$;
revoke all on function widget_private.place_of(uuid) from public, anon, authenticated, service_role;

-- All that a framed widget may know, and where it may be shown. Null for an unknown key.
create or replace function widget_private.visitor_widget(key text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'id', w.id, 'tenantId', w.tenant_id, 'publicKey', w.public_key, 'type', w.widget_type, 'version', w.version,
    'isActive', w.is_active, 'place', widget_private.place_of(w.tenant_id), 'insights', s.insights,
    'allowedOrigins', to_jsonb(s.allowed_origins), 'updatedAt', widget_private.iso(w.updated_at)
  ) || case when w.is_active
    then jsonb_build_object('config', widget_private.public_config(w.widget_type, w.config))
    else '{}'
  end
  from public.widget_configurations w
  join public.widget_settings s on s.tenant_id = w.tenant_id
  where w.public_key = key
$$;
revoke all on function widget_private.visitor_widget(text) from public, anon, authenticated, service_role;
grant execute on function widget_private.visitor_widget(text) to blunari_api;
commit;

-- ==== 20261124080190_api_tokens.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Tokens by which a restaurant's own programs read its insights, and nothing else: no bookings, guests or settings.

create table if not exists public.widget_api_tokens (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  name text not null check (char_length(name) between 1 and 80),
  -- Its first letters, by which people tell it from others.
  prefix text not null check (char_length(prefix) = 12),
  -- SHA-256 of the token: looked up whole, so that a guess learns nothing from how long the answer takes.
  token_digest bytea not null unique,
  created_by uuid,
  created_at timestamptz not null default now(),
  last_used_at timestamptz,
  expires_at timestamptz,
  revoked_at timestamptz
);
do $$
begin
  if to_regclass('public.widget_api_tokens_tenant_idx') is null then
    create index widget_api_tokens_tenant_idx on public.widget_api_tokens (tenant_id, created_at);
  end if;
  perform widget_private.wall_off('{widget_api_tokens}', 'admin');
end
$$;
revoke all on public.widget_api_tokens from public, anon, authenticated, service_role;
grant select (id, tenant_id, name, prefix, created_by, created_at, last_used_at, expires_at, revoked_at)
  on public.widget_api_tokens to authenticated, service_role;

-- Whose insights the caller may read: those of restaurants where they work, or of the one whose token is in the claims that
-- the API sets. A token is nobody's user: no other policy lets it see anything. Its digest in a claim that somebody forged
-- would be of no more use than the token itself, which they would have to know.
create or replace function widget_private.insight_tenants() returns setof uuid
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 10 as $$
declare
  digest text := nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'api_token';
begin
  return query select mine from widget_private.my_tenants('viewer') as mine;
  if digest ~ '^[0-9a-f]{64}$' then
    return query
      select t.tenant_id
      from public.widget_api_tokens t
      where t.token_digest = decode(digest, 'hex') and t.revoked_at is null
        and (t.expires_at is null or t.expires_at > now());
  end if;
end
$$;
revoke all on function widget_private.insight_tenants() from public, anon, authenticated, service_role;
grant execute on function widget_private.insight_tenants() to authenticated;

create or replace function widget_private.audit_api_token(tenant uuid, action text, token public.widget_api_tokens)
returns void language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into public.widget_audit (tenant_id, actor, action, subject, after)
  values (
    tenant, auth.uid(), action, token.id::text,
    jsonb_build_object('name', token.name, 'prefix', token.prefix, 'expiresAt', widget_private.iso(token.expires_at))
  );
end
$$;
revoke all on function widget_private.audit_api_token(uuid, text, public.widget_api_tokens)
  from public, anon, authenticated, service_role;

-- Answers the token, once. Admins; 50 at a time that are neither expired nor revoked.
create or replace function widget_private.create_api_token(tenant uuid, name text, expires_at timestamptz) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  -- 366 random bits; a version 4 UUID has 122.
  secret text := 'blu_' || encode(
    sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex'
  );
  made public.widget_api_tokens;
begin
  perform widget_private.require_role(tenant, 'admin');
  if (expires_at is null or isfinite(expires_at) and expires_at > now()) is not true then
    raise exception 'Choose a day to come.' using errcode = 'WB006';
  end if;
  if not widget_private.keep_tenant(tenant) then
    raise exception 'There is no such restaurant.' using errcode = 'WB005';
  end if;
  -- One at a time: the lock is what the limit below is counted under.
  perform from public.widget_settings s where s.tenant_id = tenant for update;
  if (
    select count(*) from public.widget_api_tokens t
    where t.tenant_id = tenant and t.revoked_at is null and (t.expires_at is null or t.expires_at > now())
  ) >= 50 then
    raise exception 'There are 50 tokens. Revoke some first.' using errcode = 'WB006';
  end if;
  insert into public.widget_api_tokens (tenant_id, name, prefix, token_digest, created_by, expires_at)
  values (
    tenant, btrim(create_api_token.name), left(secret, 12), sha256(convert_to(secret, 'UTF8')), auth.uid(),
    create_api_token.expires_at
  )
  returning * into made;
  perform widget_private.audit_api_token(tenant, 'token.created', made);
  return jsonb_build_object('id', made.id, 'token', secret);
end
$$;
revoke all on function widget_private.create_api_token(uuid, text, timestamptz) from public, anon, authenticated, service_role;
grant execute on function widget_private.create_api_token(uuid, text, timestamptz) to authenticated;

create or replace function widget_private.revoke_api_token(token uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_one public.widget_api_tokens;
begin
  perform widget_private.keep_tenant((
    select t.tenant_id from public.widget_api_tokens t
    where t.id = token and t.tenant_id = any (array(select widget_private.my_tenants('admin')))
  ));
  update public.widget_api_tokens t set revoked_at = now()
  where t.id = token and t.revoked_at is null and t.tenant_id = any (array(select widget_private.my_tenants('admin')))
  returning * into found_one;
  if not found then
    raise exception 'There is no such token, or it is revoked.' using errcode = 'WB005';
  end if;
  perform widget_private.audit_api_token(found_one.tenant_id, 'token.revoked', found_one);
end
$$;
revoke all on function widget_private.revoke_api_token(uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.revoke_api_token(uuid) to authenticated;

-- What a token is good for, by its digest in hex: the restaurant, its zone and its widgets; null for one that is none
-- or not any more. Notes its use, at most once a minute.
create or replace function widget_private.use_api_token(digest text) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  known public.widget_api_tokens;
begin
  if (digest ~ '^[0-9a-f]{64}$') is not true then
    return null;
  end if;
  select * into known
  from public.widget_api_tokens t
  where t.token_digest = decode(digest, 'hex') and t.revoked_at is null
    and (t.expires_at is null or t.expires_at > now());
  if not found then
    return null;
  end if;
  update public.widget_api_tokens t set last_used_at = now()
  where t.id = known.id and (t.last_used_at is null or t.last_used_at < now() - interval '1 minute');
  return (
    select jsonb_build_object('id', known.id, 'tenantId', known.tenant_id, 'timeZone', s.time_zone, 'widgets', (
      select coalesce(jsonb_agg(jsonb_build_object('id', w.id, 'type', w.widget_type) order by w.widget_type), '[]')
      from public.widget_configurations w
      where w.tenant_id = known.tenant_id
    ))
    -- Its restaurant may have been removed since the token was found.
    from public.widget_settings s where s.tenant_id = known.tenant_id
  );
end
$$;
revoke all on function widget_private.use_api_token(text) from public, anon, authenticated, service_role;
grant execute on function widget_private.use_api_token(text) to blunari_api;
commit;

-- ==== 20261124080200_insights.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What visitors do with a widget: raw events, and totals that are written with them or a moment later, so that dashboards
-- never scan the raw rows.

create table if not exists public.widget_analytics (
  id uuid primary key,
  widget_id uuid not null references public.widget_configurations (id) on delete cascade,
  -- Copied: row security without a join, and the key to shard by.
  tenant_id uuid not null,
  event_type text not null check (event_type in ('view', 'interaction', 'conversion')),
  "timestamp" timestamptz not null,
  metadata jsonb not null default '{}' check (jsonb_typeof(metadata) = 'object' and octet_length(metadata::text) <= 4096),
  session_id uuid,
  user_agent text check (char_length(user_agent) <= 400),
  ip_address inet,
  referrer text check (char_length(referrer) <= 2000),
  page_url text check (char_length(page_url) <= 2000)
);
do $$
begin
  if to_regclass('public.widget_analytics_tenant_idx') is null then
    create index widget_analytics_tenant_idx on public.widget_analytics (tenant_id, "timestamp");
  end if;
  -- For the foreign key too.
  if to_regclass('public.widget_analytics_session_idx') is null then
    create index widget_analytics_session_idx on public.widget_analytics (widget_id, session_id);
  end if;
end
$$;

-- Whoever will write visits takes the table first, before any other table, row or lock of the restaurant. An emergency
-- drops it first too, and then the widgets that it refers to: a visitor who held these and asked for it later would wait
-- for the drop, and the drop for them. False where the table was removed.
create or replace function widget_private.lock_visits() returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  if to_regclass('public.widget_analytics') is null then
    return false;
  end if;
  lock table public.widget_analytics in row exclusive mode;
  return true;
exception
  -- Removed while this waited for the lock.
  when undefined_table then return false;
end
$$;
revoke all on function widget_private.lock_visits() from public, anon, authenticated, service_role;

-- Whoever adds or removes restaurants comes from tenants to the widgets' tables, and an emergency that drops these comes to
-- tenants last, for the links. So they ask for the tables before any row, and give up after 400 ms (55P03) rather than wait
-- in a circle: Postgres would break off either of the two after a second.
create or replace function widget_private.give_way() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '400ms' as $$
begin
  -- A new restaurant has no visits, and need not wait for who has these for themselves.
  if tg_op = 'DELETE' and to_regclass('public.widget_analytics') is not null then
    lock table public.widget_analytics in access share mode;
  end if;
  perform widget_private.lock_widgets();
  return null;
exception
  -- Removed while this waited for the lock.
  when undefined_table then return null;
end
$$;
revoke all on function widget_private.give_way() from public, anon, authenticated, service_role;

-- Per quarter hour in UTC, because zones have offsets of :30 and :45; the four of an hour are one row, which begins with the
-- hour, so that a year of hours is read in a quarter of the time. Rows that are changed all day long get room to be changed
-- in place, here and below.
create table if not exists public.widget_analytics_buckets (
  tenant_id uuid not null,
  widget_id uuid not null,
  bucket timestamptz not null,
  views_00 integer not null default 0,
  views_15 integer not null default 0,
  views_30 integer not null default 0,
  views_45 integer not null default 0,
  interactions_00 integer not null default 0,
  interactions_15 integer not null default 0,
  interactions_30 integer not null default 0,
  interactions_45 integer not null default 0,
  conversions_00 integer not null default 0,
  conversions_15 integer not null default 0,
  conversions_30 integer not null default 0,
  conversions_45 integer not null default 0,
  primary key (tenant_id, widget_id, bucket)
) with (fillfactor = 70);

-- Grows with every change of any totals: a reader that sees a smaller number than it has may drop the message.
create sequence if not exists widget_private.insights_version;
revoke all on sequence widget_private.insights_version from public, anon, authenticated, service_role;

-- Per local day of the restaurant and one dimension at a time; dimension 'total' with value '' is the whole day. Of the others
-- of insight_dimensions, known values have rows: what is missing to the whole day counts as '', the unknown one, which has
-- none. Three more are of a part: 'funnel', a step with the sessions that reached it, 'turned_away', 'any' with the sessions
-- that saw no time for something they wanted, and 'lead', how many days ahead conversions were for. Only whole days are told
-- to dashboards: the others have version 0 and no last view.
create table if not exists public.widget_analytics_daily (
  tenant_id uuid not null,
  widget_id uuid not null,
  local_date date not null,
  dimension text not null default 'total' check (char_length(dimension) <= 32),
  value text not null default '' check (char_length(value) <= 200),
  version bigint not null,
  views integer not null default 0,
  interactions integer not null default 0,
  conversions integer not null default 0,
  -- A session counts on the local day and under the values of its first event, and its conversion there too: converted /
  -- seen is the conversion rate.
  sessions integer not null default 0,
  converted_sessions integer not null default 0,
  -- Of the conversions: guests of a booking or request, and a request's estimate in minor units of the currency that the
  -- restaurant had then.
  covers bigint not null default 0,
  value_minor bigint not null default 0,
  last_view_at timestamptz,
  -- The day first: what is changed all day lies side by side. Questions look up each of their days.
  primary key (tenant_id, widget_id, local_date, dimension, value)
) with (fillfactor = 70);

-- Where each session counts: at its first event, whichever arrives first. Never granted to anybody, so without row
-- security.
create table if not exists widget_private.insight_sessions (
  tenant_id uuid not null,
  widget_id uuid not null,
  session_id uuid not null,
  first_at timestamptz not null,
  first_id uuid not null,
  local_date date not null,
  -- That event's values of the dimensions, in the order of insight_dimensions.
  traits text[] not null,
  -- The steps it used, and what it wanted and saw no time for, as turned_away_of writes it: in order, the lowest 16 and 20.
  reached text[] not null default '{}',
  turned_away text[] not null default '{}',
  converted boolean not null,
  primary key (tenant_id, widget_id, session_id)
);
do $$
begin
  if to_regclass('widget_private.insight_sessions_first_idx') is null then
    create index insight_sessions_first_idx on widget_private.insight_sessions (tenant_id, first_at);
  end if;
end
$$;
revoke all on widget_private.insight_sessions from public, anon, authenticated, service_role;

do $$
declare
  made text;
begin
  -- Locks the table against everyone even when it is on already.
  foreach made in array array['widget_analytics', 'widget_analytics_buckets', 'widget_analytics_daily'] loop
    if not (select relrowsecurity from pg_catalog.pg_class where oid = format('public.%I', made)::regclass) then
      execute format('alter table public.%I enable row level security', made);
    end if;
  end loop;
end
$$;
revoke all on public.widget_analytics, public.widget_analytics_buckets, public.widget_analytics_daily
  from public, anon, authenticated, service_role;
grant select on public.widget_analytics, public.widget_analytics_buckets, public.widget_analytics_daily
  to authenticated, service_role;

do $$
declare
  wanted text;
begin
  foreach wanted in array array['widget_analytics', 'widget_analytics_buckets', 'widget_analytics_daily'] loop
    if not exists (
      select from pg_catalog.pg_policies p
      where p.schemaname = 'public' and p.tablename = wanted and p.policyname = 'members_read'
    ) then
      execute format(
        'create policy members_read on public.%I for select to authenticated '
        'using (tenant_id = any (array(select %s)))',
        wanted,
        -- Totals are for tokens too; raw events say too much for them.
        case wanted when 'widget_analytics' then 'widget_private.my_tenants(''viewer'')' else 'widget_private.insight_tenants()' end
      );
    end if;
  end loop;
end
$$;

-- From when on the raw events of a restaurant are all there. What was counted before stays as it is: it cannot be counted
-- again. No row: nothing was ever removed.
create table if not exists widget_private.insight_horizons (
  tenant_id uuid primary key,
  raw_since timestamptz not null
);
revoke all on widget_private.insight_horizons from public, anon, authenticated, service_role;

-- Totals without a single raw event: the table was removed in an emergency and is back, empty. In one transaction with it,
-- so that nothing has been written there yet.
insert into widget_private.insight_horizons as h (tenant_id, raw_since)
select distinct d.tenant_id, now()
from public.widget_analytics_daily d
where not exists (select from public.widget_analytics)
on conflict (tenant_id) do update set raw_since = greatest(h.raw_since, excluded.raw_since);

-- What was stored there and not counted yet is gone with it: an event that is sent again would count twice.
do $$
begin
  if to_regclass('widget_private.uncounted_visits') is not null then
    delete from widget_private.uncounted_visits where not exists (select from public.widget_analytics);
  end if;
end
$$;
commit;

-- ==== 20261124080205_turned_away.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What the roll-ups by day have no place for: sessions that wanted a time and saw none, and what was not counted at all.

-- Per local day that the session counts on. What restaurants lose to rules and full rooms, by the day and time that was
-- wanted ('' where none was chosen), the party, and the rule that refused it.
create table if not exists public.widget_turned_away (
  tenant_id uuid not null,
  widget_id uuid not null,
  local_date date not null,
  wanted_date date not null,
  wanted_time text not null default '' check (wanted_time = '' or wanted_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'),
  party_size integer not null check (party_size between 0 and 10000),
  -- 'other', of the day itself and a party of 0, is what a day has no more room for.
  rule text not null check (char_length(rule) between 1 and 32),
  sessions integer not null default 0,
  primary key (tenant_id, widget_id, local_date, wanted_date, wanted_time, party_size, rule)
) with (fillfactor = 70);

-- Events that came and were not counted, on the day they came, and why.
create table if not exists public.widget_dropped_visits (
  tenant_id uuid not null,
  widget_id uuid not null,
  local_date date not null,
  reason text not null check (reason in ('bot', 'prefetch', 'invalid', 'late')),
  events bigint not null default 0,
  primary key (tenant_id, widget_id, local_date, reason)
) with (fillfactor = 70);

do $$
declare
  made text;
begin
  -- Locks the table against everyone even when it is on already.
  foreach made in array array['widget_turned_away', 'widget_dropped_visits'] loop
    if not (select relrowsecurity from pg_catalog.pg_class where oid = format('public.%I', made)::regclass) then
      execute format('alter table public.%I enable row level security', made);
    end if;
  end loop;
end
$$;
revoke all on public.widget_turned_away, public.widget_dropped_visits from public, anon, authenticated, service_role;
grant select on public.widget_turned_away, public.widget_dropped_visits to authenticated, service_role;

do $$
declare
  wanted text;
begin
  foreach wanted in array array['widget_turned_away', 'widget_dropped_visits'] loop
    if not exists (
      select from pg_catalog.pg_policies p
      where p.schemaname = 'public' and p.tablename = wanted and p.policyname = 'members_read'
    ) then
      execute format(
        'create policy members_read on public.%I for select to authenticated '
        'using (tenant_id = any (array(select widget_private.insight_tenants())))',
        wanted
      );
    end if;
  end loop;
end
$$;
commit;

-- ==== 20261124080208_insight_count.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What an event or a session comes to on a restaurant's day: numbers, negative where a session moves away, and all that they
-- are counted by.
do $$
begin
  if to_regtype('widget_private.insight_count') is null then
    create type widget_private.insight_count as (
      tenant uuid,
      widget uuid,
      day date,
      -- Values of the dimensions, in the order of insight_dimensions.
      traits text[],
      -- Of a session, as in insight_sessions; of a conversion, as lead_of says.
      reached text[],
      turned_away text[],
      lead text,
      views integer,
      interactions integer,
      conversions integer,
      sessions integer,
      converted integer,
      covers integer,
      value_minor bigint,
      last_view_at timestamptz
    );
  end if;
end
$$;

-- What events come to in a quarter hour of a widget, which begins at an instant.
do $$
begin
  if to_regtype('widget_private.quarter_count') is null then
    create type widget_private.quarter_count as (
      tenant uuid,
      widget uuid,
      quarter timestamptz,
      views integer,
      interactions integer,
      conversions integer
    );
  end if;
end
$$;
commit;

-- ==== 20261124080210_insight_ticks.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Who is told of changed totals, and how often.

-- When a tenant that looks was last told its totals, and for which widgets they have changed since: widget id -> local day.
-- Never granted to anybody, so without row security.
create table if not exists widget_private.insight_ticks (
  tenant_id uuid primary key,
  sent_at timestamptz not null default '-infinity',
  due jsonb not null default '{}',
  -- Until when somebody looks; nobody else is told.
  watched_until timestamptz
);
do $$
begin
  if to_regclass('widget_private.insight_ticks_due_idx') is null then
    create index insight_ticks_due_idx on widget_private.insight_ticks (sent_at) where due <> '{}';
  end if;
end
$$;
revoke all on widget_private.insight_ticks from public, anon, authenticated, service_role;

-- The shape is widgetTotalsSchema of packages/schema, with the moment of the write.
create or replace function widget_private.totals_message(tenant uuid, widget uuid, day date) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'id', d.widget_id, 'version', d.version, 'localDate', d.local_date, 'views', d.views,
    'interactions', d.interactions, 'conversions', d.conversions, 'sessions', d.sessions,
    'convertedSessions', d.converted_sessions, 'committedAt', widget_private.iso(clock_timestamp())
  ) || coalesce(
    (
      -- The newest day with views knows it: reading all of them would take longer with every day that is kept.
      select jsonb_build_object('lastViewAt', widget_private.iso(seen.last_view_at))
      from public.widget_analytics_daily seen
      where seen.tenant_id = tenant and seen.widget_id = widget and seen.dimension = 'total'
        and seen.last_view_at is not null
      order by seen.local_date desc
      limit 1
    ),
    '{}'
  )
  from public.widget_analytics_daily d
  where d.tenant_id = tenant and d.widget_id = widget and d.local_date = day and d.dimension = 'total'
$$;
revoke all on function widget_private.totals_message(uuid, uuid, date) from public, anon, authenticated, service_role;

create or replace function widget_private.send_ticks(tenant uuid, due jsonb) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed record;
  message jsonb;
begin
  for changed in select key, value from jsonb_each_text(due) order by key loop
    message := widget_private.totals_message(tenant, changed.key::uuid, changed.value::date);
    if message is not null then
      perform realtime.send(message, 'insights.tick', 'tenant:' || tenant, true);
    end if;
  end loop;
end
$$;
revoke all on function widget_private.send_ticks(uuid, jsonb) from public, anon, authenticated, service_role;

-- Tells tenants their totals at most once a second, whichever process wrote them: at once after a quiet second, else the
-- totals are due and flush_due_ticks sends them. Whoever does not look is told nothing, and costs nothing. The caller holds
-- lock_insights of each.
create or replace function widget_private.tick_insights(counts widget_private.insight_count[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  watched record;
  due_now jsonb;
begin
  for watched in
    select t.tenant_id, t.due, t.sent_at <= clock_timestamp() - interval '1 second' as is_quiet
    from widget_private.insight_ticks t
    where t.tenant_id in (select c.tenant from unnest(counts) as c) and t.watched_until > clock_timestamp()
    order by t.tenant_id
    for update
  loop
    -- An event of yesterday that comes late must not push today's totals out. Days as jsonb writes them, whatever the format
    -- that the database is set to.
    select jsonb_object_agg(news.widget, news.day) into due_now
    from (
      select widget, max(day) as day
      from (
        select c.widget::text, c.day from unnest(counts) as c where c.tenant = watched.tenant_id
        union all
        select d.key, d.value::date from jsonb_each_text(watched.due) as d
      ) as days
      group by widget
    ) as news;
    update widget_private.insight_ticks t
    set due = case when watched.is_quiet then '{}' else due_now end,
      sent_at = case when watched.is_quiet then clock_timestamp() else t.sent_at end
    where t.tenant_id = watched.tenant_id;
    if watched.is_quiet then
      perform widget_private.send_ticks(watched.tenant_id, due_now);
    end if;
  end loop;
end
$$;
revoke all on function widget_private.tick_insights(widget_private.insight_count[])
  from public, anon, authenticated, service_role;

-- Counts what was put aside, and sends the totals that became due; the API calls it several times a second, and any
-- number of processes may. Returns how many tenants were told.
create or replace function widget_private.flush_due_ticks() returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  state record;
  told integer := 0;
begin
  perform widget_private.write_waiting(null, 100);
  for state in
    select t.tenant_id, t.due, t.watched_until > clock_timestamp() as is_watched
    from widget_private.insight_ticks t
    where t.due <> '{}' and t.sent_at <= clock_timestamp() - interval '1 second'
    order by t.tenant_id
    -- So many fit well into the time that a call has; the next call goes on.
    limit 1000
    for update skip locked
  loop
    update widget_private.insight_ticks t
    set sent_at = clock_timestamp(), due = '{}'
    where t.tenant_id = state.tenant_id;
    if state.is_watched then
      perform widget_private.send_ticks(state.tenant_id, state.due);
      told := told + 1;
    end if;
  end loop;
  return told;
end
$$;
revoke all on function widget_private.flush_due_ticks() from public, anon, authenticated, service_role;
grant execute on function widget_private.flush_due_ticks() to blunari_api;

-- Somebody looks at a restaurant's totals for the next 90 seconds, and is told them as they change. Who asks for them after
-- this has answered misses nothing: whoever writes at this moment has committed by then. Answers until when.
create or replace function widget_private.watch_insights(tenant uuid) returns timestamptz
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  until timestamptz := clock_timestamp() + interval '90 seconds';
begin
  if (tenant = any (array(select widget_private.my_tenants('viewer')))) is not true
    or not widget_private.keep_tenant(tenant)
  then
    raise exception 'This does not exist, or it is not yours.' using errcode = 'WB005';
  end if;
  perform widget_private.lock_insights(tenant);
  insert into widget_private.insight_ticks as t (tenant_id, watched_until) values (tenant, until)
  on conflict (tenant_id) do update set watched_until = excluded.watched_until;
  return until;
end
$$;
revoke all on function widget_private.watch_insights(uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.watch_insights(uuid) to authenticated;
commit;

-- ==== 20261124080212_insight_traits.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What a visit is counted by: one value of each dimension, out of what the visitor's browser said. All of it is typed by
-- strangers, so every value is cut, and an unknown one is ''.

-- The traits of an event come in this order, after the whole day itself.
create or replace function widget_private.insight_dimensions() returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select '{total,page,referrer,utm_source,utm_medium,utm_campaign,device,language,entry}'::text[]
$$;
revoke all on function widget_private.insight_dimensions() from public, anon, authenticated, service_role;

-- A parameter of an address, with %-escapes and plus signs read as in a form.
create or replace function widget_private.query_value(url text, name text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  written text := replace(substring(split_part(url, '#', 1) from '[?&]' || name || '=([^&]*)'), '+', ' ');
begin
  if strpos(written, '%') > 0 then
    begin
      return (
        select left(convert_from(string_agg(
          case when part[1] ~ '^%..' then decode(substr(part[1], 2), 'hex') else convert_to(part[1], 'UTF8') end,
          ''::bytea order by place
        ), 'UTF8'), 200)
        from regexp_matches(written, '%[0-9A-Fa-f]{2}|[^%]+|%', 'g') with ordinality as parts (part, place)
      );
    exception
      -- Not UTF-8: counted as it was written.
      when character_not_in_repertoire or untranslatable_character then null;
    end;
  end if;
  return left(coalesce(written, ''), 200);
end
$$;
revoke all on function widget_private.query_value(text, text) from public, anon, authenticated, service_role;

-- phone, tablet, desktop or other. Its own answers come out as they went in, so that a row whose browser was erased counts
-- as before. Words looked for as they are take a third of the time of a pattern of them, and every visit comes here.
create or replace function widget_private.device_of(user_agent text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  browser text := lower(coalesce(user_agent, ''));
begin
  return case
    when browser = '' then ''
    when browser like '%ipad%' or browser like '%tablet%' or browser like '%kindle%' or browser like '%silk/%'
      or browser like '%playbook%' then 'tablet'
    when browser like '%mobile%' or browser like '%phone%' or browser like '%ipod%' then 'phone'
    when browser like '%android%' then 'tablet'
    when browser like '%windows nt%' or browser like '%macintosh%' or browser like '%linux%' or browser like '%x11%'
      or browser like '%cros%' or browser like '%desktop%' then 'desktop'
    else 'other'
  end;
end
$$;
revoke all on function widget_private.device_of(text) from public, anon, authenticated, service_role;

-- Page, referrer, UTM and device. The page is the path without its query, the referrer a host. 200 letters of 4 bytes
-- still fit into an index.
create or replace function widget_private.visit_traits(page_url text, referrer text, user_agent text) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  campaign text[] := array['', '', ''];
  page text := '';
  host text := '';
begin
  if lower(left(page_url, 8)) = 'https://' or lower(left(page_url, 7)) = 'http://' then
    page := substr(page_url, strpos(page_url, '://') + 3);
    page := split_part(split_part(page, '#', 1), '?', 1);
    page := case strpos(page, '/') when 0 then '/' else left(substr(page, strpos(page, '/')), 200) end;
  end if;
  if referrer <> '' then
    host := left(coalesce(lower(substring(referrer from '^\w+://(?:[^/?#@]*@)?(\[[^]/?#]*\]|[^/?#:]*)')), ''), 200);
  end if;
  if strpos(page_url, 'utm_') > 0 then
    campaign := array[
      widget_private.query_value(page_url, 'utm_source'), widget_private.query_value(page_url, 'utm_medium'),
      widget_private.query_value(page_url, 'utm_campaign')
    ];
  end if;
  return array[page, host] || campaign || widget_private.device_of(user_agent);
end
$$;
revoke all on function widget_private.visit_traits(text, text, text) from public, anon, authenticated, service_role;

-- Language and entry: short words that the API has checked, cut all the same.
create or replace function widget_private.event_traits(metadata jsonb) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return array[left(coalesce(metadata ->> 'locale', ''), 200), left(coalesce(metadata ->> 'entry', ''), 200)];
end
$$;
revoke all on function widget_private.event_traits(jsonb) from public, anon, authenticated, service_role;

-- A number that the server wrote into a conversion; 0 for none.
create or replace function widget_private.count_in(event_type text, metadata jsonb, name text) returns bigint
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case when event_type = 'conversion' and metadata ->> name ~ '^[0-9]{1,13}$' then (metadata ->> name)::bigint else 0 end;
end
$$;
revoke all on function widget_private.count_in(text, jsonb, text) from public, anon, authenticated, service_role;

-- How many days ahead a conversion was for, as one of seven; null where that is not known.
create or replace function widget_private.lead_of(event_type text, metadata jsonb) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if event_type <> 'conversion' or not metadata ? 'leadDays' then
    return null;
  end if;
  return (array['0', '1', '2-3', '4-7', '8-14', '15-30', '31+'])[
    width_bucket(widget_private.count_in(event_type, metadata, 'leadDays'), array[0, 1, 2, 4, 8, 15, 31]::bigint[])
  ];
end
$$;
revoke all on function widget_private.lead_of(text, jsonb) from public, anon, authenticated, service_role;

-- The step that an event shows to be reached: whoever gives up at one has not used it.
create or replace function widget_private.step_of(event_type text, metadata jsonb) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case when event_type = 'interaction' and metadata ->> 'kind' is distinct from 'abandon'
    then left(nullif(metadata ->> 'step', ''), 200)
  end;
end
$$;
revoke all on function widget_private.step_of(text, jsonb) from public, anon, authenticated, service_role;

-- What an event tells of a time that was wanted and not to be had: day|time|party|rule, all of it in a form that the table
-- takes; null for any other event.
create or replace function widget_private.turned_away_of(event_type text, metadata jsonb) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  day text;
begin
  if event_type <> 'interaction' or metadata ->> 'kind' is distinct from 'turned-away' then
    return null;
  end if;
  day := metadata ->> 'wantedDate';
  if (
    day ~ '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
    and coalesce(metadata ->> 'wantedTime', '') ~ '^(([01][0-9]|2[0-3]):[0-5][0-9])?$'
    and metadata ->> 'partySize' ~ '^[1-9][0-9]{0,3}$' and metadata ->> 'rule' ~ '^[a-z][a-z-]{0,31}$'
    -- No 31st of February.
    and to_char(make_date(left(day, 4)::integer, substr(day, 6, 2)::integer, 1) + right(day, 2)::integer - 1, 'YYYY-MM-DD')
      = day
  ) is not true then
    return null;
  end if;
  return concat_ws('|', day, coalesce(metadata ->> 'wantedTime', ''), metadata ->> 'partySize', metadata ->> 'rule');
end
$$;
revoke all on function widget_private.turned_away_of(text, jsonb) from public, anon, authenticated, service_role;

-- The lowest `most` of the words that are known and those that are new, either null for none: whichever order they come in,
-- and in however many parts, it is the same. Mostly there is none or one, and nothing to sort.
create or replace function widget_private.lowest_of(known text[], new text[], most integer) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if new is null or new <@ known then
    return coalesce(known, '{}'::text[]);
  end if;
  if known is null and cardinality(new) = 1 then
    return new;
  end if;
  return array(select distinct word collate "C" from unnest(known || new) as word order by 1 limit most);
end
$$;
revoke all on function widget_private.lowest_of(text[], text[], integer) from public, anon, authenticated, service_role;
commit;

-- ==== 20261124080214_insight_counting.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- The totals of a day, by every dimension; of new events and of all that are counted again.

-- One writer of a restaurant's totals at a time, until its transaction ends: each reads what the last one left, so moves
-- of sessions and the bound on values are exact. Writers of one restaurant would wait for its row of today in any case.
create or replace function widget_private.lock_insights(tenant uuid) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  select pg_advisory_xact_lock(hashtextextended('insights ' || tenant, 0))
$$;
revoke all on function widget_private.lock_insights(uuid) from public, anon, authenticated, service_role;

-- Adds to the quarter hours; the caller holds lock_insights of each restaurant, here and below. In order of the key, as all.
create or replace function widget_private.count_quarters(changes widget_private.quarter_count[]) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  insert into public.widget_analytics_buckets as b (
    tenant_id, widget_id, bucket,
    views_00, views_15, views_30, views_45,
    interactions_00, interactions_15, interactions_30, interactions_45,
    conversions_00, conversions_15, conversions_30, conversions_45
  )
  select
    c.tenant, c.widget, c.hour,
    coalesce(sum(c.views) filter (where c.minute = 0), 0), coalesce(sum(c.views) filter (where c.minute = 15), 0),
    coalesce(sum(c.views) filter (where c.minute = 30), 0), coalesce(sum(c.views) filter (where c.minute = 45), 0),
    coalesce(sum(c.interactions) filter (where c.minute = 0), 0), coalesce(sum(c.interactions) filter (where c.minute = 15), 0),
    coalesce(sum(c.interactions) filter (where c.minute = 30), 0), coalesce(sum(c.interactions) filter (where c.minute = 45), 0),
    coalesce(sum(c.conversions) filter (where c.minute = 0), 0), coalesce(sum(c.conversions) filter (where c.minute = 15), 0),
    coalesce(sum(c.conversions) filter (where c.minute = 30), 0), coalesce(sum(c.conversions) filter (where c.minute = 45), 0)
  from (
    select q.*, date_bin('1 hour', q.quarter, '2000-01-01Z') as hour,
      extract(minute from q.quarter at time zone 'UTC')::integer as minute
    from unnest(changes) as q
  ) as c
  group by c.tenant, c.widget, c.hour
  order by c.tenant, c.widget, c.hour
  on conflict (tenant_id, widget_id, bucket) do update set
    views_00 = b.views_00 + excluded.views_00,
    views_15 = b.views_15 + excluded.views_15,
    views_30 = b.views_30 + excluded.views_30,
    views_45 = b.views_45 + excluded.views_45,
    interactions_00 = b.interactions_00 + excluded.interactions_00,
    interactions_15 = b.interactions_15 + excluded.interactions_15,
    interactions_30 = b.interactions_30 + excluded.interactions_30,
    interactions_45 = b.interactions_45 + excluded.interactions_45,
    conversions_00 = b.conversions_00 + excluded.conversions_00,
    conversions_15 = b.conversions_15 + excluded.conversions_15,
    conversions_30 = b.conversions_30 + excluded.conversions_30,
    conversions_45 = b.conversions_45 + excluded.conversions_45
$$;
revoke all on function widget_private.count_quarters(widget_private.quarter_count[])
  from public, anon, authenticated, service_role;

-- Adds rows that a day does not have as yet. A widget's day holds at most 100 values of a dimension, and further ones count
-- as 'other', so strangers cannot fill the table; a value that has its row keeps it.
create or replace function widget_private.add_days(changes public.widget_analytics_daily[]) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  with ranked as (
    select c.*, row_number() over (
      partition by c.tenant_id, c.widget_id, c.local_date, c.dimension, c.value in ('', 'other') order by c.value
    ) as place
    from unnest(changes) as c
  ), admitted as (
    select r.*, case
      when r.value in ('', 'other') or r.place <= 100 - (
        select count(*) from public.widget_analytics_daily d
        where d.tenant_id = r.tenant_id and d.widget_id = r.widget_id and d.local_date = r.local_date
          and d.dimension = r.dimension and d.value not in ('', 'other')
      ) then r.value
      else 'other'
    end as counts_as
    from ranked r
  )
  insert into public.widget_analytics_daily as d (
    tenant_id, widget_id, local_date, dimension, value, version, views, interactions, conversions, sessions,
    converted_sessions, covers, value_minor, last_view_at
  )
  select
    a.tenant_id, a.widget_id, a.local_date, a.dimension, a.counts_as,
    case a.dimension when 'total' then nextval('widget_private.insights_version') else 0 end, sum(a.views),
    sum(a.interactions), sum(a.conversions), sum(a.sessions), sum(a.converted_sessions), sum(a.covers),
    sum(a.value_minor), max(a.last_view_at)
  from admitted a
  group by a.tenant_id, a.widget_id, a.local_date, a.dimension, a.counts_as
  order by a.tenant_id, a.widget_id, a.local_date, a.dimension, a.counts_as
  on conflict (tenant_id, widget_id, local_date, dimension, value) do update set
    views = d.views + excluded.views,
    interactions = d.interactions + excluded.interactions,
    conversions = d.conversions + excluded.conversions,
    sessions = d.sessions + excluded.sessions,
    converted_sessions = d.converted_sessions + excluded.converted_sessions,
    covers = d.covers + excluded.covers,
    value_minor = d.value_minor + excluded.value_minor
$$;
revoke all on function widget_private.add_days(public.widget_analytics_daily[])
  from public, anon, authenticated, service_role;

-- Counts sessions that were turned away. A widget's day holds 500 of what was wanted, and further ones are of the rule
-- 'other', for that day itself and a party of nobody.
create or replace function widget_private.count_turned_away(counts widget_private.insight_count[]) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  with change as (
    select
      c.tenant as tenant_id, c.widget as widget_id, c.day as local_date, split_part(wanted, '|', 1)::date as wanted_date,
      split_part(wanted, '|', 2) as wanted_time, split_part(wanted, '|', 3)::integer as party_size,
      split_part(wanted, '|', 4) as rule, sum(c.sessions) as sessions
    from unnest(counts) as c cross join unnest(c.turned_away) as wanted
    group by 1, 2, 3, wanted
    having sum(c.sessions) <> 0
  ), known as (
    select c.*, exists (
      select from public.widget_turned_away t
      where t.tenant_id = c.tenant_id and t.widget_id = c.widget_id and t.local_date = c.local_date
        and t.wanted_date = c.wanted_date and t.wanted_time = c.wanted_time and t.party_size = c.party_size
        and t.rule = c.rule
    ) as has_row
    from change c
  ), ranked as (
    select k.*, row_number() over (
      partition by k.tenant_id, k.widget_id, k.local_date, k.has_row
      order by k.wanted_date, k.wanted_time, k.party_size, k.rule
    ) as place
    from known k
  ), admitted as (
    select r.*, r.has_row or r.place <= 500 - (
      select count(*) from public.widget_turned_away t
      where t.tenant_id = r.tenant_id and t.widget_id = r.widget_id and t.local_date = r.local_date
        and t.party_size > 0
    ) as has_place
    from ranked r
  ), counted as (
    select
      a.tenant_id, a.widget_id, a.local_date, case when a.has_place then a.wanted_date else a.local_date end as wanted_date,
      case when a.has_place then a.wanted_time else '' end as wanted_time,
      case when a.has_place then a.party_size else 0 end as party_size,
      case when a.has_place then a.rule else 'other' end as rule, a.sessions
    from admitted a
  )
  insert into public.widget_turned_away as t
    (tenant_id, widget_id, local_date, wanted_date, wanted_time, party_size, rule, sessions)
  select
    c.tenant_id, c.widget_id, c.local_date, c.wanted_date, c.wanted_time, c.party_size, c.rule, sum(c.sessions)
  from counted c
  group by 1, 2, 3, 4, 5, 6, 7
  order by 1, 2, 3, 4, 5, 6, 7
  on conflict (tenant_id, widget_id, local_date, wanted_date, wanted_time, party_size, rule) do update set
    sessions = t.sessions + excluded.sessions
$$;
revoke all on function widget_private.count_turned_away(widget_private.insight_count[])
  from public, anon, authenticated, service_role;

-- Adds to the daily rows. The version is given here: a row of a whole day
-- grows with every change.
create or replace function widget_private.count_insights(counts widget_private.insight_count[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  missing public.widget_analytics_daily[];
begin
  with visit as (
    -- The same for the events of a visit, which count together.
    select
      c.tenant, c.widget, c.day, array[''] || c.traits as traits, sum(c.views)::integer as views,
      sum(c.interactions)::integer as interactions, sum(c.conversions)::integer as conversions,
      sum(c.sessions)::integer as sessions, sum(c.converted)::integer as converted, sum(c.covers)::integer as covers,
      sum(c.value_minor)::bigint as value_minor, max(c.last_view_at) as last_view_at
    from unnest(counts) as c
    group by 1, 2, 3, 4
  ), part as (
    select
      c.tenant, c.widget, c.day, trait.dimension, trait.value, c.views, c.interactions, c.conversions, c.sessions,
      c.converted, c.covers, c.value_minor, case trait.dimension when 'total' then c.last_view_at end as last_view_at
    from visit c
    cross join lateral unnest(widget_private.insight_dimensions(), c.traits) as trait (dimension, value)
    where trait.value <> '' or trait.dimension = 'total'
    union all
    select
      c.tenant, c.widget, c.day, trait.dimension, trait.value, c.views, c.interactions, c.conversions, c.sessions,
      c.converted, c.covers, c.value_minor, null
    from unnest(counts) as c
    cross join lateral (
      select 'funnel', unnest(c.reached)
      union all
      select 'turned_away', 'any' where c.turned_away <> '{}'
      union all
      select 'lead', c.lead where c.lead is not null
    ) as trait (dimension, value)
  ), change as materialized (
    select
      p.tenant, p.widget, p.day, p.dimension, p.value, sum(p.views) as views, sum(p.interactions) as interactions,
      sum(p.conversions) as conversions, sum(p.sessions) as sessions, sum(p.converted) as converted,
      sum(p.covers) as covers, sum(p.value_minor)::bigint as value_minor, max(p.last_view_at) as last_view_at,
      row_number() over () as place
    from part p
    group by 1, 2, 3, 4, 5
    -- Not for a session that stays where it was.
    having (sum(p.views), sum(p.interactions), sum(p.conversions), sum(p.sessions), sum(p.converted)) <> (0, 0, 0, 0, 0)
  ), counted as (
    -- Most rows are there already, and this finds out with no other look.
    update public.widget_analytics_daily d
    set version = case c.dimension when 'total' then nextval('widget_private.insights_version') else 0 end,
      views = d.views + c.views,
      interactions = d.interactions + c.interactions,
      conversions = d.conversions + c.conversions,
      sessions = d.sessions + c.sessions,
      converted_sessions = d.converted_sessions + c.converted,
      covers = d.covers + c.covers,
      value_minor = d.value_minor + c.value_minor,
      last_view_at = greatest(d.last_view_at, c.last_view_at)
    from change c
    where d.tenant_id = c.tenant and d.widget_id = c.widget and d.local_date = c.day and d.dimension = c.dimension
      and d.value = c.value
    returning c.place
  )
  select array_agg(row(
    c.tenant, c.widget, c.day, c.dimension, c.value, 0, c.views, c.interactions, c.conversions, c.sessions, c.converted,
    c.covers, c.value_minor, c.last_view_at
  )::public.widget_analytics_daily) into missing
  from change c
  where c.place not in (select counted.place from counted);
  if missing is not null then
    perform widget_private.add_days(missing);
  end if;
  if exists (select from unnest(counts) as c where c.turned_away <> '{}') then
    perform widget_private.count_turned_away(counts);
  end if;
end
$$;
revoke all on function widget_private.count_insights(widget_private.insight_count[])
  from public, anon, authenticated, service_role;
commit;

-- ==== 20261124080216_insight_sessions.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- A session is what its events come to together. An event alone is a session of which that is all that is known; such parts
-- are put together here, and come to the same in whatever order and however often they arrive.

-- Puts parts of sessions, each of one event, together with what is known of them, and answers what that changes in the counts:
-- a session is taken off as it was, and counted as it is. The caller holds lock_insights of each restaurant.
create or replace function widget_private.join_sessions(parts widget_private.insight_sessions[])
returns widget_private.insight_count[] language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  counts widget_private.insight_count[];
begin
  with part as materialized (
    select p.*, row_number() over (order by p.first_at, p.first_id) as turn from unnest(parts) as p
  ), heard as (
    select
      p.tenant_id, p.widget_id, p.session_id, min(p.turn) as turn, bool_or(p.converted) as converted,
      array_agg(p.reached[1]) filter (where p.reached <> '{}') as reached,
      array_agg(p.turned_away[1]) filter (where p.turned_away <> '{}') as turned_away
    from part p
    group by 1, 2, 3
  ), met as materialized (
    select
      k as before, row(
        h.tenant_id, h.widget_id, h.session_id, first.at, first.id, first.local_date, first.traits,
        widget_private.lowest_of(k.reached, h.reached, 16), widget_private.lowest_of(k.turned_away, h.turned_away, 20),
        h.converted or k.converted is true
      )::widget_private.insight_sessions as after
    from heard h
    join part f using (turn)
    left join widget_private.insight_sessions k
      on k.tenant_id = h.tenant_id and k.widget_id = h.widget_id and k.session_id = h.session_id
    cross join lateral (
      select f.first_at, f.first_id, f.local_date, f.traits
      where k.session_id is null or (f.first_at, f.first_id) < (k.first_at, k.first_id)
      union all
      select k.first_at, k.first_id, k.local_date, k.traits
      where (k.first_at, k.first_id) <= (f.first_at, f.first_id)
    ) as first (at, id, local_date, traits)
  ), moved as materialized (
    select m.before, m.after from met m where m.after is distinct from m.before
  ), kept as (
    insert into widget_private.insight_sessions as s
      (tenant_id, widget_id, session_id, first_at, first_id, local_date, traits, reached, turned_away, converted)
    select (m.after).* from moved m order by (m.after).tenant_id, (m.after).widget_id, (m.after).session_id
    on conflict (tenant_id, widget_id, session_id) do update set
      first_at = excluded.first_at,
      first_id = excluded.first_id,
      local_date = excluded.local_date,
      traits = excluded.traits,
      reached = excluded.reached,
      turned_away = excluded.turned_away,
      converted = excluded.converted
  ), change as (
    select (m.after).*, 1 as sign from moved m
    union all
    select (m.before).*, -1 from moved m where (m.before).session_id is not null
  )
  select array_agg(row(
    c.tenant_id, c.widget_id, c.local_date, c.traits, c.reached, c.turned_away, null, 0, 0, 0, c.sign,
    c.sign * c.converted::integer, 0, 0, null
  )::widget_private.insight_count) into counts
  from change c;
  return counts;
end
$$;
revoke all on function widget_private.join_sessions(widget_private.insight_sessions[])
  from public, anon, authenticated, service_role;
commit;

-- ==== 20261124080218_uncounted_visits.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Events that are stored and not counted yet. Counting many at once costs little more than half of counting each group as
-- it comes, since they change the same rows; and nobody who stores waits for who counts.

-- A row for each restaurant and day of what was stored together. Never granted to anybody, so without row security.
create table if not exists widget_private.uncounted_visits (
  tenant_id uuid not null,
  id bigint generated always as identity,
  local_date date not null,
  -- Ids in widget_analytics.
  events uuid[] not null,
  primary key (tenant_id, id)
);
revoke all on widget_private.uncounted_visits from public, anon, authenticated, service_role;
revoke all on sequence widget_private.uncounted_visits_id_seq from public, anon, authenticated, service_role;

-- Takes some of what waits of these restaurants out of there, the oldest first: rows of `most` events together, and what the
-- last of them has more. Answers the ids of the events, each with its day, or nulls where nothing waits. The queue is mostly
-- empty, which is what the planner knows of it: rows are found by their keys and places all the same.
create or replace function widget_private.take_uncounted(tenants uuid[], most integer, out ids uuid[], out days date[])
language plpgsql volatile set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  share integer := 1 + most / greatest(cardinality(tenants), 1);
  places tid[];
begin
  places := array(
    select w.place
    from (
      select u.place, sum(u.size) over (order by u.id) - u.size as ahead
      from unnest(tenants) as t (tenant_id)
      cross join lateral (
        select w.ctid as place, w.id, cardinality(w.events) as size
        from widget_private.uncounted_visits w
        where w.tenant_id = t.tenant_id
        order by w.id
        limit share
      ) as u
    ) as w
    where w.ahead < most
  );
  with took as (
    delete from widget_private.uncounted_visits u where u.ctid = any (places) returning u.local_date, u.events
  )
  select array_agg(e.id), array_agg(t.local_date) into ids, days from took t cross join unnest(t.events) as e (id);
end
$$;
revoke all on function widget_private.take_uncounted(uuid[], integer) from public, anon, authenticated, service_role;

-- What stored events come to: in their quarter hours, as parts of sessions, and on their days; nulls for none. An event that
-- was removed meanwhile comes to nothing. The planner takes arrays for short, and would compare each event with each.
create or replace function widget_private.counts_of_events(
  ids uuid[], days date[], out quarters widget_private.quarter_count[], out parts widget_private.insight_sessions[],
  out counts widget_private.insight_count[]
) language plpgsql stable set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_nestloop = off as $$
begin
  with event as materialized (
    select
      a.id, a.tenant_id as tenant, a.widget_id as widget, a.event_type as type, a."timestamp" as at, e.local_date,
      a.session_id, a.metadata, coalesce(a.page_url, '') as page, coalesce(a.referrer, '') as came_from,
      coalesce(a.user_agent, '') as browser
    from public.widget_analytics a join unnest(ids, days) as e (id, local_date) using (id)
    where a.id = any (ids)
  ), visit as materialized (
    -- Out of what is stored, so that counting again comes to the same.
    select v.*, widget_private.visit_traits(v.page, v.came_from, v.browser) as traits
    from (select distinct e.page, e.came_from, e.browser from event e) as v
  ), words as materialized (
    -- Many events say the same.
    select
      w.type, w.metadata, widget_private.event_traits(w.metadata) as traits,
      widget_private.step_of(w.type, w.metadata) as step, widget_private.turned_away_of(w.type, w.metadata) as wanted,
      widget_private.lead_of(w.type, w.metadata) as lead, widget_private.count_in(w.type, w.metadata, 'covers') as covers,
      widget_private.count_in(w.type, w.metadata, 'valueMinor') as value_minor
    from (select distinct e.type, e.metadata from event e) as w
  ), fresh as materialized (
    select
      e.tenant, e.widget, e.id, e.type, e.at, e.local_date, e.session_id, v.traits || w.traits as traits,
      array_remove(array[w.step], null) as reached, array_remove(array[w.wanted], null) as turned_away, w.lead, w.covers,
      w.value_minor
    from event e join visit v using (page, came_from, browser) join words w using (type, metadata)
  )
  select (
    select array_agg(row(
      f.tenant, f.widget, f.quarter, f.views, f.interactions, f.conversions
    )::widget_private.quarter_count)
    from (
      select
        f.tenant, f.widget, date_bin('15 minutes', f.at, '2000-01-01Z') as quarter,
        count(*) filter (where f.type = 'view') as views, count(*) filter (where f.type = 'interaction') as interactions,
        count(*) filter (where f.type = 'conversion') as conversions
      from fresh f
      group by 1, 2, 3
    ) as f
  ), (
    select array_agg(row(
      f.tenant, f.widget, f.session_id, f.at, f.id, f.local_date, f.traits, f.reached, f.turned_away, f.type = 'conversion'
    )::widget_private.insight_sessions)
    from fresh f where f.session_id is not null
  ), (
    select array_agg(row(
      f.tenant, f.widget, f.local_date, f.traits, null, null, f.lead, f.views, f.interactions, f.conversions, 0, 0, f.covers,
      f.value_minor, f.last_view_at
    )::widget_private.insight_count)
    from (
      select
        f.tenant, f.widget, f.local_date, f.traits, f.lead, count(*) filter (where f.type = 'view') as views,
        count(*) filter (where f.type = 'interaction') as interactions,
        count(*) filter (where f.type = 'conversion') as conversions, sum(f.covers)::integer as covers,
        sum(f.value_minor) as value_minor, max(f.at) filter (where f.type = 'view') as last_view_at
      from fresh f
      group by 1, 2, 3, 4, 5
    ) as f
  ) into quarters, parts, counts;
end
$$;
revoke all on function widget_private.counts_of_events(uuid[], date[]) from public, anon, authenticated, service_role;

-- Counts stored events as what they come to; the caller holds lock_insights of each restaurant. One that cannot be counted
-- would hold up all others, of all restaurants, and whoever books there: the halves find out which, and it stays stored.
-- Where many are like that, the search ends soon after `until`, and what is left of them waits again.
create or replace function widget_private.count_events(ids uuid[], days date[], until timestamptz) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  come_to record;
  changes widget_private.insight_count[];
  half integer := cardinality(ids) / 2;
begin
  begin
    come_to := widget_private.counts_of_events(ids, days);
    perform widget_private.count_quarters(come_to.quarters);
    changes := come_to.counts || widget_private.join_sessions(come_to.parts);
    perform widget_private.count_insights(changes);
  exception
    when data_exception or integrity_constraint_violation then
      changes := null;
      if half = 0 then
        -- Its message may hold what the visitor sent.
        raise warning 'Event % cannot be counted: %', ids[1], sqlstate;
      else
        perform widget_private.count_events(ids[:half], days[:half], until);
        -- The first half is gone through in any case, so that each call leaves less.
        if clock_timestamp() < until then
          perform widget_private.count_events(ids[half + 1:], days[half + 1:], until);
        else
          insert into widget_private.uncounted_visits (tenant_id, local_date, events)
          select a.tenant_id, e.local_date, array_agg(e.id)
          from unnest(ids[half + 1:], days[half + 1:]) as e (id, local_date)
          join public.widget_analytics a using (id)
          group by a.tenant_id, e.local_date;
        end if;
      end if;
  end;
  if changes is not null then
    perform widget_private.tick_insights(changes);
  end if;
end
$$;
revoke all on function widget_private.count_events(uuid[], date[], timestamptz) from public, anon, authenticated, service_role;

-- Counts some of what waits of these restaurants, as take_uncounted takes it; the caller holds lock_insights of each. Answers
-- how many events there were.
create or replace function widget_private.count_uncounted(tenants uuid[], most integer) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  taken record;
begin
  taken := widget_private.take_uncounted(tenants, most);
  if taken.ids is null then
    return 0;
  end if;
  -- The API's calls are broken off after 8 s, and those who wait for a lock after 5.
  perform widget_private.count_events(taken.ids, taken.days, clock_timestamp() + interval '2 seconds');
  return cardinality(taken.ids);
end
$$;
revoke all on function widget_private.count_uncounted(uuid[], integer) from public, anon, authenticated, service_role;
commit;

-- ==== 20261124080220_insight_writing.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- How events get in: a visitor's batch, and the conversion of a booking or request.

-- As much of a visitor's address as the restaurant keeps: its network, unless its settings (`privacy`) say all or nothing.
-- Here and nowhere else it is shortened, also before a visit is put aside. An IPv4 address written as one of IPv6 has the
-- network of the former.
create or replace function widget_private.kept_ip(privacy text, ip inet) returns inet
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  plain inet := case when ip << '::ffff:0.0.0.0/96' then replace(host(ip), '::ffff:', '')::inet else ip end;
begin
  return case privacy
    when 'full' then plain
    when 'none' then null
    else network(set_masklen(plain, least(masklen(plain), case family(plain) when 4 then 24 else 48 end)))::inet
  end;
end
$$;
revoke all on function widget_private.kept_ip(text, inet) from public, anon, authenticated, service_role;

-- Stores the events of some batches, and notes those that are new for count_uncounted. `batches`: [{events: [{id, type, at,
-- localDate, sessionId, metadata}], visit: {ip, userAgent, referrer, pageUrl}}], as unsound_batches lets them pass; tenants[n]
-- and widgets[n] are those of the nth, null for one that is not to be written. Rows go in the order of their keys: unordered,
-- writers who send the same ids deadlock.
create or replace function widget_private.store_insights(batches jsonb, tenants uuid[], widgets uuid[])
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  with visits as materialized (
    select
      b.place, tenants[b.place] as tenant, widgets[b.place] as widget, b.batch -> 'events' as events,
      left(b.batch #>> '{visit,userAgent}', 400) as browser,
      nullif(left(b.batch #>> '{visit,referrer}', 2000), '') as came_from,
      nullif(left(b.batch #>> '{visit,pageUrl}', 2000), '') as page,
      widget_private.kept_ip(s.ip_privacy, nullif(b.batch #>> '{visit,ip}', '')::inet) as visitor_ip
    from jsonb_array_elements(batches) with ordinality as b (batch, place)
    left join public.widget_settings s on s.tenant_id = tenants[b.place]
    where tenants[b.place] is not null
  ), input as materialized (
    -- Batches that repeat an id must count it once.
    select distinct on (e.id)
      e.id, v.place, v.tenant, v.widget, e.type, e.at, e."localDate" as local_date, e."sessionId" as session_id,
      coalesce(e.metadata, '{}') as metadata
    from visits v
    cross join lateral jsonb_to_recordset(v.events)
      as e (id uuid, type text, at timestamptz, "localDate" date, "sessionId" uuid, metadata jsonb)
    order by e.id, v.place
  ), stored as (
    insert into public.widget_analytics as a
      (id, widget_id, tenant_id, event_type, "timestamp", metadata, session_id, user_agent, ip_address, referrer, page_url)
    select
      i.id, i.widget, i.tenant, i.type, i.at, i.metadata, i.session_id, v.browser, v.visitor_ip, v.came_from, v.page
    from input i join visits v using (place)
    order by i.id
    on conflict (id) do nothing
    returning a.id
  )
  insert into widget_private.uncounted_visits (tenant_id, local_date, events)
  select i.tenant, i.local_date, array_agg(i.id)
  from input i
  -- By a hash of the ids: how many there are is not known to the planner, which would go through all for each.
  where (i.id in (select s.id from stored s)) is true
  group by i.tenant, i.local_date;
end
$$;
revoke all on function widget_private.store_insights(jsonb, uuid[], uuid[]) from public, anon, authenticated, service_role;

-- Stores as above, and counts in the same transaction, with what waited of these restaurants; and counts what was dropped.
create or replace function widget_private.write_insights(batches jsonb, tenants uuid[], widgets uuid[])
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  restaurants uuid[] := array(select distinct t from unnest(tenants) as t where t is not null order by t);
begin
  perform widget_private.store_insights(batches, tenants, widgets);
  -- Only now, so that the next writers of these restaurants wait for no more than they must.
  perform widget_private.lock_insights(t) from unnest(restaurants) as t;
  perform widget_private.count_uncounted(restaurants, 2000);
  perform widget_private.count_dropped(batches, tenants, widgets);
end
$$;
revoke all on function widget_private.write_insights(jsonb, uuid[], uuid[]) from public, anon, authenticated, service_role;

-- How a session came to the widget; null where that is not known.
create or replace function widget_private.entry_of(tenant uuid, widget uuid, session uuid) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select nullif(s.traits[array_position(widget_private.insight_dimensions(), 'entry') - 1], '')
  from widget_private.insight_sessions s
  where s.tenant_id = tenant and s.widget_id = widget and s.session_id = session
$$;
revoke all on function widget_private.entry_of(uuid, uuid, uuid) from public, anon, authenticated, service_role;

-- The conversion of a booking or request: written in its transaction, at the server's time, on the restaurant's day, with the
-- entry that its session came by, as far as that is known by now.
create or replace function widget_private.record_conversion(
  tenant uuid, widget uuid, session uuid, today date, metadata jsonb, visit jsonb
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (today between ((now() at time zone 'UTC') - interval '14 hours')::date
    and ((now() at time zone 'UTC') + interval '14 hours')::date) is not true
  then
    raise exception 'The restaurant''s day is not today.' using errcode = 'WB006';
  end if;
  if jsonb_typeof(coalesce(visit, '{}')) <> 'object' then
    raise exception 'A visit is an object.' using errcode = 'WB006';
  end if;
  perform widget_private.address_of(visit -> 'ip');
  -- Where the tables were removed in an emergency, a booking still counts as a booking.
  if to_regclass('public.widget_analytics') is null then
    return;
  end if;
  perform widget_private.take_insights(
    jsonb_build_array(jsonb_build_object(
      'visit', coalesce(visit, '{}'), 'events', jsonb_build_array(jsonb_build_object(
        'id', gen_random_uuid(), 'type', 'conversion', 'at', now(), 'localDate', today, 'sessionId', session,
        'metadata', jsonb_strip_nulls(metadata || jsonb_build_object('entry', widget_private.entry_of(tenant, widget, session)))
      ))
    )),
    array[tenant], array[widget], false
  );
end
$$;
revoke all on function widget_private.record_conversion(uuid, uuid, uuid, date, jsonb, jsonb)
  from public, anon, authenticated, service_role;
commit;

-- ==== 20261124080222_waiting_insights.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Jobs count or forget the visits of a restaurant, some days at a time, and nobody else may count meanwhile. No guest waits
-- for them: what happens during a step is put aside, in its own transaction, and counted a moment later. Nor does a visit
-- wait for a product that locks the restaurant's own row: those of one restaurant would take every connection of the API.

-- Never granted to anybody, so without row security.
create table if not exists widget_private.waiting_insights (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  widget_id uuid not null,
  -- As write_insights takes them.
  events jsonb not null,
  visit jsonb not null,
  -- What came with them and is not counted as a visit: {today, bot, prefetch, invalid, late}.
  dropped jsonb not null default '{}',
  -- Since when it is set aside for good, as the database refused to store it.
  refused_at timestamptz
);
do $$
begin
  if to_regclass('widget_private.waiting_insights_tenant_idx') is null then
    create index waiting_insights_tenant_idx on widget_private.waiting_insights (tenant_id);
  end if;
end
$$;
revoke all on widget_private.waiting_insights from public, anon, authenticated, service_role;

-- Whether no job is at work on a restaurant's totals; if so, none begins before the caller's transaction ends.
create or replace function widget_private.keep_jobs_away(tenant uuid) returns boolean
language sql volatile set search_path = pg_catalog, pg_temp as $$
  select pg_try_advisory_xact_lock_shared(hashtextextended('insight jobs ' || tenant, 0))
$$;
revoke all on function widget_private.keep_jobs_away(uuid) from public, anon, authenticated, service_role;

-- An address as the caller sent it; null for none.
create or replace function widget_private.address_of(sent jsonb) returns inet
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if sent is null or sent in ('null', '""') then
    return null;
  end if;
  if jsonb_typeof(sent) <> 'string' then
    raise exception 'An address is a text.' using errcode = 'WB006';
  end if;
  return (sent #>> '{}')::inet;
exception
  -- Its message would repeat what was sent.
  when invalid_text_representation then
    raise exception 'This is no address.' using errcode = 'WB006';
end
$$;
revoke all on function widget_private.address_of(jsonb) from public, anon, authenticated, service_role;

-- What was not counted as a visit, by day and reason: last of all that a transaction writes, and in the order of the keys.
-- `batches`: [{dropped: {today, bot, prefetch, invalid, late}}], as for write_insights.
create or replace function widget_private.count_dropped(batches jsonb, tenants uuid[], widgets uuid[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  if not jsonb_path_exists(batches, '$[*].dropped') then
    return;
  end if;
  insert into public.widget_dropped_visits as d (tenant_id, widget_id, local_date, reason, events)
  select
    tenants[b.place], widgets[b.place], (b.batch #>> '{dropped,today}')::date, reason.key, sum(reason.value::integer)
  from jsonb_array_elements(batches) with ordinality as b (batch, place)
  cross join lateral jsonb_each_text((b.batch -> 'dropped') - 'today') as reason
  where tenants[b.place] is not null
  group by 1, 2, 3, 4
  order by 1, 2, 3, 4
  on conflict (tenant_id, widget_id, local_date, reason) do update set events = d.events + excluded.events;
end
$$;
revoke all on function widget_private.count_dropped(jsonb, uuid[], uuid[]) from public, anon, authenticated, service_role;

-- The restaurants whose batches can be written at this moment, by locks that are not waited for. Not those where a job is at
-- work, or where somebody has the row for themselves that something would hang on: totals on the restaurant, events on their
-- widget, which goes with it. As for take_insights.
create or replace function widget_private.free_tenants(batches jsonb, tenants uuid[], widgets uuid[], count_later boolean)
returns uuid[] language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  -- Whose totals change now.
  counted uuid[] := tenants;
  counted_free uuid[];
  widgets_free uuid[];
begin
  if count_later then
    -- What was dropped is counted all the same.
    counted := array(
      select tenants[b.place] from jsonb_array_elements(batches) with ordinality as b (batch, place)
      where b.batch ? 'dropped' and tenants[b.place] is not null
    );
    widgets_free := array(
      select c.id from public.widget_configurations c where c.id = any (widgets) order by c.id for key share skip locked
    );
  end if;
  counted_free := array(
    select t.id from public.tenants t where t.id = any (counted) order by t.id for key share skip locked
  );
  return array(
    select w.tenant
    from unnest(tenants, widgets) as w (tenant, widget)
    where w.tenant is not null
    group by w.tenant
    having (w.tenant <> all (counted) or w.tenant = any (counted_free)) and (
      not count_later or bool_and(w.widget = any (widgets_free))
    ) and widget_private.keep_jobs_away(w.tenant)
  );
end
$$;
revoke all on function widget_private.free_tenants(jsonb, uuid[], uuid[], boolean)
  from public, anon, authenticated, service_role;

-- Writes batches at once, or puts those aside whose restaurant is not free: with no more of the visitor's address than the
-- restaurant keeps. As for write_insights; `count_later` leaves the counting to count_visits.
create or replace function widget_private.take_insights(batches jsonb, tenants uuid[], widgets uuid[], count_later boolean)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  free uuid[] := widget_private.free_tenants(batches, tenants, widgets, count_later);
begin
  -- Mostly nobody's, and the batches need not be read once more to find none.
  if exists (select from unnest(tenants) as t where t <> all (free)) then
    insert into widget_private.waiting_insights (tenant_id, widget_id, events, visit, dropped)
    select
      tenants[b.place], widgets[b.place], coalesce(b.batch -> 'events', '[]'),
      coalesce(b.batch -> 'visit', '{}') || jsonb_build_object(
        'ip', widget_private.kept_ip(s.ip_privacy, widget_private.address_of(b.batch #> '{visit,ip}'))
      ),
      coalesce(b.batch -> 'dropped', '{}')
    from jsonb_array_elements(batches) with ordinality as b (batch, place)
    left join public.widget_settings s on s.tenant_id = tenants[b.place]
    where tenants[b.place] is not null and tenants[b.place] <> all (free);
  end if;
  free := array(select case when t = any (free) then t end from unnest(tenants) as t);
  if count_later then
    perform widget_private.store_insights(batches, free, widgets);
    perform widget_private.count_dropped(batches, free, widgets);
  else
    perform widget_private.write_insights(batches, free, widgets);
  end if;
end
$$;
revoke all on function widget_private.take_insights(jsonb, uuid[], uuid[], boolean) from public, anon, authenticated, service_role;

-- Writes some of what was put aside, and takes it out of there. What is of a widget that is gone by now goes unwritten.
create or replace function widget_private.write_put_aside(ids uuid[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  batches jsonb;
  tenants uuid[];
  widgets uuid[];
begin
  with taken as (
    delete from widget_private.waiting_insights w where w.id = any (ids) returning w.*
  )
  select
    jsonb_agg(jsonb_build_object('events', t.events, 'visit', t.visit, 'dropped', t.dropped) order by t.id),
    array_agg(c.tenant_id order by t.id), array_agg(c.id order by t.id)
  into batches, tenants, widgets
  from taken t left join public.widget_configurations c on c.id = t.widget_id;
  if batches is not null then
    perform widget_private.write_insights(batches, tenants, widgets);
  end if;
end
$$;
revoke all on function widget_private.write_put_aside(uuid[]) from public, anon, authenticated, service_role;

-- The restaurants that something was put aside of, by one look into the index for each, however much of one waits; in no
-- order, so that none comes first every time.
create or replace function widget_private.waiting_tenants() returns setof uuid
language sql volatile set search_path = pg_catalog, pg_temp as $$
  with recursive waiting as (
    (select w.tenant_id from widget_private.waiting_insights w where w.refused_at is null order by w.tenant_id limit 1)
    union all
    select (
      select w.tenant_id from widget_private.waiting_insights w
      where w.refused_at is null and w.tenant_id > earlier.tenant_id
      order by w.tenant_id limit 1
    )
    from waiting earlier where earlier.tenant_id is not null
  )
  select w.tenant_id from waiting w where w.tenant_id is not null order by random()
$$;
revoke all on function widget_private.waiting_tenants() from public, anon, authenticated, service_role;

-- Those of them, `most` at most, that no job is at work on and nobody has the row of for themselves. None of that begins
-- before the caller's transaction ends.
create or replace function widget_private.free_waiting_tenants(most integer) returns uuid[]
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  waiting uuid;
  free uuid[] := '{}'::uuid[];
begin
  for waiting in select t from widget_private.waiting_tenants() as t loop
    exit when cardinality(free) >= most;
    continue when not widget_private.keep_jobs_away(waiting);
    perform from public.tenants t where t.id = waiting for key share skip locked;
    -- Being removed at this moment: once that is over, the widget is gone.
    continue when not found and exists (select from public.tenants t where t.id = waiting);
    free := free || waiting;
  end loop;
  return free;
end
$$;
revoke all on function widget_private.free_waiting_tenants(integer) from public, anon, authenticated, service_role;

-- Writes what was put aside, `batch` at most, of one restaurant whose totals the caller has for itself, or as many of each
-- where no job is at work: one with much to write, or that is busy for long, keeps no other waiting. Answers how many there
-- were. Those of a widget that is gone by now go too. One that cannot be stored is set aside, or it would hold up all others,
-- of all restaurants; refused_insights tells how many.
create or replace function widget_private.write_waiting(tenant uuid, batch integer) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  waiting record;
  free uuid[];
  share integer;
  ids uuid[];
  written integer := 0;
begin
  if not widget_private.lock_visits() then
    return 0;
  end if;
  free := case when tenant is null then widget_private.free_waiting_tenants(batch) else array[tenant] end;
  share := batch / greatest(cardinality(free), 1);
  ids := array(
    select w.id
    from unnest(free) as f (tenant_id)
    cross join lateral (
      select w.id from widget_private.waiting_insights w
      where w.tenant_id = f.tenant_id and w.refused_at is null
      limit share
      for update skip locked
    ) as w
  );
  begin
    perform widget_private.write_put_aside(ids);
    return cardinality(ids);
  exception
    -- One of them: which, the loop finds out.
    when data_exception or integrity_constraint_violation then null;
  end;
  for waiting in select w.id, w.tenant_id from widget_private.waiting_insights w where w.id = any (ids) order by w.tenant_id loop
    begin
      perform widget_private.write_put_aside(array[waiting.id]);
      written := written + 1;
    exception
      when data_exception or integrity_constraint_violation then
        update widget_private.waiting_insights w set refused_at = clock_timestamp() where w.id = waiting.id;
        -- Its message may hold what the visitor sent.
        raise warning 'Visits % of restaurant % cannot be stored: %', waiting.id, waiting.tenant_id, sqlstate;
    end;
  end loop;
  return written;
end
$$;
revoke all on function widget_private.write_waiting(uuid, integer) from public, anon, authenticated, service_role;

-- How many batches were set aside, after those of more than 30 days are gone: they may hold the visitor's address.
create or replace function widget_private.refused_insights() returns integer
language sql volatile set search_path = pg_catalog, pg_temp as $$
  delete from widget_private.waiting_insights w where w.refused_at < now() - interval '30 days';
  select count(*)::integer from widget_private.waiting_insights w where w.refused_at is not null
$$;
revoke all on function widget_private.refused_insights() from public, anon, authenticated, service_role;

-- Gives a job the totals of a restaurant until its transaction ends. Before that it writes some of what was put aside, so
-- that a job of many steps keeps nothing from showing up; not all, or a rush would keep the job from its work.
create or replace function widget_private.begin_insight_job(tenant uuid) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform widget_private.lock_visits();
  perform widget_private.keep_tenant(tenant);
  perform pg_advisory_xact_lock(hashtextextended('insight jobs ' || tenant, 0));
  perform widget_private.lock_insights(tenant);
  perform widget_private.write_waiting(tenant, 50);
  -- A job finds every event either counted or put aside.
  while widget_private.count_uncounted(array[tenant], 2000) > 0 loop
  end loop;
end
$$;
revoke all on function widget_private.begin_insight_job(uuid) from public, anon, authenticated, service_role;
commit;

-- ==== 20261124080223_counting_later.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Counting what is stored and not counted yet, by any number of processes at once.

-- The restaurants that something waits of to be counted, those first that have waited for longest: by one look into the index
-- for each, however much of one waits. The queue is mostly empty, which is what the planner knows of it.
create or replace function widget_private.uncounted_tenants() returns setof uuid
language sql volatile set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
  with recursive waiting as (
    (select u.tenant_id, u.id from widget_private.uncounted_visits u order by u.tenant_id, u.id limit 1)
    union all
    select next.*
    from waiting w
    cross join lateral (
      select u.tenant_id, u.id from widget_private.uncounted_visits u
      where u.tenant_id > w.tenant_id
      order by u.tenant_id, u.id
      limit 1
    ) as next
  )
  select w.tenant_id from waiting w order by w.id
$$;
revoke all on function widget_private.uncounted_tenants() from public, anon, authenticated, service_role;

-- Takes the totals of `most` of them, until the caller's transaction ends; waits for nobody. Passed over is who is being
-- counted or written at this moment, whom a job is at work on, and whose row somebody has for themselves.
create or replace function widget_private.lock_uncounted(most integer) returns uuid[]
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  waiting uuid;
  locked uuid[] := '{}'::uuid[];
begin
  for waiting in select t from widget_private.uncounted_tenants() as t loop
    exit when cardinality(locked) >= most;
    continue when not widget_private.keep_jobs_away(waiting);
    continue when not pg_try_advisory_xact_lock(hashtextextended('insights ' || waiting, 0));
    perform from public.tenants t where t.id = waiting for key share skip locked;
    -- Of a restaurant that is gone by now, what waits goes too.
    continue when not found and exists (select from public.tenants t where t.id = waiting);
    locked := locked || waiting;
  end loop;
  return locked;
end
$$;
revoke all on function widget_private.lock_uncounted(integer) from public, anon, authenticated, service_role;

-- Counts some of what waits, of 100 restaurants and 4,000 events or little more; the API calls it until there is nothing.
-- Answers how many events there were: none too where two others count, who leave what came meanwhile to their next call.
-- More of them would share the same few restaurants, and find less to count together.
create or replace function widget_private.count_visits() returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  may_count boolean := pg_try_advisory_xact_lock(hashtextextended('count visits', 1))
    or pg_try_advisory_xact_lock(hashtextextended('count visits', 2));
begin
  if not may_count or not widget_private.lock_visits() then
    return 0;
  end if;
  return widget_private.count_uncounted(widget_private.lock_uncounted(100), 4000);
end
$$;
revoke all on function widget_private.count_visits() from public, anon, authenticated, service_role;
grant execute on function widget_private.count_visits() to blunari_api;
commit;

-- ==== 20261124080224_insight_batches.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- How visits get in: many batches at once, of any restaurants, from any number of processes.

-- The places of the batches that cannot be stored. Raises what the database says of a value that is none of its type. What the
-- caller must have checked is checked again; conversions are never taken from outside.
create or replace function widget_private.unsound_batches(batches jsonb) returns integer[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return array(
    select b.place::integer
    from jsonb_array_elements(batches) with ordinality as sent (batch, place)
    cross join lateral (
      select sent.place, coalesce(sent.batch -> 'events', '[]') as events, coalesce(sent.batch -> 'visit', '{}') as visit,
        coalesce(sent.batch -> 'dropped', '{}') as dropped
    ) as b
    where (
      jsonb_typeof(b.visit) = 'object' and coalesce(widget_private.address_of(b.visit -> 'ip'), '0.0.0.0') is not null
      and jsonb_typeof(b.dropped) = 'object' and jsonb_array_length(b.events) <= 50
      and (jsonb_array_length(b.events) > 0 or b.dropped <> '{}')
      and not exists (
        select from jsonb_each_text(b.dropped - 'today') as reason
        where (
          reason.key in ('bot', 'prefetch', 'invalid', 'late') and reason.value::integer between 0 and 10000
          and (b.dropped ->> 'today')::date between (now() at time zone 'UTC' - interval '15 hours')::date
            and (now() at time zone 'UTC' + interval '15 hours')::date
        ) is not true
      )
      and not exists (
        select from jsonb_to_recordset(b.events)
          as e (id uuid, type text, at timestamptz, "localDate" date, "sessionId" uuid, metadata jsonb)
        where (
          e.id is not null and e.type in ('view', 'interaction') and e."sessionId" is not null
          and e.at between clock_timestamp() - interval '48 hours 5 minutes' and clock_timestamp() + interval '6 minutes'
          -- No zone is further than 14 hours from UTC.
          and e."localDate" between (e.at at time zone 'UTC' - interval '14 hours')::date
            and (e.at at time zone 'UTC' + interval '14 hours')::date
          and (e.metadata is null or jsonb_typeof(e.metadata) = 'object' and octet_length(e.metadata::text) <= 4096)
        ) is not true
      )
    ) is not true
  );
end
$$;
revoke all on function widget_private.unsound_batches(jsonb) from public, anon, authenticated, service_role;

-- The same, whatever the values are: a batch with one that is none of its type is as unsound as any.
create or replace function widget_private.find_unsound(batches jsonb) returns integer[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  unsound integer[] := '{}'::integer[];
begin
  begin
    return widget_private.unsound_batches(batches);
  exception
    when data_exception or sqlstate 'WB006' then null;
  end;
  for place in 1..jsonb_array_length(batches) loop
    begin
      if widget_private.unsound_batches(jsonb_build_array(batches -> (place - 1))) <> '{}' then
        unsound := unsound || place;
      end if;
    exception
      when data_exception or sqlstate 'WB006' then unsound := unsound || place;
    end;
  end loop;
  return unsound;
end
$$;
revoke all on function widget_private.find_unsound(jsonb) from public, anon, authenticated, service_role;

-- Stores what visitors did, and counts it: in the same transaction or, where `count_later` says so, by the next call of
-- count_visits. `batches`: [{key, events, visit, dropped}], 1,000 at most, with events and visit as
-- write_insights takes them, 50 events at most, and what was left out: dropped {today, bot, prefetch, invalid, late}, each a
-- number of events, on the restaurant's day. Answers for each, in their order, [{status}]: stored, not_found,
-- widget_inactive or invalid, none of which keeps another from being stored. An id that is known, here or at another
-- restaurant, looks like a new one.
drop function if exists widget_private.record_batches(jsonb);
create or replace function widget_private.record_batches(batches jsonb, count_later boolean default false) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  unsound integer[];
  statuses text[];
  tenants uuid[];
  widgets uuid[];
begin
  perform widget_private.lock_visits();
  if jsonb_typeof(batches) is distinct from 'array' or jsonb_array_length(batches) > 1000 then
    raise exception 'Send up to 1,000 batches at once.' using errcode = 'WB006';
  end if;
  unsound := widget_private.find_unsound(batches);
  select
    array_agg(s.status order by s.place), array_agg(case s.status when 'stored' then s.tenant_id end order by s.place),
    array_agg(s.id order by s.place)
  into statuses, tenants, widgets
  from (
    select b.place, w.id, w.tenant_id, case
        when t.id is null then 'not_found'
        when not w.is_active then 'widget_inactive'
        when b.place = any (unsound) then 'invalid'
        else 'stored'
      end as status
    from jsonb_array_elements(batches) with ordinality as b (batch, place)
    left join public.widget_configurations w on w.public_key = b.batch ->> 'key'
    left join public.tenants t on t.id = w.tenant_id
  ) as s;
  if 'stored' = any (statuses) then
    perform widget_private.take_insights(batches, tenants, widgets, count_later);
  end if;
  return coalesce((select jsonb_agg(jsonb_build_object('status', s) order by n) from unnest(statuses) with ordinality as a (s, n)), '[]');
end
$$;
revoke all on function widget_private.record_batches(jsonb, boolean) from public, anon, authenticated, service_role;
grant execute on function widget_private.record_batches(jsonb, boolean) to blunari_api;
commit;

-- ==== 20261124080228_journal_secrets.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What the API signs the tokens of visitors' batches with: one for all its processes, and of no use for anything else.

-- Never granted to anybody, so without row security.
create table if not exists widget_private.journal_secrets (
  id bigint generated always as identity primary key,
  -- 366 random bits; a version 4 UUID has 122.
  secret bytea not null default
    uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()),
  -- Every process has asked again by then, and knows it when the first of them signs with it.
  signs_from timestamptz not null
);
revoke all on widget_private.journal_secrets from public, anon, authenticated, service_role;
revoke all on sequence widget_private.journal_secrets_id_seq from public, anon, authenticated, service_role;

-- Those that sign or signed a token which is still good, the newest first: [{id, secret, signsFromMs}]. A new one takes over
-- every 30 days; the one before goes 2 days later, as its last tokens are good for 25 hours. Whoever deletes all has every
-- visitor ask for a new token, at the cost of nothing else.
create or replace function widget_private.journal_secrets() returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from widget_private.journal_secrets s where s.signs_from > now() - interval '30 days') then
    perform pg_advisory_xact_lock(hashtextextended('journal secrets', 0));
    insert into widget_private.journal_secrets (signs_from)
    select case when exists (select from widget_private.journal_secrets) then now() + interval '1 hour' else now() end
    where not exists (select from widget_private.journal_secrets s where s.signs_from > now() - interval '30 days');
    delete from widget_private.journal_secrets s
    where exists (
      select from widget_private.journal_secrets later
      where later.signs_from > s.signs_from and later.signs_from < now() - interval '2 days'
    );
  end if;
  return (
    select jsonb_agg(
      jsonb_build_object(
        'id', s.id, 'secret', encode(s.secret, 'base64'), 'signsFromMs', floor(extract(epoch from s.signs_from) * 1000)
      ) order by s.signs_from desc, s.id desc
    )
    from widget_private.journal_secrets s
  );
end
$$;
revoke all on function widget_private.journal_secrets() from public, anon, authenticated, service_role;
grant execute on function widget_private.journal_secrets() to blunari_api;
commit;

-- ==== 20261124080230_readable_config.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Stored configs as SQL may compute with them.

create or replace function widget_private.is_whole(value jsonb, lowest integer, highest integer) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when jsonb_typeof(value) = 'number'
    then (value #>> '{}')::numeric between lowest and highest and (value #>> '{}')::numeric % 1 = 0
    else false
  end
$$;
revoke all on function widget_private.is_whole(jsonb, integer, integer) from public, anon, authenticated, service_role;

-- An object with these keys and no other.
create or replace function widget_private.has_exactly(value jsonb, keys text[]) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when jsonb_typeof(value) = 'object' then value ?& keys and value - keys = '{}' else false end
$$;
revoke all on function widget_private.has_exactly(jsonb, text[]) from public, anon, authenticated, service_role;

-- A text for each of some languages, of `longest` characters at most.
create or replace function widget_private.is_localized(value jsonb, longest integer) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when jsonb_typeof(value) = 'object' then (
    select coalesce(bool_and(
      t.locale ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$' and jsonb_typeof(t.words) = 'string'
      and char_length(t.words #>> '{}') <= longest
      and t.words #>> '{}' !~ '[\u0001-\u0009\u000b-\u001f\u007f]'
    ), true)
    from jsonb_each(case jsonb_typeof(value) when 'object' then value else '{}' end) as t (locale, words)
  ) else false end
$$;
revoke all on function widget_private.is_localized(jsonb, integer) from public, anon, authenticated, service_role;

-- Areas beside the main one, by id.
create or replace function widget_private.are_areas(value jsonb) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when jsonb_typeof(value) = 'object' then (
    select count(*) <= 12 and coalesce(bool_and(
      a.id ~ '^[a-z0-9][a-z0-9-]{0,39}$' and a.id <> 'main'
      and widget_private.has_exactly(a.area, '{order,name,seats}')
      and widget_private.is_whole(a.area -> 'order', 0, 10000) and widget_private.is_whole(a.area -> 'seats', 1, 2000)
      and widget_private.is_localized(a.area -> 'name', 40)
    ), true)
    from jsonb_each(case jsonb_typeof(value) when 'object' then value else '{}' end) as a (id, area)
  ) else false end
$$;
revoke all on function widget_private.are_areas(jsonb) from public, anon, authenticated, service_role;

-- Whether the product reads this section as it is stored; the rules are those of its schema in packages/schema. Numbers
-- and strings are compared as jsonb, so no broken value makes this fail.
create or replace function widget_private.is_sound(section text, value jsonb) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(case section
    when 'party' then
      widget_private.has_exactly(value, '{min,max,default}')
      and widget_private.is_whole(value -> 'min', 1, 20) and widget_private.is_whole(value -> 'max', 1, 50)
      and widget_private.is_whole(value -> 'default', 1, 50)
      and value -> 'min' <= value -> 'default' and value -> 'default' <= value -> 'max'
    when 'rules' then
      widget_private.has_exactly(value, '{leadMinutes,horizonDays}')
      and widget_private.is_whole(value -> 'leadMinutes', 0, 43200)
      and widget_private.is_whole(value -> 'horizonDays', 1, 730)
    when 'capacity' then
      widget_private.has_exactly(
        case jsonb_typeof(value) when 'object' then value - 'areas' end, '{seats,pacingCovers,turnMinutes,bufferMinutes}'
      )
      and (not value ? 'areas' or widget_private.are_areas(value -> 'areas'))
      and widget_private.is_whole(value -> 'seats', 1, 2000) and widget_private.is_whole(value -> 'pacingCovers', 0, 500)
      and widget_private.is_whole(value -> 'bufferMinutes', 0, 60)
      and jsonb_typeof(value -> 'turnMinutes') = 'object' and value -> 'turnMinutes' ? '1'
      and not exists (
        select
        from jsonb_each(
          case jsonb_typeof(value -> 'turnMinutes') when 'object' then value -> 'turnMinutes' else '{}' end
        ) as turn (key, minutes)
        where turn.key !~ '^([1-9]|[1-4][0-9]|50)$' or not widget_private.is_whole(turn.minutes, 30, 480)
      )
    when 'form' then
      widget_private.has_exactly(value, '{phone,notes}')
      and value -> 'phone' in ('"required"', '"optional"', '"off"') and value -> 'notes' in ('"optional"', '"off"')
    when 'guests' then
      widget_private.has_exactly(value, '{min,max}')
      and widget_private.is_whole(value -> 'min', 1, 500) and widget_private.is_whole(value -> 'max', 1, 5000)
      and value -> 'min' <= value -> 'max'
    when 'event' then
      widget_private.has_exactly(value, '{leadDays,horizonDays,days,from,to,stepMinutes}')
      and widget_private.is_whole(value -> 'leadDays', 0, 90) and widget_private.is_whole(value -> 'horizonDays', 1, 730)
      and case when jsonb_typeof(value -> 'days') = 'array' then jsonb_array_length(value -> 'days') <= 7 end
      and value -> 'days' <@ '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
      and jsonb_typeof(value -> 'from') = 'string' and value ->> 'from' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
      and jsonb_typeof(value -> 'to') = 'string' and value ->> 'to' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
      and value ->> 'from' < value ->> 'to' collate "C"
      and value -> 'stepMinutes' in ('15', '30', '60')
  end, false)
$$;
revoke all on function widget_private.is_sound(text, jsonb) from public, anon, authenticated, service_role;

-- The sections that SQL computes with: one that the product would refuse counts as its default, whole, as it does on the
-- restaurant's page (parseStoredConfig of packages/schema; a test compares both). A tool that wrote nonsense must not
-- break that page, and what is sold must be what it offers.
create or replace function widget_private.readable_sections(widget_type text, config jsonb) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select jsonb_object_agg(
    section,
    case when widget_private.is_sound(section, config -> section) then config -> section
      else widget_private.default_config(widget_type) -> section
    end
  )
  from unnest(
    case widget_type
      when 'booking' then array['party', 'rules', 'capacity', 'form']
      when 'catering' then array['guests', 'event']
    end
  ) as section
$$;
revoke all on function widget_private.readable_sections(text, jsonb) from public, anon, authenticated, service_role;
commit;

-- ==== 20261124080240_booking_tables.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What is booked, what each quarter hour holds, and what is told of it.

create table if not exists public.widget_bookings (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  widget_id uuid,
  version integer not null default 1,
  reference text not null check (reference ~ '^[2-9CDFGHJKMPQRTVWXY]{3}-[2-9CDFGHJKMPQRTVWXY]{3}$'),
  status text not null default 'confirmed' check (status in (
    'pending', 'confirmed', 'seated', 'completed', 'cancelled', 'no_show', 'declined', 'expired'
  )),
  cancelled_by text check (cancelled_by is null or status = 'cancelled' and cancelled_by in ('guest', 'staff', 'system')),
  party_size integer not null check (party_size between 1 and 500),
  area text not null default 'main' check (char_length(area) between 1 and 40),
  starts_at timestamptz not null,
  duration_minutes integer not null check (duration_minutes between 15 and 1440),
  -- Kept free after the party has left; with the duration it says which quarter hours the booking holds.
  buffer_minutes integer not null default 0 check (buffer_minutes between 0 and 240),
  locale text not null default 'en' check (char_length(locale) <= 12),
  guest_name text not null check (char_length(guest_name) between 1 and 80),
  guest_email text not null default '' check (char_length(guest_email) <= 254),
  guest_phone text not null default '' check (char_length(guest_phone) <= 32),
  notes text not null default '' check (char_length(notes) <= 500),
  source text not null check (source in ('widget', 'page', 'phone', 'walk_in', 'staff', 'waitlist')),
  -- Its digest (key_digest): whoever knows the key itself made the booking, and may have the guest's link.
  idempotency_key uuid not null default gen_random_uuid(),
  request_hash text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, idempotency_key),
  unique (tenant_id, reference)
);
do $$
begin
  if to_regclass('public.widget_bookings_starts_at_idx') is null then
    create index widget_bookings_starts_at_idx on public.widget_bookings (tenant_id, starts_at);
  end if;
  if to_regclass('public.widget_bookings_changes_idx') is null then
    create index widget_bookings_changes_idx on public.widget_bookings (tenant_id, updated_at);
  end if;
  -- Of those alone that wait for an answer, of all restaurants: what a job looks through every minute.
  if to_regclass('public.widget_bookings_pending_idx') is null then
    create index widget_bookings_pending_idx on public.widget_bookings (starts_at) where status = 'pending';
  end if;
end
$$;

create table if not exists public.widget_booking_slots (
  tenant_id uuid not null,
  area text not null check (char_length(area) between 1 and 40),
  -- Start of a quarter hour.
  slot timestamptz not null check (extract(epoch from slot)::bigint % 900 = 0),
  covers integer not null default 0,
  arrivals integer not null default 0 check (arrivals >= 0),
  -- How many parties of each size: {"2": 3, "4": 1}.
  parties jsonb not null default '{}' check (jsonb_typeof(parties) = 'object'),
  capacity integer not null check (capacity >= 0),
  -- Covers beyond the capacity that staff granted.
  over integer not null default 0 check (over >= 0),
  primary key (tenant_id, area, slot),
  constraint widget_booking_slots_covers_check check (covers between 0 and capacity + over)
);

create table if not exists public.widget_booking_events (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  booking_id uuid not null references public.widget_bookings (id) on delete cascade,
  kind text not null check (kind in ('created', 'changed')),
  -- Fields that changed, old beside new; nothing about the guest.
  changes jsonb not null default '{}',
  changed_by uuid,
  changed_at timestamptz not null default clock_timestamp()
);
do $$
begin
  if to_regclass('public.widget_booking_events_tenant_idx') is null then
    create index widget_booking_events_tenant_idx on public.widget_booking_events (tenant_id, changed_at);
  end if;
  if to_regclass('public.widget_booking_events_booking_idx') is null then
    create index widget_booking_events_booking_idx on public.widget_booking_events (booking_id);
  end if;
end
$$;

revoke all on public.widget_bookings, public.widget_booking_slots, public.widget_booking_events
  from public, anon, authenticated, service_role;
grant select on public.widget_bookings, public.widget_booking_slots, public.widget_booking_events
  to authenticated, service_role;

do $$
begin
  perform widget_private.wall_off('{widget_bookings,widget_booking_slots,widget_booking_events}', 'viewer');
  if not exists (
    select from pg_catalog.pg_trigger where tgrelid = 'public.widget_bookings'::regclass and tgname = 'bump_version'
  ) then
    create trigger bump_version before update on public.widget_bookings
      for each row when (old.* is distinct from new.*) execute function widget_private.bump_version();
  end if;
end
$$;

-- The shape is bookingRowSchema of packages/schema: no notes, no address, no phone on the wire.
-- In plpgsql, as all that tells of a row: its plan is kept, where one in SQL is planned again for every row.
create or replace function widget_private.booking_message(booking public.widget_bookings) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_build_object(
    'id', booking.id, 'version', booking.version, 'tenantId', booking.tenant_id, 'reference', booking.reference,
    'status', booking.status, 'partySize', booking.party_size, 'area', booking.area,
    'startsAt', widget_private.iso(booking.starts_at), 'durationMinutes', booking.duration_minutes,
    'guestName', booking.guest_name, 'source', booking.source,
    'createdAt', widget_private.iso(booking.created_at), 'updatedAt', widget_private.iso(booking.updated_at)
  );
end
$$;
revoke all on function widget_private.booking_message(public.widget_bookings)
  from public, anon, authenticated, service_role;

create or replace function widget_private.announce_booking() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changes jsonb := '{}'::jsonb;
  was jsonb := to_jsonb(old);
  will jsonb := to_jsonb(new);
  field text;
begin
  if tg_op = 'UPDATE' then
    foreach field in array array['status', 'party_size', 'area', 'starts_at', 'duration_minutes', 'guest_erased_at'] loop
      if was -> field is distinct from will -> field then
        changes := changes || jsonb_build_object(field, jsonb_build_array(was -> field, will -> field));
      end if;
    end loop;
  end if;
  insert into public.widget_booking_events (tenant_id, booking_id, kind, changes, changed_by)
  values (
    new.tenant_id, new.id, case tg_op when 'INSERT' then 'created' else 'changed' end, changes, auth.uid()
  );
  perform realtime.send(
    widget_private.booking_message(new) || jsonb_build_object('committedAt', widget_private.iso(clock_timestamp())),
    case tg_op when 'INSERT' then 'booking.created' else 'booking.changed' end,
    'tenant:' || new.tenant_id, true
  );
  return null;
end
$$;
revoke all on function widget_private.announce_booking() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_bookings'::regclass and tgname = 'announce_booking_created'
  ) then
    create trigger announce_booking_created after insert on public.widget_bookings
      for each row execute function widget_private.announce_booking();
  end if;
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_bookings'::regclass and tgname = 'announce_booking_changed'
  ) then
    create trigger announce_booking_changed after update on public.widget_bookings
      for each row when (old.version is distinct from new.version) execute function widget_private.announce_booking();
  end if;
end
$$;

-- `ABC-DEF` of 24 letters that neither sound nor look alike; bytes from 240 on would make some likelier.
create or replace function widget_private.make_reference() returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  letters text := '';
  bytes bytea;
begin
  while length(letters) < 6 loop
    bytes := uuid_send(gen_random_uuid());
    for index in 0..15 loop
      if index not in (6, 8) and get_byte(bytes, index) < 240 and length(letters) < 6 then
        letters := letters || substr('23456789CDFGHJKMPQRTVWXY', get_byte(bytes, index) % 24 + 1, 1);
      end if;
    end loop;
  end loop;
  return substr(letters, 1, 3) || '-' || substr(letters, 4);
end
$$;
revoke all on function widget_private.make_reference() from public, anon, authenticated, service_role;
commit;

-- ==== 20261124080250_covers.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What bookings hold. Every change of it goes through `hold`, so that a quarter hour's row is always the sum of the
-- bookings that hold it.

-- A pending booking holds its table until it is answered; one that was cancelled, declined, let expire or did not turn
-- up holds nothing.
create or replace function widget_private.holds_table(status text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select status in ('pending', 'confirmed', 'seated', 'completed')
$$;
revoke all on function widget_private.holds_table(text) from public, anon, authenticated, service_role;

-- The quarter hours that a booking holds: all that the party touches, the buffer included; guests arrive in the first.
create or replace function widget_private.held_quarters(booking public.widget_bookings)
returns table (area text, slot timestamptz, party integer, arrivals integer)
language sql stable set search_path = pg_catalog, pg_temp rows 8 as $$
  select booking.area, quarter, booking.party_size, case when quarter = bounds.first then booking.party_size else 0 end
  from (
    select
      date_bin('15 minutes', booking.starts_at, '2000-01-01Z') as first,
      date_bin(
        '15 minutes',
        booking.starts_at + make_interval(mins => booking.duration_minutes + booking.buffer_minutes)
          - interval '1 microsecond',
        '2000-01-01Z'
      ) as last
  ) as bounds
  cross join generate_series(bounds.first, bounds.last, interval '15 minutes') as quarter
  where widget_private.holds_table(booking.status)
$$;
revoke all on function widget_private.held_quarters(public.widget_bookings)
  from public, anon, authenticated, service_role;

-- Parties by size, `{"2": 3, "4": 1}`, with one more or less of a size; a size of which there is none is left out.
create or replace function widget_private.count_party(parties jsonb, size integer, by integer) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case coalesce((parties ->> size::text)::integer, 0) + by
    when 0 then parties - size::text
    else parties || jsonb_build_object(size::text, coalesce((parties ->> size::text)::integer, 0) + by)
  end
$$;
revoke all on function widget_private.count_party(jsonb, integer, integer)
  from public, anon, authenticated, service_role;

-- Seats of an area by the settings; null for one that they do not name. `config` is of readable_sections.
create or replace function widget_private.area_seats(config jsonb, area text) returns integer
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (
    case area when 'main' then config #>> '{capacity,seats}' else config #>> array['capacity', 'areas', area, 'seats'] end
  )::numeric::integer
$$;
revoke all on function widget_private.area_seats(jsonb, text) from public, anon, authenticated, service_role;

-- Gives back what a booking held as it was and takes what it holds as it will be, all or nothing; either may be null.
-- All rows are locked in key order before one is written, new ones too: two who overlap wait for each other, never in a
-- circle. A quarter hour that gets no fuller is never refused, however full it is. `seats` are those of the area as it
-- will be. `pacing` is for guests who book by themselves, and who are not sold what staff granted: the most who arrive in a
-- quarter hour, 0 for any number; null for what staff do.
create or replace function widget_private.hold(
  was public.widget_bookings, will public.widget_bookings, seats integer, pacing integer
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := coalesce(will.tenant_id, was.tenant_id);
  wanted bigint;
  written bigint;
begin
  if seats is null and exists (select from widget_private.held_quarters(will)) then
    raise exception 'There is no such area.' using errcode = 'WB004';
  end if;
  insert into public.widget_booking_slots as s (tenant_id, area, slot, capacity)
  select tenant, touched.area, touched.slot, 0
  from (
    select q.area, q.slot from widget_private.held_quarters(was) as q
    union
    select q.area, q.slot from widget_private.held_quarters(will) as q
  ) as touched
  order by touched.area, touched.slot
  -- Locks the rows that are there, without writing them.
  on conflict on constraint widget_booking_slots_pkey do update set covers = s.covers where false;

  with change as (
    select coalesce(b.area, a.area) as area, coalesce(b.slot, a.slot) as slot,
      coalesce(b.party, 0) - coalesce(a.party, 0) as covers,
      coalesce(b.arrivals, 0) - coalesce(a.arrivals, 0) as arrivals,
      (a.slot is not null)::integer as leaving, (b.slot is not null)::integer as coming
    from widget_private.held_quarters(was) as a
    full join widget_private.held_quarters(will) as b on b.area = a.area and b.slot = a.slot
  ), written_rows as (
    update public.widget_booking_slots s set
      covers = s.covers + c.covers,
      arrivals = s.arrivals + c.arrivals,
      parties = widget_private.count_party(
        widget_private.count_party(s.parties, coalesce(was.party_size, 0), -c.leaving),
        coalesce(will.party_size, 0), c.coming
      ),
      capacity = case when c.covers > 0 then seats else s.capacity end
    from change c
    where s.tenant_id = tenant and s.area = c.area and s.slot = c.slot
      and (c.covers <= 0 or s.covers + c.covers <= seats + case when pacing is null then s.over else 0 end)
      and (coalesce(pacing, 0) = 0 or c.arrivals <= 0 or s.arrivals + c.arrivals <= pacing)
    returning 1
  )
  select (select count(*) from change), (select count(*) from written_rows) into wanted, written;
  if written < wanted then
    raise exception 'This time has just been taken.' using errcode = 'WB003';
  end if;
end
$$;
revoke all on function widget_private.hold(public.widget_bookings, public.widget_bookings, integer, integer)
  from public, anon, authenticated, service_role;
commit;

-- ==== 20261124080300_bookings.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- The one function that books. It reads seats and limits from the stored config itself, so no caller can sell a table
-- twice.

-- How long a party sits: the entry with the largest starting size not above it; the same rule as turnMinutesFor.
-- `config` is of readable_sections, here and in check_booking.
create or replace function widget_private.turn_minutes(config jsonb, party integer) returns integer
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select turn.minutes::numeric::integer
  from jsonb_each_text(config #> '{capacity,turnMinutes}') as turn (from_size, minutes)
  where turn.from_size::integer <= party
  order by turn.from_size::integer desc
  limit 1
$$;
revoke all on function widget_private.turn_minutes(jsonb, integer) from public, anon, authenticated, service_role;

-- What the times of a booking widget are computed from. Null for a key that is no booking widget.
create or replace function widget_private.booking_load(key text, since timestamptz, until timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (until between since and since + interval '70 days') is not true then
    raise exception 'Ask for 70 days at most.' using errcode = 'WB006';
  end if;
  return (
    select jsonb_build_object(
      'id', w.id, 'tenantId', w.tenant_id, 'version', w.version, 'isActive', w.is_active, 'config', w.config,
      'timeZone', widget_private.place_of(w.tenant_id) ->> 'timeZone',
      'slots', coalesce(
        (
          select jsonb_agg(jsonb_build_object(
            'slot', widget_private.iso(s.slot), 'covers', s.covers, 'arrivals', s.arrivals
          ) order by s.slot)
          from public.widget_booking_slots s
          where s.tenant_id = w.tenant_id and s.area = 'main' and s.slot >= since and s.slot < until
            and s.covers + s.arrivals > 0
        ),
        '[]'
      )
    )
    from public.widget_configurations w
    where w.public_key = key and w.widget_type = 'booking'
  );
end
$$;
revoke all on function widget_private.booking_load(text, timestamptz, timestamptz)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.booking_load(text, timestamptz, timestamptz) to blunari_api;

-- What makes two requests the same booking: all that the guest chose.
create or replace function widget_private.booking_hash(input jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(convert_to(
    jsonb_build_array(
      input -> 'partySize', input -> 'startsAt', coalesce(input ->> 'area', 'main'), input -> 'guest', input -> 'notes'
    )::text, 'UTF8'
  )), 'hex')
$$;
revoke all on function widget_private.booking_hash(jsonb) from public, anon, authenticated, service_role;

-- How an idempotency key is stored: staff read that column, and nobody can say the key from it.
create or replace function widget_private.key_digest(key uuid) returns uuid
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select encode(substring(sha256(uuid_send(key)) for 16), 'hex')::uuid
$$;
revoke all on function widget_private.key_digest(uuid) from public, anon, authenticated, service_role;

-- What whoever made a booking is told of it, with what their link proves itself with.
create or replace function widget_private.booking_receipt(booking public.widget_bookings, is_repeat boolean) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return widget_private.booking_message(booking)
    || jsonb_build_object('isRepeat', is_repeat, 'guestSecret', widget_private.guest_secret(booking.id));
end
$$;
revoke all on function widget_private.booking_receipt(public.widget_bookings, boolean)
  from public, anon, authenticated, service_role;

-- The stored booking of an idempotency key, for a repeat of the same request; another request with that key is refused.
create or replace function widget_private.repeated_booking(tenant uuid, key uuid, hash text) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  stored public.widget_bookings;
begin
  select * into stored from public.widget_bookings b where b.tenant_id = tenant and b.idempotency_key = widget_private.key_digest(key);
  if not found then
    return null;
  end if;
  if stored.request_hash <> hash then
    raise exception 'This key was used for another booking.' using errcode = 'WB001';
  end if;
  return widget_private.booking_receipt(stored, true);
end
$$;
revoke all on function widget_private.repeated_booking(uuid, uuid, text) from public, anon, authenticated, service_role;

-- The answer to a late repeat: hours may have changed since, and the caller checks those before it books. Null when
-- this request has not been answered before.
create or replace function widget_private.stored_booking(key text, input jsonb) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select widget_private.repeated_booking(
    w.tenant_id, (input ->> 'idempotencyKey')::uuid, widget_private.booking_hash(input)
  )
  from public.widget_configurations w
  where w.public_key = key and w.widget_type = 'booking'
$$;
revoke all on function widget_private.stored_booking(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.stored_booking(text, jsonb) to blunari_api;

-- The booking that was made with an idempotency key, whatever is asked for with it now; null when there is none. Whoever
-- knows the key, a random UUID that the guest's own widget made, sent that try.
create or replace function widget_private.earlier_booking(key text, idempotency uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select widget_private.booking_receipt(b, true)
  from public.widget_configurations w
  join public.widget_bookings b
    on b.tenant_id = w.tenant_id and b.idempotency_key = widget_private.key_digest(earlier_booking.idempotency)
  where w.public_key = key and w.widget_type = 'booking'
$$;
revoke all on function widget_private.earlier_booking(text, uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.earlier_booking(text, uuid) to blunari_api;

-- Refuses what comes from no visitor, and an hour that is not one instant: words such as `tomorrow` are times to the
-- database, and one without an offset from UTC is another hour in each session's zone.
create or replace function widget_private.check_visitors_hour(hour text, source text) returns void
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if (hour ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$' and source in ('widget', 'page')) is not true then
    raise exception 'A visitor names an instant, by widget or page.' using errcode = 'WB006';
  end if;
end
$$;
revoke all on function widget_private.check_visitors_hour(text, text) from public, anon, authenticated, service_role;

-- Refuses what the restaurant's own limits refuse; hours and closures are wall time and so the caller's.
create or replace function widget_private.check_booking(config jsonb, input jsonb) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  party integer := (input ->> 'partySize')::integer;
  starts_at timestamptz;
  party_min integer := (config #>> '{party,min}')::numeric::integer;
  party_max integer := (config #>> '{party,max}')::numeric::integer;
  lead_minutes integer := (config #>> '{rules,leadMinutes}')::numeric::integer;
  horizon_days integer := (config #>> '{rules,horizonDays}')::numeric::integer;
begin
  perform widget_private.check_visitors_hour(input ->> 'startsAt', input ->> 'source');
  starts_at := (input ->> 'startsAt')::timestamptz;
  if (party between party_min and party_max) is not true then
    raise exception 'Tables can be booked here for % to % guests.', party_min, party_max using errcode = 'WB004';
  end if;
  -- The caller's clock was read a moment ago, hence the minute; a horizon of local days is at most 2 days longer in UTC.
  if (starts_at between now() + make_interval(mins => lead_minutes - 1) and now() + make_interval(days => horizon_days + 2))
    is not true
  then
    raise exception 'This time cannot be booked.' using errcode = 'WB004';
  end if;
  -- Between two minutes a table would take a quarter hour more than it sits.
  if date_trunc('minute', starts_at) <> starts_at then
    raise exception 'This time cannot be booked.' using errcode = 'WB004';
  end if;
  if config #>> '{form,phone}' = 'required' and coalesce(input #>> '{guest,phone}', '') = '' then
    raise exception 'Please add a phone number we can reach you on, such as 051 123 456.' using errcode = 'WB006';
  end if;
end
$$;
revoke all on function widget_private.check_booking(jsonb, jsonb) from public, anon, authenticated, service_role;

-- Writes a booking. Null when there is one with its key already, of the same request at the same moment: that one has
-- committed, so it is visible now.
create or replace function widget_private.insert_booking(tenant uuid, widget uuid, config jsonb, input jsonb, hash text)
returns public.widget_bookings language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  booking public.widget_bookings;
  stored_key uuid := widget_private.key_digest((input ->> 'idempotencyKey')::uuid);
begin
  loop
    insert into public.widget_bookings as b (
      tenant_id, widget_id, reference, party_size, area, starts_at, duration_minutes, buffer_minutes, locale, guest_name,
      guest_email, guest_phone, notes, source, idempotency_key, request_hash
    ) values (
      tenant, widget, widget_private.make_reference(), (input ->> 'partySize')::integer, coalesce(input ->> 'area', 'main'),
      (input ->> 'startsAt')::timestamptz, widget_private.turn_minutes(config, (input ->> 'partySize')::integer),
      (config #>> '{capacity,bufferMinutes}')::numeric::integer, input ->> 'locale',
      input #>> '{guest,name}', input #>> '{guest,email}', input #>> '{guest,phone}', input ->> 'notes',
      input ->> 'source', stored_key, hash
    )
    on conflict do nothing
    returning b.* into booking;
    exit when found or exists (
      select from public.widget_bookings b where b.tenant_id = tenant and b.idempotency_key = stored_key
    );
    -- The reference is another booking's: once more with a new one.
  end loop;
  return booking;
end
$$;
revoke all on function widget_private.insert_booking(uuid, uuid, jsonb, jsonb, text)
  from public, anon, authenticated, service_role;

-- Books a table: idempotency first, then the limits, then the covers; booking, history, message and conversion are one
-- transaction. `input`: createBookingSchema's fields, and source, localDate and today (the restaurant's dates of the table
-- and of now), visit, and area unless it is the main one.
create or replace function widget_private.create_booking(key text, input jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  widget record;
  booking public.widget_bookings;
  idempotency uuid := (input ->> 'idempotencyKey')::uuid;
  hash text := widget_private.booking_hash(input);
  config jsonb;
  answer jsonb;
begin
  perform widget_private.lock_visits();
  select w.id, w.tenant_id, w.is_active, w.config into widget
  from public.widget_configurations w
  where w.public_key = key and w.widget_type = 'booking';
  if not found or not widget_private.keep_tenant(widget.tenant_id) then
    raise exception 'There is no such booking widget.' using errcode = 'WB005';
  end if;
  answer := widget_private.repeated_booking(widget.tenant_id, idempotency, hash);
  if answer is not null then
    return answer;
  end if;
  if not widget.is_active then
    raise exception 'Online booking is paused here.' using errcode = 'WB002';
  end if;
  config := widget_private.readable_sections('booking', widget.config);
  perform widget_private.check_booking(config, input);
  booking := widget_private.insert_booking(widget.tenant_id, widget.id, config, input, hash);
  if booking.id is null then
    return widget_private.repeated_booking(widget.tenant_id, idempotency, hash);
  end if;
  perform widget_private.hold(
    null, booking, widget_private.area_seats(config, booking.area),
    (config #>> '{capacity,pacingCovers}')::numeric::integer
  );
  perform widget_private.record_conversion(
    widget.tenant_id, widget.id, (input ->> 'sessionId')::uuid, (input ->> 'today')::date,
    jsonb_build_object(
      'kind', 'booking', 'id', booking.id, 'covers', booking.party_size, 'locale', booking.locale,
      'leadDays', (input ->> 'localDate')::date - (input ->> 'today')::date
    ),
    input -> 'visit'
  );
  return widget_private.booking_receipt(booking, false);
end
$$;
revoke all on function widget_private.create_booking(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.create_booking(text, jsonb) to blunari_api;
commit;

-- ==== 20261124080400_catering.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Catering requests and the one function that takes them in.

create table if not exists public.widget_catering_requests (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  widget_id uuid,
  version integer not null default 1,
  reference text not null check (reference ~ '^[2-9CDFGHJKMPQRTVWXY]{3}-[2-9CDFGHJKMPQRTVWXY]{3}$'),
  status text not null default 'new' check (status in (
    'new', 'quoted', 'accepted', 'declined', 'expired', 'withdrawn', 'completed'
  )),
  event_at timestamptz not null,
  guests integer not null check (guests between 1 and 5000),
  package_id text not null check (char_length(package_id) between 1 and 40),
  -- As it was called when asked for: to staff in the restaurant's language, to the guest in theirs.
  package_name text not null,
  package_names jsonb not null default '{}' check (jsonb_typeof(package_names) = 'object'),
  contact_name text not null check (char_length(contact_name) between 1 and 80),
  contact_email text not null default '' check (char_length(contact_email) <= 254),
  contact_phone text not null default '' check (char_length(contact_phone) <= 32),
  company text not null default '' check (char_length(company) <= 120),
  notes text not null default '' check (char_length(notes) <= 1000),
  locale text not null default 'en' check (char_length(locale) <= 12),
  quantity integer not null check (quantity >= 1),
  -- Minor units of the currency; the largest order, 5,000 units of a million, and its tax stay below 10^12.
  subtotal_minor bigint not null check (subtotal_minor between 0 and 1000000000000),
  service_minor bigint not null check (service_minor between 0 and 1000000000000),
  net_minor bigint not null check (net_minor between 0 and 1000000000000),
  tax_minor bigint not null check (tax_minor between 0 and 1000000000000),
  total_minor bigint not null check (total_minor between 0 and 2000000000000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  source text not null default 'widget' check (source in ('widget', 'page', 'staff')),
  idempotency_key uuid not null default gen_random_uuid(),
  request_hash text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, idempotency_key),
  unique (tenant_id, reference),
  constraint widget_catering_requests_net_check check (net_minor = subtotal_minor + service_minor)
);
do $$
begin
  if to_regclass('public.widget_catering_requests_created_idx') is null then
    create index widget_catering_requests_created_idx
      on public.widget_catering_requests (tenant_id, created_at);
  end if;
  if to_regclass('public.widget_catering_requests_changes_idx') is null then
    create index widget_catering_requests_changes_idx
      on public.widget_catering_requests (tenant_id, updated_at);
  end if;
end
$$;

revoke all on public.widget_catering_requests from public, anon, authenticated, service_role;
grant select on public.widget_catering_requests to authenticated, service_role;

do $$
begin
  perform widget_private.wall_off('{widget_catering_requests}', 'viewer');
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_catering_requests'::regclass and tgname = 'bump_version'
  ) then
    create trigger bump_version before update on public.widget_catering_requests
      for each row when (old.* is distinct from new.*) execute function widget_private.bump_version();
  end if;
end
$$;

-- The shape is requestRowSchema of packages/schema: no notes, no address, no phone on the wire.
create or replace function widget_private.request_message(request public.widget_catering_requests) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_build_object(
    'id', request.id, 'version', request.version, 'tenantId', request.tenant_id, 'reference', request.reference,
    'status', request.status, 'eventAt', widget_private.iso(request.event_at), 'guests', request.guests,
    'packageName', request.package_name, 'contactName', request.contact_name, 'company', request.company,
    'totalMinor', request.total_minor, 'currency', request.currency,
    'createdAt', widget_private.iso(request.created_at), 'updatedAt', widget_private.iso(request.updated_at)
  );
end
$$;
revoke all on function widget_private.request_message(public.widget_catering_requests)
  from public, anon, authenticated, service_role;

create or replace function widget_private.announce_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    widget_private.request_message(new) || jsonb_build_object('committedAt', widget_private.iso(clock_timestamp())),
    case tg_op when 'INSERT' then 'catering_request.created' else 'catering_request.changed' end,
    'tenant:' || new.tenant_id, true
  );
  return null;
end
$$;
revoke all on function widget_private.announce_request() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_catering_requests'::regclass and tgname = 'announce_request_created'
  ) then
    create trigger announce_request_created after insert on public.widget_catering_requests
      for each row execute function widget_private.announce_request();
  end if;
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_catering_requests'::regclass and tgname = 'announce_request_changed'
  ) then
    create trigger announce_request_changed after update on public.widget_catering_requests
      for each row when (old.version is distinct from new.version) execute function widget_private.announce_request();
  end if;
end
$$;

-- What the visitor gets back: the row as staff see it, and the package's name in every language.
create or replace function widget_private.request_answer(request public.widget_catering_requests, is_repeat boolean)
returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
  select widget_private.request_message(request)
    || jsonb_build_object('packageNames', request.package_names, 'isRepeat', is_repeat)
$$;
revoke all on function widget_private.request_answer(public.widget_catering_requests, boolean)
  from public, anon, authenticated, service_role;

-- What makes two requests the same: all that the guest chose, as it was sent. The instant of the event is worked out from
-- it and moves with the restaurant's time zone, so it says nothing about whether a request is a repeat.
create or replace function widget_private.request_hash(input jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(convert_to(
    jsonb_build_array(
      input -> 'localDate', input -> 'localTime', input -> 'guests', input -> 'packageId', input -> 'contact',
      input -> 'company', input -> 'notes'
    )::text, 'UTF8'
  )), 'hex')
$$;
revoke all on function widget_private.request_hash(jsonb) from public, anon, authenticated, service_role;

-- The stored request of an idempotency key, for a repeat of the same; another request with that key is refused.
create or replace function widget_private.repeated_request(tenant uuid, key uuid, hash text) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  stored public.widget_catering_requests;
begin
  select * into stored from public.widget_catering_requests r where r.tenant_id = tenant and r.idempotency_key = key;
  if not found then
    return null;
  end if;
  if stored.request_hash <> hash then
    raise exception 'This key was used for another request.' using errcode = 'WB001';
  end if;
  return widget_private.request_answer(stored, true);
end
$$;
revoke all on function widget_private.repeated_request(uuid, uuid, text) from public, anon, authenticated, service_role;

-- The answer to a late repeat: rules may have changed since, and the caller checks those before it asks. Null when this
-- request has not been answered before.
create or replace function widget_private.stored_request(key text, input jsonb) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select widget_private.repeated_request(
    w.tenant_id, (input ->> 'idempotencyKey')::uuid, widget_private.request_hash(input)
  )
  from public.widget_configurations w
  where w.public_key = key and w.widget_type = 'catering'
$$;
revoke all on function widget_private.stored_request(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.stored_request(text, jsonb) to blunari_api;

-- The request that was made with an idempotency key, whatever is asked for with it now; null when there is none. Whoever
-- knows the key, a random UUID that the guest's own widget made, sent that try.
create or replace function widget_private.earlier_request(key text, idempotency uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select widget_private.request_answer(r, true)
  from public.widget_configurations w
  join public.widget_catering_requests r on r.tenant_id = w.tenant_id and r.idempotency_key = idempotency
  where w.public_key = key and w.widget_type = 'catering'
$$;
revoke all on function widget_private.earlier_request(text, uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.earlier_request(text, uuid) to blunari_api;

-- Refuses what the restaurant's own limits refuse; days and hours are wall time and so the caller's, who has also refused
-- whatever a menu that cannot be read seems to offer.
create or replace function widget_private.check_request(config jsonb, input jsonb) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  guests integer := (input ->> 'guests')::integer;
  event_at timestamptz;
  readable jsonb := widget_private.readable_sections('catering', config);
  guests_min integer := (readable #>> '{guests,min}')::numeric::integer;
  guests_max integer := (readable #>> '{guests,max}')::numeric::integer;
  horizon_days integer := (readable #>> '{event,horizonDays}')::numeric::integer;
begin
  perform widget_private.check_visitors_hour(input ->> 'eventAt', input ->> 'source');
  event_at := (input ->> 'eventAt')::timestamptz;
  if (guests between guests_min and guests_max) is not true then
    raise exception 'Catering can be asked for here for % to % guests.', guests_min, guests_max using errcode = 'WB004';
  end if;
  if (event_at between now() and now() + make_interval(days => horizon_days + 2)) is not true then
    raise exception 'This date cannot be asked for.' using errcode = 'WB004';
  end if;
  if (config #> array['menu', 'packages', input ->> 'packageId', 'active'] = 'true') is not true then
    raise exception 'This package is not on offer any more.' using errcode = 'WB004';
  end if;
end
$$;
revoke all on function widget_private.check_request(jsonb, jsonb) from public, anon, authenticated, service_role;

-- Writes a request. Null when there is one with its key already, of the same request at the same moment: that one has
-- committed, so it is visible now.
create or replace function widget_private.insert_request(tenant uuid, widget uuid, config jsonb, input jsonb, hash text)
returns public.widget_catering_requests language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  request public.widget_catering_requests;
  place jsonb := widget_private.place_of(tenant);
  names jsonb := coalesce(config #> array['menu', 'packages', input ->> 'packageId', 'name'], '{}');
  estimate jsonb := input -> 'estimate';
begin
  loop
    insert into public.widget_catering_requests as r (
      tenant_id, widget_id, reference, event_at, guests, package_id, package_name, package_names, contact_name,
      contact_email, contact_phone, company, notes, locale, quantity, subtotal_minor, service_minor, net_minor, tax_minor,
      total_minor, currency, source, idempotency_key, request_hash
    ) values (
      tenant, widget, widget_private.make_reference(), (input ->> 'eventAt')::timestamptz,
      (input ->> 'guests')::integer, input ->> 'packageId',
      coalesce(nullif(names ->> (place ->> 'defaultLocale'), ''), nullif(names ->> 'en', ''), input ->> 'packageId'),
      names, input #>> '{contact,name}', input #>> '{contact,email}', input #>> '{contact,phone}', input ->> 'company',
      input ->> 'notes', input ->> 'locale', (estimate ->> 'quantity')::integer, (estimate ->> 'subtotalMinor')::bigint,
      (estimate ->> 'serviceMinor')::bigint, (estimate ->> 'netMinor')::bigint, (estimate ->> 'taxMinor')::bigint,
      (estimate ->> 'totalMinor')::bigint, place ->> 'currency', input ->> 'source',
      (input ->> 'idempotencyKey')::uuid, hash
    )
    on conflict do nothing
    returning r.* into request;
    exit when found or exists (
      select from public.widget_catering_requests r
      where r.tenant_id = tenant and r.idempotency_key = (input ->> 'idempotencyKey')::uuid
    );
    -- The reference is another request's: once more with a new one.
  end loop;
  return request;
end
$$;
revoke all on function widget_private.insert_request(uuid, uuid, jsonb, jsonb, text)
  from public, anon, authenticated, service_role;

-- Takes in a request. `input`: createRequestSchema's fields with eventAt in place of the local date and time, and
-- estimate (the caller's, in minor units), source, today, visit.
create or replace function widget_private.create_request(key text, input jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  widget record;
  request public.widget_catering_requests;
  idempotency uuid := (input ->> 'idempotencyKey')::uuid;
  hash text := widget_private.request_hash(input);
  answer jsonb;
begin
  perform widget_private.lock_visits();
  select w.id, w.tenant_id, w.is_active, w.config into widget
  from public.widget_configurations w
  where w.public_key = key and w.widget_type = 'catering';
  if not found or not widget_private.keep_tenant(widget.tenant_id) then
    raise exception 'There is no such catering widget.' using errcode = 'WB005';
  end if;
  answer := widget_private.repeated_request(widget.tenant_id, idempotency, hash);
  if answer is not null then
    return answer;
  end if;
  if not widget.is_active then
    raise exception 'Catering requests are paused here.' using errcode = 'WB002';
  end if;
  perform widget_private.check_request(widget.config, input);
  request := widget_private.insert_request(widget.tenant_id, widget.id, widget.config, input, hash);
  if request.id is null then
    return widget_private.repeated_request(widget.tenant_id, idempotency, hash);
  end if;
  perform widget_private.record_conversion(
    widget.tenant_id, widget.id, (input ->> 'sessionId')::uuid, (input ->> 'today')::date,
    jsonb_build_object(
      'kind', 'catering', 'id', request.id, 'covers', request.guests, 'valueMinor', request.total_minor,
      'locale', request.locale, 'leadDays', (input ->> 'localDate')::date - (input ->> 'today')::date
    ),
    input -> 'visit'
  );
  return widget_private.request_answer(request, false);
end
$$;
revoke all on function widget_private.create_request(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.create_request(text, jsonb) to blunari_api;
commit;

-- ==== 20261124080500_realtime.sql ====

-- Who hears what: `tenant:<id>` its members, `widget:<public key>` everybody, and nobody but the database writes there.

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Sent by SECURITY DEFINER triggers: as the caller, realtime.send would fail the policies below and only warn.
create or replace function widget_private.announce_widget() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  committed_at text := widget_private.iso(clock_timestamp());
begin
  perform realtime.send(
    jsonb_build_object(
      'id', new.id, 'version', new.version, 'type', new.widget_type, 'isActive', new.is_active, 'config', new.config,
      'changedBy', auth.uid(), 'updatedAt', widget_private.iso(new.updated_at), 'committedAt', committed_at
    ),
    'widget_config.changed', 'tenant:' || new.tenant_id, true
  );
  perform realtime.send(
    jsonb_build_object('id', new.id, 'version', new.version, 'isActive', new.is_active, 'committedAt', committed_at)
      || case when new.is_active
        then jsonb_build_object('config', widget_private.public_config(new.widget_type, new.config))
        else '{}'
      end,
    'config.changed', 'widget:' || new.public_key, true
  );
  return null;
end
$$;
revoke all on function widget_private.announce_widget() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_configurations'::regclass and tgname = 'announce_widget'
  ) then
    create trigger announce_widget after update on public.widget_configurations
      for each row when (old.version is distinct from new.version) execute function widget_private.announce_widget();
  end if;
end
$$;

-- A policy that named the table would keep it from being dropped; a function body does not.
create or replace function widget_private.is_widget_topic(topic text) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return topic like 'widget:wk\_%'
    and to_regclass('public.widget_configurations') is not null
    and exists (select from public.widget_configurations w where w.public_key = substr(topic, 8));
end
$$;
revoke all on function widget_private.is_widget_topic(text) from public, anon, authenticated, service_role;
grant execute on function widget_private.is_widget_topic(text) to anon, authenticated;

-- Each compares the row's own topic: one that looked at realtime.topic() alone would show every message of every topic
-- to whoever sets that setting. Topics are compared as text: a cast to uuid would fail on a malformed one.
-- Policies add up, and a product's own may let everybody read and write whatever there is (the first example of Supabase's
-- guide does): so others restrict whom they let in on topics of ours, and leave the product's topics alone.
-- CREATE POLICY waits for whoever uses the table, and all others wait behind it: so it gives up soon and tries again.
do $$
declare
  of_any_tenant constant text := '^tenant:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
  not_ours constant text := format('topic !~ %L and topic !~ ''^widget:wk_''', of_any_tenant);
  of_a_widget constant text := 'topic = (select realtime.topic()) and extension = ''broadcast'' '
    'and (select widget_private.is_widget_topic((select realtime.topic())))';
  -- By the name first: my_tenants() fails for whoever has an id of another kind, as by sign-in elsewhere, and with it the
  -- question about a topic of the product would.
  of_own_tenant constant text := format('topic ~ %L', of_any_tenant) || ' and topic = (select realtime.topic()) '
    'and topic = any (array(select ''tenant:'' || t from widget_private.my_tenants(''viewer'') as t))';
  -- Presence only: colleagues' screens trust a message, and one with a forged version would make them ignore all real
  -- ones after it.
  own_presence constant text := 'extension = ''presence'' and ' || of_own_tenant;
  -- Realtime acts as the role that a token names, and a product may have some of its own.
  by_our_roles constant text := 'current_user in (''anon'', ''authenticated'')';
  wanted record;
begin
  for attempt in 1..200 loop
    begin
      perform set_config('lock_timeout', '100ms', true);
      for wanted in
        select *
        from (values
          ('blunari_anon_read', 'permissive', 'select', 'anon', of_a_widget),
          ('blunari_read', 'permissive', 'select', 'authenticated', format('%s or %s', of_own_tenant, of_a_widget)),
          ('blunari_write', 'permissive', 'insert', 'authenticated', own_presence),
          ('blunari_anon_read_only', 'restrictive', 'select', 'anon', format('%s or %s', not_ours, of_a_widget)),
          ('blunari_anon_write_only', 'restrictive', 'insert', 'anon', not_ours),
          (
            'blunari_read_only', 'restrictive', 'select', 'authenticated',
            format('%s or %s or %s', not_ours, of_own_tenant, of_a_widget)
          ),
          ('blunari_write_only', 'restrictive', 'insert', 'authenticated', format('%s or %s', not_ours, own_presence)),
          ('blunari_others_read_only', 'restrictive', 'select', 'public', format('%s or %s', not_ours, by_our_roles)),
          ('blunari_others_write_only', 'restrictive', 'insert', 'public', format('%s or %s', not_ours, by_our_roles))
        ) as policies (policy_name, mode, verb, role_name, expression)
      loop
        if not exists (
          select from pg_catalog.pg_policies p
          where p.schemaname = 'realtime' and p.tablename = 'messages' and p.policyname = wanted.policy_name
        ) then
          execute format(
            'create policy %I on realtime.messages as %s for %s to %s %s (%s)',
            wanted.policy_name, wanted.mode, wanted.verb, wanted.role_name,
            case wanted.verb when 'insert' then 'with check' else 'using' end, wanted.expression
          );
        end if;
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

-- In a step of its own: nobody is kept from the messages while this waits.
begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Rows that supabase-js may follow as postgres_changes, each under the reader's own row security: settings alone. Bookings
-- and requests hold addresses, numbers and health data, and Supabase's reader of the log tells each column that the person
-- may select; their news comes by our messages, which choose what they tell. So what else of ours is followed, as an
-- earlier release had it, is not any more.
do $$
declare
  followed regclass;
  is_whole boolean;
begin
  -- Not in 100 ms as above: these locks are in nobody's way but a vacuum's of tables that were just filled, which the
  -- database breaks off after a second.
  perform set_config('lock_timeout', '0', true);
  select p.puballtables or exists (
    select from pg_catalog.pg_publication_namespace n where n.pnpubid = p.oid and n.pnnspid = 'public'::regnamespace
  ) into is_whole
  from pg_catalog.pg_publication p where p.pubname = 'supabase_realtime';
  if not found then
    return;
  end if;
  for followed in
    select m.prrelid::regclass
    from pg_catalog.pg_publication_rel m
    join pg_catalog.pg_publication p on p.oid = m.prpubid
    join pg_catalog.pg_class c on c.oid = m.prrelid
    where p.pubname = 'supabase_realtime' and (
      c.relnamespace = 'widget_private'::regnamespace
      or c.relnamespace = 'public'::regnamespace and c.relname in (
        'widget_settings', 'widget_config_versions', 'widget_analytics', 'widget_analytics_buckets',
        'widget_analytics_daily', 'widget_turned_away', 'widget_dropped_visits', 'widget_api_tokens', 'widget_bookings',
        'widget_booking_slots', 'widget_booking_events', 'widget_waitlist',
        'widget_catering_requests', 'widget_catering_quotes', 'widget_feature_flags', 'widget_feature_flag_overrides',
        'widget_rollouts', 'widget_save_minutes', 'widget_connection_reports', 'widget_audit', 'widget_invitations'
      )
      -- With all its columns and rows, or readers miss some.
      or m.prrelid = 'public.widget_configurations'::regclass and (m.prattrs is not null or m.prqual is not null)
    )
  loop
    execute format('alter publication supabase_realtime drop table %s', followed);
  end loop;
  if not is_whole and not exists (
    select from pg_catalog.pg_publication_rel m
    join pg_catalog.pg_publication p on p.oid = m.prpubid
    where p.pubname = 'supabase_realtime' and m.prrelid = 'public.widget_configurations'::regclass
  ) then
    alter publication supabase_realtime add table public.widget_configurations;
  end if;
end
$$;
commit;

-- ==== 20261125090000_waitlist_and_quotes.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Who waits for a table, what a restaurant offers for a request, and columns that the first tables lacked.

create table if not exists public.widget_waitlist (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  widget_id uuid,
  version integer not null default 1,
  reference text not null check (reference ~ '^[2-9CDFGHJKMPQRTVWXY]{3}-[2-9CDFGHJKMPQRTVWXY]{3}$'),
  status text not null default 'waiting' check (status in ('waiting', 'offered', 'accepted', 'passed', 'left')),
  party_size integer not null check (party_size between 1 and 500),
  area text not null default 'main' check (char_length(area) between 1 and 40),
  -- The time that was full, and how much earlier or later would do.
  wanted_at timestamptz not null,
  flex_minutes integer not null default 0 check (flex_minutes between 0 and 60),
  offered_at timestamptz,
  offer_ends_at timestamptz,
  -- The booking that an accepted offer became.
  booking_id uuid references public.widget_bookings (id) on delete set null,
  locale text not null default 'en' check (char_length(locale) <= 12),
  guest_name text not null check (char_length(guest_name) between 1 and 80),
  guest_email text not null default '' check (char_length(guest_email) <= 254),
  guest_phone text not null default '' check (char_length(guest_phone) <= 32),
  notes text not null default '' check (char_length(notes) <= 500),
  idempotency_key uuid not null default gen_random_uuid(),
  request_hash text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, idempotency_key),
  unique (tenant_id, reference),
  constraint widget_waitlist_offer_check check ((status = 'offered') <= (offer_ends_at is not null))
);

-- A quote is not changed after it was sent: the next one is a new version.
create table if not exists public.widget_catering_quotes (
  request_id uuid not null references public.widget_catering_requests (id) on delete cascade,
  version integer not null check (version >= 1),
  tenant_id uuid not null,
  status text not null default 'draft' check (status in ('draft', 'sent', 'accepted', 'declined', 'expired')),
  lines jsonb not null default '[]' check (jsonb_typeof(lines) = 'array' and octet_length(lines::text) <= 65536),
  -- Minor units of the currency, with the limits of widget_catering_requests.
  subtotal_minor bigint not null check (subtotal_minor between 0 and 1000000000000),
  service_minor bigint not null check (service_minor between 0 and 1000000000000),
  net_minor bigint not null check (net_minor between 0 and 1000000000000),
  tax_minor bigint not null check (tax_minor between 0 and 1000000000000),
  total_minor bigint not null check (total_minor between 0 and 2000000000000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  valid_until timestamptz,
  message text not null default '' check (char_length(message) <= 2000),
  created_by uuid,
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (request_id, version),
  constraint widget_catering_quotes_net_check check (net_minor = subtotal_minor + service_minor)
);

do $$
begin
  if to_regclass('public.widget_waitlist_changes_idx') is null then
    create index widget_waitlist_changes_idx on public.widget_waitlist (tenant_id, updated_at);
  end if;
  if to_regclass('public.widget_waitlist_booking_idx') is null then
    create index widget_waitlist_booking_idx on public.widget_waitlist (booking_id);
  end if;
  if to_regclass('public.widget_catering_quotes_changes_idx') is null then
    create index widget_catering_quotes_changes_idx on public.widget_catering_quotes (tenant_id, updated_at);
  end if;
end
$$;

revoke all on public.widget_waitlist, public.widget_catering_quotes from public, anon, authenticated, service_role;
grant select on public.widget_waitlist, public.widget_catering_quotes to authenticated, service_role;

do $$
begin
  perform widget_private.wall_off('{widget_waitlist,widget_catering_quotes}', 'viewer');
end
$$;

create or replace function widget_private.guard_quote() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- Its message goes when the guest is forgotten.
  if old.status <> 'draft' and (
    (to_jsonb(new) - 'status' - 'updated_at' - 'message') <> (to_jsonb(old) - 'status' - 'updated_at' - 'message')
    or new.message not in (old.message, '')
  ) then
    raise exception 'A quote that was sent stays as it is. Make a new version.' using errcode = 'WB006';
  end if;
  new.updated_at := clock_timestamp();
  return new;
end
$$;
revoke all on function widget_private.guard_quote() from public, anon, authenticated, service_role;

do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger where tgrelid = 'public.widget_waitlist'::regclass and tgname = 'bump_version'
  ) then
    create trigger bump_version before update on public.widget_waitlist
      for each row when (old.* is distinct from new.*) execute function widget_private.bump_version();
  end if;
  if not exists (
    select from pg_catalog.pg_trigger where tgrelid = 'public.widget_catering_quotes'::regclass and tgname = 'guard_quote'
  ) then
    create trigger guard_quote before update on public.widget_catering_quotes
      for each row when (old.* is distinct from new.*) execute function widget_private.guard_quote();
  end if;
end
$$;

-- ALTER TABLE locks against everyone even when the column is there, so only where it is absent.
do $$
declare
  wanted record;
begin
  for wanted in
    select *
    from (values
      -- How many days guests, their health data and raw events are kept.
      ('widget_settings', 'guest_days', 'integer not null default 730 check (guest_days between 30 and 3650)'),
      ('widget_settings', 'sensitive_days', 'integer not null default 30 check (sensitive_days between 1 and 365)'),
      ('widget_settings', 'event_days', 'integer not null default 395 check (event_days between 30 and 1825)'),
      -- Empty: the restaurant's own name and address.
      ('widget_settings', 'sender_name', 'text not null default '''' check (char_length(sender_name) <= 80)'),
      ('widget_settings', 'reply_to', 'text not null default '''' check (char_length(reply_to) <= 254)'),
      -- Health data: kept for sensitive_days, and on no wire but to the staff who open the booking.
      ('widget_bookings', 'allergies', 'text not null default '''' check (char_length(allergies) <= 500)'),
      ('widget_bookings', 'access_needs', 'text not null default '''' check (char_length(access_needs) <= 500)'),
      (
        'widget_catering_requests', 'add_ons',
        'jsonb not null default ''{}'' check (jsonb_typeof(add_ons) = ''object'' and octet_length(add_ons::text) <= 16384)'
      ),
      ('widget_catering_requests', 'address', 'text not null default '''' check (char_length(address) <= 300)')
    ) as columns (table_name, column_name, definition)
  loop
    if not exists (
      select from pg_catalog.pg_attribute
      where attrelid = format('public.%I', wanted.table_name)::regclass and attname = wanted.column_name
        and not attisdropped
    ) then
      execute format('alter table public.%I add column %I %s', wanted.table_name, wanted.column_name, wanted.definition);
    end if;
  end loop;
end
$$;
grant update (guest_days, sensitive_days, event_days, sender_name, reply_to) on public.widget_settings to authenticated;
commit;

-- ==== 20261125090050_test_tenants.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Restaurants that exist for a test of the installation alone. They are here before everything that leaves them out: they
-- take no part in a roll-out, count nowhere, and are no place where anybody works.

-- Never granted to anybody, so without row security.
create table if not exists widget_private.test_tenants (
  tenant_id uuid primary key,
  -- Who tests. The restaurant to knock at is theirs to sweep as well, though they are no member of it.
  tester uuid not null,
  -- The restaurants of one test have the same.
  run_id uuid not null default gen_random_uuid(),
  used_at timestamptz not null default clock_timestamp()
);
revoke all on widget_private.test_tenants from public, anon, authenticated, service_role;
commit;

-- ==== 20261125090100_rollouts.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Features that the platform turns on tenant by tenant, in batches, and who changed what and why.

create table if not exists public.widget_feature_flags (
  key text primary key check (key ~ '^[a-z][a-z0-9_.-]{0,62}$'),
  description text not null default '' check (char_length(description) <= 500),
  stage text not null default 'off' check (stage in ('off', 'list', 'percentage', 'on')),
  -- Finer than a whole percent, so that a batch by size ends between two restaurants.
  rollout_percent numeric(9, 6) not null default 0 check (rollout_percent between 0 and 100),
  -- Grows with every change of the flag and of a decision by hand.
  version integer not null default 1,
  -- Of the last change.
  reason text not null default '' check (char_length(reason) <= 500),
  -- When a batch stops by itself; what is not said is as in the API's default.
  stop_rule jsonb not null default '{}'
    check (jsonb_typeof(stop_rule) = 'object' and octet_length(stop_rule::text) <= 2048),
  -- Since when what it replaces serves nobody any more.
  retired_at timestamptz check (isfinite(retired_at)),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table if not exists public.widget_feature_flag_overrides (
  tenant_id uuid not null,
  flag_key text not null references public.widget_feature_flags (key) on delete cascade,
  is_on boolean not null,
  reason text not null check (char_length(reason) between 1 and 500),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (tenant_id, flag_key)
);

create table if not exists public.widget_rollouts (
  flag_key text not null references public.widget_feature_flags (key) on delete cascade,
  batch integer not null check (batch >= 1),
  -- So many restaurants more than before it; null where a share was asked for.
  by_tenants integer check (by_tenants >= 1),
  -- It moves the restaurants whose place is from the one and below the other.
  from_percent numeric(9, 6) not null default 0 check (from_percent between 0 and 100),
  percent numeric(9, 6) not null check (percent between 0 and 100),
  status text not null default 'planned'
    check (status in ('planned', 'running', 'paused', 'stopped', 'done', 'rolled_back', 'aborted')),
  goes_on_after_minutes integer check (goes_on_after_minutes between 10 and 10080),
  -- `stop`: when it was stopped by itself, and the windows that were worse.
  numbers jsonb not null default '{}' check (jsonb_typeof(numbers) = 'object' and octet_length(numbers::text) <= 16384),
  reason text not null default '' check (char_length(reason) <= 500),
  started_at timestamptz check (isfinite(started_at)),
  -- The windows before it are forgiven.
  watched_from timestamptz check (isfinite(watched_from)),
  ended_at timestamptz check (isfinite(ended_at)),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (flag_key, batch)
);

-- Written by triggers and never changed; it outlives the tenant that it is about.
create table if not exists public.widget_audit (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid,
  actor uuid,
  action text not null check (char_length(action) between 1 and 80),
  subject text not null check (char_length(subject) <= 200),
  -- The row before and after; null where there was none.
  before jsonb,
  after jsonb,
  reason text not null default '' check (char_length(reason) <= 500),
  done_at timestamptz not null default clock_timestamp()
);

do $$
begin
  if to_regclass('public.widget_feature_flag_overrides_flag_idx') is null then
    create index widget_feature_flag_overrides_flag_idx on public.widget_feature_flag_overrides (flag_key);
  end if;
  if to_regclass('public.widget_audit_tenant_idx') is null then
    create index widget_audit_tenant_idx on public.widget_audit (tenant_id, done_at);
  end if;
  -- What platform staff did, newest first.
  if to_regclass('public.widget_audit_platform_idx') is null then
    create index widget_audit_platform_idx on public.widget_audit (done_at, id) where action like 'widget\_%';
  end if;
end
$$;

-- The claim that the platform's own staff carry; app_metadata cannot be written by the person.
create or replace function widget_private.is_platform_admin() returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(auth.jwt() #> '{app_metadata,platform_admin}' = 'true', false)
$$;
revoke all on function widget_private.is_platform_admin() from public, anon, authenticated, service_role;
grant execute on function widget_private.is_platform_admin() to authenticated;

revoke all on public.widget_feature_flags, public.widget_feature_flag_overrides, public.widget_rollouts,
  public.widget_audit from public, anon, authenticated, service_role;
grant select on public.widget_feature_flags, public.widget_feature_flag_overrides, public.widget_rollouts,
  public.widget_audit to authenticated, service_role;

-- Read by platform staff; changed by functions alone, which ask for a reason.
do $$
declare
  wanted record;
begin
  for wanted in
    select tables.name as table_name
    from unnest(array[
      'widget_feature_flags', 'widget_feature_flag_overrides', 'widget_rollouts', 'widget_audit'
    ]) as tables (name)
    order by 1
  loop
    if not (
      select relrowsecurity from pg_catalog.pg_class where oid = format('public.%I', wanted.table_name)::regclass
    ) then
      execute format('alter table public.%I enable row level security', wanted.table_name);
    end if;
    if not exists (
      select from pg_catalog.pg_policies p
      where p.schemaname = 'public' and p.tablename = wanted.table_name and p.policyname = 'platform_select'
    ) then
      execute format(
        'create policy platform_select on public.%I for select to authenticated using (%s)', wanted.table_name,
        '(select widget_private.is_platform_admin())'
          -- What restaurants do with their own people and guests is theirs.
          || case wanted.table_name when 'widget_audit' then ' and action like ''widget\_%''' else '' end
      );
    end if;
  end loop;
end
$$;

-- Puts a change on record with its actor, and the reason that the function gave which made it, else the row's own.
create or replace function widget_private.audit_change() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was jsonb := case when tg_op <> 'INSERT' then to_jsonb(old) end;
  will_be jsonb := case when tg_op <> 'DELETE' then to_jsonb(new) end;
  about jsonb := coalesce(will_be, was);
begin
  insert into public.widget_audit (tenant_id, actor, action, subject, before, after, reason)
  values (
    -- Gone when the override goes with its tenant.
    (select t.id from public.tenants t where t.id = (about ->> 'tenant_id')::uuid),
    auth.uid(), tg_table_name || '.' || lower(tg_op),
    concat_ws(' ', coalesce(about ->> 'flag_key', about ->> 'key'), about ->> 'tenant_id', about ->> 'batch'),
    was, will_be,
    coalesce(nullif(left(current_setting('widget_private.reason', true), 500), ''), about ->> 'reason', '')
  );
  return null;
end
$$;
revoke all on function widget_private.audit_change() from public, anon, authenticated, service_role;

create or replace function widget_private.touch() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.updated_at := clock_timestamp();
  return new;
end
$$;
revoke all on function widget_private.touch() from public, anon, authenticated, service_role;

create or replace function widget_private.touch_flag() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.version := old.version + 1;
  new.updated_at := clock_timestamp();
  return new;
end
$$;
revoke all on function widget_private.touch_flag() from public, anon, authenticated, service_role;

do $$
declare
  wanted record;
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_feature_flag_overrides'::regclass and tgname = 'keep_tenant'
  ) then
    create trigger keep_tenant before update or delete on public.widget_feature_flag_overrides
      for each row execute function widget_private.keep_tenant_of_row();
  end if;
  for wanted in
    select *
    from (values
      ('widget_feature_flags', 'audit_change', 'after insert or delete', '', 'audit_change'),
      -- Not where a decision by hand made the version grow.
      (
        'widget_feature_flags', 'audit_update', 'after update',
        'when (to_jsonb(old) - ''{version,updated_at}''::text[] is distinct from '
          'to_jsonb(new) - ''{version,updated_at}''::text[])',
        'audit_change'
      ),
      ('widget_feature_flags', 'touch', 'before update', '', 'touch_flag'),
      ('widget_feature_flag_overrides', 'audit_change', 'after insert or update or delete', '', 'audit_change'),
      (
        'widget_feature_flag_overrides', 'touch', 'before update', 'when (old.* is distinct from new.*)', 'touch'
      ),
      ('widget_rollouts', 'audit_change', 'after insert or delete', '', 'audit_change'),
      ('widget_rollouts', 'audit_update', 'after update', 'when (old.status is distinct from new.status)', 'audit_change'),
      ('widget_rollouts', 'touch', 'before update', 'when (old.* is distinct from new.*)', 'touch')
    ) as triggers (table_name, name, moment, condition, function_name)
  loop
    if not exists (
      select from pg_catalog.pg_trigger
      where tgrelid = format('public.%I', wanted.table_name)::regclass and tgname = wanted.name
    ) then
      execute format(
        'create trigger %I %s on public.%I for each row %s execute function widget_private.%I()',
        wanted.name, wanted.moment, wanted.table_name, wanted.condition, wanted.function_name
      );
    end if;
  end loop;
end
$$;

-- Who has a feature, all restaurants or some: whoever was decided about by hand, else by the stage. In stage `percentage`
-- a restaurant has it whose place is below the share. The place is fixed per flag and restaurant, so a higher share takes
-- nobody out. Off is off for everybody, and retired nobody can be without it. Restaurants of a test are answered about by
-- name, and are not among all.
create or replace function widget_private.flag_answers(flag public.widget_feature_flags, only_tenants uuid[] default null)
returns table (tenant_id uuid, place numeric, by_hand boolean, is_on boolean)
language sql stable set search_path = pg_catalog, pg_temp rows 1000 as $$
  select t.id, p.place, o.is_on, flag.retired_at is not null or (
    flag.stage <> 'off'
    and coalesce(o.is_on, flag.stage = 'on' or flag.stage = 'percentage' and p.place < flag.rollout_percent)
  )
  from (
    select unnest(only_tenants) as id
    union all
    select t.id from public.tenants t
    where only_tenants is null
      and not exists (select from widget_private.test_tenants tested where tested.tenant_id = t.id)
  ) as t
  -- 28 bits of a hash as percent; cut, so that it stays below 100.
  cross join lateral (
    select trunc(('x' || substr(md5(flag.key || ':' || t.id), 1, 7))::bit(28)::integer * 100.0 / 268435456, 6) as place
  ) as p
  left join public.widget_feature_flag_overrides o on o.flag_key = flag.key and o.tenant_id = t.id
$$;
revoke all on function widget_private.flag_answers(public.widget_feature_flags, uuid[])
  from public, anon, authenticated, service_role;

-- Which features a restaurant of the caller has.
create or replace function widget_private.my_features(tenant uuid)
returns table (key text, is_on boolean, version integer)
language sql stable security definer set search_path = pg_catalog, pg_temp rows 20 as $$
  select f.key, a.is_on, f.version
  from public.widget_feature_flags f
  cross join lateral widget_private.flag_answers(f, array[tenant]) a
  where tenant = any (array(select widget_private.my_tenants('viewer')))
$$;
revoke all on function widget_private.my_features(uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.my_features(uuid) to authenticated;
commit;

-- ==== 20261125090110_flag_news.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
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
commit;

-- ==== 20261125090120_rollout_plan.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Whom a roll-out moves, and its plan. Each change is taken under the lock of its flag, by platform staff and with a reason.

-- Which batch moves whom: of those that reach to a restaurant's place, the one planned last.
create or replace function widget_private.rollout_members(flag public.widget_feature_flags, only_tenants uuid[] default null)
returns table (tenant_id uuid, place numeric, by_hand boolean, is_on boolean, batch integer)
language sql stable set search_path = pg_catalog, pg_temp rows 1000 as $$
  select a.tenant_id, a.place, a.by_hand, a.is_on, (
    select max(r.batch)
    from public.widget_rollouts r
    where r.flag_key = flag.key and r.from_percent <= a.place and a.place < r.percent
  )
  from widget_private.flag_answers(flag, only_tenants) a
$$;
revoke all on function widget_private.rollout_members(public.widget_feature_flags, uuid[])
  from public, anon, authenticated, service_role;

-- The share at which so many restaurants more have it than at `share`, without those decided about by hand.
create or replace function widget_private.share_after(flag public.widget_feature_flags, share numeric, more integer)
returns numeric language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(
    (
      select a.place
      from widget_private.flag_answers(flag) a
      where a.by_hand is null and a.place >= share
      order by a.place offset more limit 1
    ),
    100
  )
$$;
revoke all on function widget_private.share_after(public.widget_feature_flags, numeric, integer)
  from public, anon, authenticated, service_role;

create or replace function widget_private.require_platform_admin() returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if not widget_private.is_platform_admin() then
    raise exception 'Only platform admins may do this.' using errcode = '42501';
  end if;
end
$$;
revoke all on function widget_private.require_platform_admin() from public, anon, authenticated, service_role;

-- Locks the flag, so that two people who click at once take turns, and keeps the reason for the audit.
create or replace function widget_private.open_flag(of_flag text, why text) returns public.widget_feature_flags
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
begin
  if coalesce(btrim(why), '') = '' or char_length(why) > 500 then
    raise exception 'Say why, in at most 500 characters: the reason is kept with the change.' using errcode = 'WB006';
  end if;
  select * into flag from public.widget_feature_flags f where f.key = of_flag for update;
  if not found then
    raise exception 'There is no such feature.' using errcode = 'WB005';
  end if;
  perform set_config('widget_private.reason', why, true);
  return flag;
end
$$;
revoke all on function widget_private.open_flag(text, text) from public, anon, authenticated, service_role;

-- Refused where somebody would get back what nobody serves any more.
create or replace function widget_private.refuse_if_retired(flag public.widget_feature_flags) returns void
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if flag.retired_at is not null then
    raise exception 'The earlier form is retired. Bring it back first.' using errcode = 'WB004';
  end if;
end
$$;
revoke all on function widget_private.refuse_if_retired(public.widget_feature_flags)
  from public, anon, authenticated, service_role;

create or replace function widget_private.refuse_as_overtaken(batch integer) returns void
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'The roll-out has moved on meanwhile. Look at where it is now, and batch %.', batch using errcode = 'WB004';
end
$$;
revoke all on function widget_private.refuse_as_overtaken(integer) from public, anon, authenticated, service_role;

-- The batch that is under way; null before the first and after the last.
create or replace function widget_private.current_batch(of_flag text) returns public.widget_rollouts
language sql stable set search_path = pg_catalog, pg_temp as $$
  select r from public.widget_rollouts r
  where r.flag_key = of_flag and r.status in ('running', 'paused', 'stopped')
  order by r.batch desc limit 1
$$;
revoke all on function widget_private.current_batch(text) from public, anon, authenticated, service_role;

-- The one that is begun next; null where none is left.
create or replace function widget_private.next_batch(of_flag text) returns public.widget_rollouts
language sql stable set search_path = pg_catalog, pg_temp as $$
  select r from public.widget_rollouts r
  where r.flag_key = of_flag and r.status in ('planned', 'rolled_back')
    and r.batch > coalesce((widget_private.current_batch(of_flag)).batch, 0)
  order by r.batch limit 1
$$;
revoke all on function widget_private.next_batch(text) from public, anon, authenticated, service_role;

-- By hand, which ends a batch under way. What reached further than the new share is moved back, all of it where it is off.
create or replace function widget_private.rollout_set_stage(of_flag text, new_stage text, share numeric, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
  new_share numeric := case new_stage when 'percentage' then round(share, 6) when 'on' then 100 else 0 end;
begin
  perform widget_private.require_platform_admin();
  flag := widget_private.open_flag(of_flag, why);
  if coalesce(new_stage not in ('off', 'list', 'percentage', 'on'), true)
    or (new_stage = 'percentage') <> coalesce(share between 0 and 100, false)
  then
    raise exception 'Say off, list, on, or percentage with a share from 0 to 100.' using errcode = 'WB006';
  end if;
  if new_stage <> 'on' then
    perform widget_private.refuse_if_retired(flag);
  end if;
  update public.widget_rollouts r
  set status = case when r.percent > new_share then 'rolled_back' else 'aborted' end, ended_at = clock_timestamp(),
    reason = why
  where r.flag_key = flag.key
    and (r.status in ('running', 'paused', 'stopped') or r.status = 'done' and r.percent > new_share);
  update public.widget_feature_flags f set stage = new_stage, rollout_percent = new_share, reason = why
  where f.key = flag.key;
end
$$;
revoke all on function widget_private.rollout_set_stage(text, text, numeric, text)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_set_stage(text, text, numeric, text) to authenticated;

-- One restaurant: put in, taken out, or (null) left to the stage again.
create or replace function widget_private.rollout_decide(of_flag text, tenant uuid, is_in boolean, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
  sleepers bigint;
begin
  perform widget_private.require_platform_admin();
  -- Before the flag: a removal, which has the restaurant, waits for nobody who wants it.
  if not widget_private.keep_tenant(tenant) then
    raise exception 'There is no such restaurant.' using errcode = 'WB005';
  end if;
  flag := widget_private.open_flag(of_flag, why);
  if not is_in then
    perform widget_private.refuse_if_retired(flag);
  end if;
  if is_in is null then
    delete from public.widget_feature_flag_overrides o where o.flag_key = flag.key and o.tenant_id = tenant;
    return;
  end if;
  if is_in and flag.stage = 'off' then
    select count(*) into sleepers
    from public.widget_feature_flag_overrides o where o.flag_key = flag.key and o.is_on and o.tenant_id <> tenant;
    if sleepers > 0 then
      raise exception 'The stage is off. Set it to list first: of restaurants put in earlier, % would come along.', sleepers
        using errcode = 'WB004';
    end if;
    update public.widget_feature_flags f set stage = 'list', reason = why where f.key = flag.key;
  end if;
  insert into public.widget_feature_flag_overrides as o (flag_key, tenant_id, is_on, reason)
  values (flag.key, tenant, is_in, why)
  on conflict (tenant_id, flag_key) do update set is_on = excluded.is_on, reason = excluded.reason;
end
$$;
revoke all on function widget_private.rollout_decide(text, uuid, boolean, text)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_decide(text, uuid, boolean, text) to authenticated;

-- Batches in place of those not begun; what was moved back before is history then.
create or replace function widget_private.rollout_plan(of_flag text, batches jsonb, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
  reached numeric;
  number integer;
  step record;
  reaches numeric;
begin
  perform widget_private.require_platform_admin();
  flag := widget_private.open_flag(of_flag, why);
  reached := flag.rollout_percent;
  if coalesce(jsonb_typeof(batches) <> 'array' or jsonb_array_length(batches) not between 1 and 50, true) then
    raise exception 'A plan has 1 to 50 batches.' using errcode = 'WB006';
  end if;
  delete from public.widget_rollouts r where r.flag_key = flag.key and r.status = 'planned';
  update public.widget_rollouts r set status = 'aborted' where r.flag_key = flag.key and r.status = 'rolled_back';
  select coalesce(max(r.batch), 0) into number from public.widget_rollouts r where r.flag_key = flag.key;
  for step in
    select b.value ->> 'percent' as percent, b.value ->> 'tenants' as tenants, b.value ->> 'goesOnAfterMinutes' as pause
    from jsonb_array_elements(batches) with ordinality as b (value, place) order by b.place
  loop
    number := number + 1;
    if (step.percent is null) = (step.tenants is null) then
      raise exception 'A batch reaches either a share or so many restaurants more.' using errcode = 'WB006';
    end if;
    reaches := coalesce(
      round(step.percent::numeric, 6), widget_private.share_after(flag, reached, step.tenants::integer)
    );
    if coalesce(reaches <= reached or reaches > 100, true) then
      raise exception 'Each batch must reach further than the one before, and than the % %% that have it.',
        trim_scale(flag.rollout_percent) using errcode = 'WB006';
    end if;
    insert into public.widget_rollouts
      (flag_key, batch, by_tenants, from_percent, percent, goes_on_after_minutes, reason)
    values
      (
        flag.key, number, case when step.percent is null then step.tenants::integer end, reached, reaches,
        step.pause::integer, why
      );
    reached := reaches;
  end loop;
end
$$;
revoke all on function widget_private.rollout_plan(text, jsonb, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_plan(text, jsonb, text) to authenticated;

-- Moves the restaurants of a batch that waits.
create or replace function widget_private.begin_batch(flag public.widget_feature_flags, waits public.widget_rollouts, why text)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  reaches numeric := case
    when waits.by_tenants is null then waits.percent
    else widget_private.share_after(flag, flag.rollout_percent, waits.by_tenants)
  end;
begin
  if flag.stage = 'on' or reaches <= flag.rollout_percent then
    raise exception '% %% have it already. Make a new plan.', trim_scale(flag.rollout_percent) using errcode = 'WB004';
  end if;
  update public.widget_rollouts r
  set status = 'running', from_percent = flag.rollout_percent, percent = reaches, numbers = '{}', reason = why,
    started_at = clock_timestamp(), watched_from = clock_timestamp(), ended_at = null
  where r.flag_key = flag.key and r.batch = waits.batch;
  -- Where it ended by size is where the next one begins.
  update public.widget_rollouts r set from_percent = reaches
  where r.flag_key = flag.key and r.status = 'planned' and r.batch = waits.batch + 1;
  update public.widget_feature_flags f set stage = 'percentage', rollout_percent = reaches, reason = why
  where f.key = flag.key;
end
$$;
revoke all on function widget_private.begin_batch(public.widget_feature_flags, public.widget_rollouts, text)
  from public, anon, authenticated, service_role;
commit;

-- ==== 20261125090130_rollout_steps.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- How a roll-out goes on, is held, goes back and ends.

-- The batch that shall be under way: the one that is, and was held; or the next; or, after the last, the end.
create or replace function widget_private.apply_go_on(of_flag text, batch integer, why text) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags := widget_private.open_flag(of_flag, why);
  present public.widget_rollouts := widget_private.current_batch(flag.key);
  following public.widget_rollouts := widget_private.next_batch(flag.key);
begin
  perform widget_private.refuse_if_retired(flag);
  if present.batch = apply_go_on.batch and present.status in ('paused', 'stopped') then
    update public.widget_rollouts r set status = 'running', watched_from = clock_timestamp(), reason = why
    where r.flag_key = flag.key and r.batch = present.batch;
    return;
  end if;
  if coalesce(following.batch, present.batch + 1) is distinct from apply_go_on.batch then
    perform widget_private.refuse_as_overtaken(apply_go_on.batch);
  end if;
  update public.widget_rollouts r set status = 'done', ended_at = clock_timestamp(), reason = why
  where r.flag_key = flag.key and r.batch = present.batch;
  if following.batch is not null then
    perform widget_private.begin_batch(flag, following, why);
  elsif flag.rollout_percent = 100 then
    update public.widget_feature_flags f set stage = 'on', reason = why where f.key = flag.key;
  end if;
end
$$;
revoke all on function widget_private.apply_go_on(text, integer, text) from public, anon, authenticated, service_role;

create or replace function widget_private.rollout_go_on(of_flag text, batch integer, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform widget_private.require_platform_admin();
  perform widget_private.apply_go_on(of_flag, batch, why);
end
$$;
revoke all on function widget_private.rollout_go_on(text, integer, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_go_on(text, integer, text) to authenticated;

-- Nothing goes on by itself any more.
create or replace function widget_private.rollout_pause(of_flag text, batch integer, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
begin
  perform widget_private.require_platform_admin();
  flag := widget_private.open_flag(of_flag, why);
  update public.widget_rollouts r set status = 'paused', reason = why
  where r.flag_key = flag.key and r.batch = rollout_pause.batch and r.status = 'running';
  if not found then
    perform widget_private.refuse_as_overtaken(rollout_pause.batch);
  end if;
end
$$;
revoke all on function widget_private.rollout_pause(text, integer, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_pause(text, integer, text) to authenticated;

-- Ends the plan where it is: who was moved stays moved.
create or replace function widget_private.rollout_abort(of_flag text, batch integer, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
  present public.widget_rollouts;
begin
  perform widget_private.require_platform_admin();
  flag := widget_private.open_flag(of_flag, why);
  present := widget_private.current_batch(flag.key);
  if coalesce(present.batch, (widget_private.next_batch(flag.key)).batch) is distinct from rollout_abort.batch then
    perform widget_private.refuse_as_overtaken(rollout_abort.batch);
  end if;
  update public.widget_rollouts r set status = 'aborted', ended_at = clock_timestamp(), reason = why
  where r.flag_key = flag.key and (r.batch = present.batch or r.status = 'rolled_back');
  delete from public.widget_rollouts r where r.flag_key = flag.key and r.status = 'planned';
end
$$;
revoke all on function widget_private.rollout_abort(text, integer, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_abort(text, integer, text) to authenticated;

-- Back to where a batch that passed ended; 0 is off, for those put in by hand as well.
create or replace function widget_private.rollout_back(of_flag text, to_batch integer, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
  goal public.widget_rollouts;
begin
  perform widget_private.require_platform_admin();
  flag := widget_private.open_flag(of_flag, why);
  perform widget_private.refuse_if_retired(flag);
  if to_batch = 0 then
    perform widget_private.rollout_set_stage(flag.key, 'off', null, why);
    return;
  end if;
  select * into goal from public.widget_rollouts r
  where r.flag_key = flag.key and r.batch = to_batch and r.status in ('running', 'paused', 'stopped', 'done');
  if goal.percent is null or goal.percent >= flag.rollout_percent then
    perform widget_private.refuse_as_overtaken(to_batch);
  end if;
  update public.widget_rollouts r set status = 'rolled_back', ended_at = clock_timestamp(), reason = why
  where r.flag_key = flag.key and r.batch > to_batch and r.status in ('running', 'paused', 'stopped', 'done');
  update public.widget_rollouts r set status = 'paused', watched_from = clock_timestamp(), ended_at = null, reason = why
  where r.flag_key = flag.key and r.batch = to_batch;
  update public.widget_feature_flags f set stage = 'percentage', rollout_percent = goal.percent, reason = why
  where f.key = flag.key;
end
$$;
revoke all on function widget_private.rollout_back(text, integer, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_back(text, integer, text) to authenticated;

-- The rule of the automatic stop, as the API has checked it.
create or replace function widget_private.rollout_set_rule(of_flag text, rule jsonb, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
begin
  perform widget_private.require_platform_admin();
  flag := widget_private.open_flag(of_flag, why);
  update public.widget_feature_flags f set stop_rule = rule, reason = why where f.key = flag.key;
end
$$;
revoke all on function widget_private.rollout_set_rule(text, jsonb, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_set_rule(text, jsonb, text) to authenticated;

-- The last step: what the feature replaces serves nobody any more, once nobody needs it; or serves again.
create or replace function widget_private.rollout_retire(of_flag text, retires boolean, why text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
  without bigint;
begin
  perform widget_private.require_platform_admin();
  flag := widget_private.open_flag(of_flag, why);
  if coalesce(retires, true) then
    select count(*) into without from widget_private.flag_answers(flag) a where not a.is_on;
    if flag.stage <> 'on' or without > 0 then
      raise exception 'Not everybody is moved: the stage is %, restaurants with the earlier form: %.', flag.stage, without
        using errcode = 'WB004';
    end if;
  end if;
  update public.widget_feature_flags f
  set retired_at = case when coalesce(retires, true) then coalesce(f.retired_at, clock_timestamp()) end, reason = why
  where f.key = flag.key;
end
$$;
revoke all on function widget_private.rollout_retire(text, boolean, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_retire(text, boolean, text) to authenticated;

-- By the job that watches: a batch that did worse is held, or moved back where the rule says so. False where somebody was
-- faster. Nobody put in by hand is moved by it.
create or replace function widget_private.stop_batch(
  of_flag text, batch integer, stop jsonb, moves_back boolean, why text
) returns boolean
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags := widget_private.open_flag(of_flag, why);
  goal numeric;
begin
  update public.widget_rollouts r
  set status = case when moves_back then 'rolled_back' else 'stopped' end, reason = why,
    numbers = r.numbers || jsonb_build_object('stop', stop),
    ended_at = case when moves_back then clock_timestamp() end
  where r.flag_key = flag.key and r.batch = stop_batch.batch and r.status in ('running', 'paused')
  returning r.from_percent into goal;
  if goal is not null and moves_back then
    update public.widget_rollouts r
    set status = 'paused', watched_from = clock_timestamp(), ended_at = null, reason = why
    where r.flag_key = flag.key and r.status = 'done' and r.percent = goal;
    update public.widget_feature_flags f set rollout_percent = goal, reason = why where f.key = flag.key;
  end if;
  return goal is not null;
end
$$;
revoke all on function widget_private.stop_batch(text, integer, jsonb, boolean, text)
  from public, anon, authenticated, service_role;
commit;

-- ==== 20261125090140_rollout_records.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What a roll-out is judged by: how saves went, minute by minute, and how lines held. Both name no person and stay 30 days.

create table if not exists public.widget_save_minutes (
  tenant_id uuid not null,
  minute timestamptz not null check (isfinite(minute) and minute = date_trunc('minute', minute, 'UTC')),
  component text not null check (component in ('form', 'editor')),
  saves integer not null check (saves >= 0),
  errors integer not null check (errors between 0 and saves),
  -- How many took how long, by the number of a bucket of the API's; sums of such counts are such counts.
  durations jsonb not null check (jsonb_typeof(durations) = 'object' and octet_length(durations::text) <= 8192),
  -- How many failed for which reason, as `code message`.
  failures jsonb not null check (jsonb_typeof(failures) = 'object' and octet_length(failures::text) <= 16384),
  primary key (tenant_id, minute, component)
);

create table if not exists public.widget_connection_reports (
  tenant_id uuid not null,
  id uuid not null,
  reported_at timestamptz not null default clock_timestamp(),
  component text not null check (component in ('form', 'editor')),
  -- Of the roll-out, at that moment; null for a restaurant in no batch, or one decided about by hand.
  batch integer check (batch >= 1),
  online_ms integer not null check (online_ms between 1 and 3600000),
  drops integer not null check (drops between 0 and 1000),
  recoveries_ms integer[] not null check (cardinality(recoveries_ms) <= 50),
  has_polled boolean not null,
  primary key (tenant_id, id)
);

do $$
declare
  wanted text;
begin
  if to_regclass('public.widget_save_minutes_minute_idx') is null then
    create index widget_save_minutes_minute_idx on public.widget_save_minutes (minute);
  end if;
  if to_regclass('public.widget_connection_reports_reported_idx') is null then
    create index widget_connection_reports_reported_idx on public.widget_connection_reports (reported_at);
  end if;
  if to_regclass('public.widget_connection_reports_tenant_idx') is null then
    create index widget_connection_reports_tenant_idx on public.widget_connection_reports (tenant_id, reported_at);
  end if;
  foreach wanted in array array['widget_save_minutes', 'widget_connection_reports'] loop
    execute format('revoke all on public.%I from public, anon, authenticated, service_role', wanted);
    execute format('grant select on public.%I to authenticated, service_role', wanted);
    if not (
      select relrowsecurity from pg_catalog.pg_class where oid = format('public.%I', wanted)::regclass
    ) then
      execute format('alter table public.%I enable row level security', wanted);
    end if;
    if not exists (
      select from pg_catalog.pg_policies p
      where p.schemaname = 'public' and p.tablename = wanted and p.policyname = 'platform_select'
    ) then
      execute format(
        'create policy platform_select on public.%I for select to authenticated '
        'using ((select widget_private.is_platform_admin()))', wanted
      );
    end if;
  end loop;
end
$$;

-- Counts by name, added up; each of 0 to a million, so that no sum of them fits nowhere.
create or replace function widget_private.add_counts(counts jsonb, more jsonb) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(sums.key, sums.count), '{}')
  from (
    select c.key, least(sum(least(greatest(c.value::integer, 0), 1000000)), 1000000)::integer as count
    from (select * from jsonb_each_text(counts) union all select * from jsonb_each_text(more)) as c (key, value)
    group by c.key
  ) as sums
$$;
revoke all on function widget_private.add_counts(jsonb, jsonb) from public, anon, authenticated, service_role;

-- Saves of the caller, who must be allowed to save: the API collects them and tells them a moment after its answers, so
-- that no save waits for it. What is about others' widgets, a test's or long ago counts nothing. Answers how many counted.
create or replace function widget_private.record_saves(sums jsonb) returns integer
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  told record;
  recorded integer := 0;
begin
  if coalesce(jsonb_typeof(sums) <> 'array' or jsonb_array_length(sums) > 100 or octet_length(sums::text) > 100000, true) then
    raise exception 'At most 100 sums at once, of 100 kB together.' using errcode = 'WB006';
  end if;
  if to_regclass('public.widget_configurations') is null then
    return 0;
  end if;
  for told in
    -- Where nothing is said, null, which the table refuses: least() would make it the most.
    select w.tenant_id, s.minute, s.component, case when s.saves > 1000000 then 1000000 else s.saves end as saves,
      case when s.errors > 1000000 then 1000000 else s.errors end as errors,
      -- By way of numbers: nothing else is stored, and of the buckets those alone that the API has, 0 to 128.
      widget_private.add_counts('{}', (
        select jsonb_object_agg(d.key, d.value)
        from jsonb_each(s.durations) d
        where d.key ~ '^([0-9]|[1-9][0-9]|1[01][0-9]|12[0-8])$'
      )) as durations,
      case when octet_length(f.failures::text) > 16384 then '{}' else f.failures end as failures
    from jsonb_to_recordset(sums) as s (
      "widgetId" uuid, minute timestamptz, component text, saves integer, errors integer, durations jsonb, failures jsonb
    )
    cross join lateral (select widget_private.add_counts('{}', s.failures)) as f (failures)
    join public.widget_configurations w on w.id = s."widgetId"
    where w.tenant_id = any (array(select widget_private.my_tenants('editor')))
      and not exists (select from widget_private.test_tenants tested where tested.tenant_id = w.tenant_id)
      and s.minute between clock_timestamp() - interval '15 minutes' and clock_timestamp() + interval '1 minute'
    -- Everyone in the same order.
    order by 1, 2, 3
  loop
    continue when not widget_private.keep_tenant(told.tenant_id);
    insert into public.widget_save_minutes as m (tenant_id, minute, component, saves, errors, durations, failures)
    values (
      told.tenant_id, told.minute, told.component, told.saves, told.errors, told.durations, told.failures
    )
    on conflict (tenant_id, minute, component) do update
    set saves = least(m.saves + excluded.saves, 1000000), errors = least(m.errors + excluded.errors, 1000000),
      durations = widget_private.add_counts(m.durations, excluded.durations),
      -- So many reasons in a minute that they do not fit any more: the first ones tell enough.
      failures = (
        select case when octet_length(f.failures::text) > 16384 then m.failures else f.failures end
        from (select widget_private.add_counts(m.failures, excluded.failures)) as f (failures)
      );
    recorded := recorded + 1;
  end loop;
  return recorded;
end
$$;
revoke all on function widget_private.record_saves(jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.record_saves(jsonb) to authenticated;

-- How a staff screen's line did. `repeat`: it was there already. `too_many`: 60 a minute are enough from one restaurant.
create or replace function widget_private.report_connection(tenant uuid, report jsonb) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not coalesce(tenant = any (array(select widget_private.my_tenants('viewer'))), false) then
    raise exception 'There is no such restaurant.' using errcode = 'WB005';
  end if;
  if (
    select count(*) from (
      select from public.widget_connection_reports r
      where r.tenant_id = tenant and r.reported_at > clock_timestamp() - interval '1 minute'
      limit 60
    ) as lately
  ) = 60 then
    return 'too_many';
  end if;
  insert into public.widget_connection_reports
    (tenant_id, id, component, batch, online_ms, drops, recoveries_ms, has_polled)
  select tenant, r.id, r.component, (
    select m.batch
    from public.widget_feature_flags f
    cross join lateral widget_private.rollout_members(f, array[tenant]) m
    where f.key = 'widget_management_v2' and m.by_hand is null
  ), r."onlineMs", r.drops, r."recoveriesMs", r."hasPolled"
  from jsonb_to_record(report) as r (
    id uuid, component text, "onlineMs" integer, drops integer, "recoveriesMs" integer[], "hasPolled" boolean
  )
  on conflict do nothing;
  return case when found then 'counted' else 'repeat' end;
end
$$;
revoke all on function widget_private.report_connection(uuid, jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.report_connection(uuid, jsonb) to authenticated;
commit;

-- ==== 20261125090150_rollout_numbers.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What platform staff see of a roll-out. Each function asks who calls, for restaurants' names are not theirs to read.

-- Saves of hours that are over, without restaurants: what a week of all of them comes to is asked for every few seconds.
-- A batch is the one that the restaurants were in at that time; 0: none, or decided about by hand.
create table if not exists widget_private.rollout_hours (
  flag_key text not null,
  hour timestamptz not null,
  component text not null,
  batch integer not null,
  saves bigint not null,
  errors bigint not null,
  durations jsonb not null,
  primary key (flag_key, hour, component, batch)
);
revoke all on widget_private.rollout_hours from public, anon, authenticated, service_role;

-- From when on minutes are to be looked at themselves.
create or replace function widget_private.hours_until(of_flag text) returns timestamptz
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(max(h.hour) + interval '1 hour', '-infinity') from widget_private.rollout_hours h where h.flag_key = of_flag
$$;
revoke all on function widget_private.hours_until(text) from public, anon, authenticated, service_role;

-- Saves from `since` until before `until`, by window, component and batch; of one batch alone if it is named.
create or replace function widget_private.minute_sums(
  flag public.widget_feature_flags, since timestamptz, until timestamptz, window_minutes integer,
  only_batch integer default null
) returns table (from_at timestamptz, component text, batch integer, saves bigint, errors bigint, durations jsonb)
language sql stable set search_path = pg_catalog, pg_temp rows 200 as $$
  with members as materialized (
    select b.tenant_id, coalesce(case when b.by_hand is null then b.batch end, 0) as batch
    from widget_private.rollout_members(flag) b
  ), minutes as materialized (
    select
      date_bin(make_interval(mins => window_minutes), m.minute, '1970-01-01T00:00Z') as from_at, m.component, b.batch,
      m.saves, m.errors, m.durations
    from members b
    join public.widget_save_minutes m on m.tenant_id = b.tenant_id
    where m.minute >= since and m.minute < until and (only_batch is null or b.batch = only_batch)
  ), sums as (
    select m.from_at, m.component, m.batch, sum(m.saves) as saves, sum(m.errors) as errors
    from minutes m group by m.from_at, m.component, m.batch
  ), buckets as (
    select m.from_at, m.component, m.batch, d.key, sum(d.value::integer) as count
    from minutes m cross join lateral jsonb_each_text(m.durations) as d
    group by m.from_at, m.component, m.batch, d.key
  ), durations as (
    select b.from_at, b.component, b.batch, jsonb_object_agg(b.key, b.count) as counts
    from buckets b group by b.from_at, b.component, b.batch
  )
  select s.from_at, s.component, s.batch, s.saves, s.errors, coalesce(d.counts, '{}')
  from sums s
  left join durations d on d.from_at = s.from_at and d.component = s.component and d.batch = s.batch
$$;
revoke all on function widget_private.minute_sums(
  public.widget_feature_flags, timestamptz, timestamptz, integer, integer
) from public, anon, authenticated, service_role;

-- Until when hours are complete at that time: saves are told up to 15 minutes late.
create or replace function widget_private.hours_complete(at timestamptz) returns timestamptz
language sql stable set search_path = pg_catalog, pg_temp as $$
  select date_trunc('hour', at - interval '16 minutes', 'UTC')
$$;
revoke all on function widget_private.hours_complete(timestamptz) from public, anon, authenticated, service_role;

-- By the job that watches: adds up hours that nobody can add to any more, at most a day's at a time. Answers how many rows.
create or replace function widget_private.sum_hours(of_flag text) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
  since timestamptz;
  summed integer;
begin
  select * into flag from public.widget_feature_flags f where f.key = of_flag;
  delete from widget_private.rollout_hours h where h.flag_key = flag.key and h.hour < now() - interval '400 days';
  select date_trunc('hour', min(m.minute), 'UTC') into since
  from public.widget_save_minutes m where m.minute >= widget_private.hours_until(flag.key);
  insert into widget_private.rollout_hours (flag_key, hour, component, batch, saves, errors, durations)
  select flag.key, s.from_at, s.component, s.batch, s.saves, s.errors, s.durations
  from widget_private.minute_sums(
    flag, since, least(since + interval '1 day', widget_private.hours_complete(clock_timestamp())), 60
  ) s
  on conflict do nothing;
  get diagnostics summed = row_count;
  return summed;
end
$$;
revoke all on function widget_private.sum_hours(text) from public, anon, authenticated, service_role;

-- Saves of each batch that was begun, in the editor, and of the others in the form, from its beginning to its end or now;
-- by the hour where hours are over.
create or replace function widget_private.batch_sums(flag public.widget_feature_flags)
returns table (batch integer, side text, saves bigint, errors bigint, durations jsonb)
language sql stable set search_path = pg_catalog, pg_temp rows 20 as $$
  with parts as materialized (
    select h.hour as at, h.component, h.batch, h.saves, h.errors, h.durations, true as is_hour
    from widget_private.rollout_hours h where h.flag_key = flag.key
    union all
    select m.*, false from widget_private.minute_sums(flag, widget_private.hours_until(flag.key), 'infinity', 1) m
  ), sides as materialized (
    select r.batch, case when p.component = 'editor' then 'batch' else 'others' end as side, p.saves, p.errors, p.durations
    from public.widget_rollouts r
    join parts p on p.at >= date_trunc(case when p.is_hour then 'hour' else 'minute' end, r.started_at, 'UTC')
      and p.at < coalesce(r.ended_at, 'infinity') and (p.component = 'editor') = (p.batch = r.batch)
    where r.flag_key = flag.key and r.started_at is not null
  ), buckets as (
    select s.batch, s.side, d.key, sum(d.value::bigint) as count
    from sides s cross join lateral jsonb_each_text(s.durations) as d group by s.batch, s.side, d.key
  )
  select s.batch, s.side, sum(s.saves)::bigint, sum(s.errors)::bigint, (
    select coalesce(jsonb_object_agg(b.key, b.count), '{}') from buckets b where b.batch = s.batch and b.side = s.side
  )
  from sides s group by s.batch, s.side
$$;
revoke all on function widget_private.batch_sums(public.widget_feature_flags)
  from public, anon, authenticated, service_role;

-- Locked against no change: it only reads.
create or replace function widget_private.flag_for_staff(of_flag text) returns public.widget_feature_flags
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags;
begin
  perform widget_private.require_platform_admin();
  select * into flag from public.widget_feature_flags f where f.key = of_flag;
  if not found then
    raise exception 'There is no such feature.' using errcode = 'WB005';
  end if;
  return flag;
end
$$;
revoke all on function widget_private.flag_for_staff(text) from public, anon, authenticated, service_role;

create or replace function widget_private.rollout_state(of_flag text) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags := widget_private.flag_for_staff(of_flag);
  answer jsonb;
begin
  with members as materialized (
    select * from widget_private.rollout_members(flag)
  ), sums as materialized (
    select * from widget_private.batch_sums(flag)
  )
  select jsonb_build_object(
    'stage', flag.stage, 'percent', flag.rollout_percent, 'version', flag.version, 'reason', flag.reason,
    'updatedAt', widget_private.iso(flag.updated_at), 'retiredAt', widget_private.iso(flag.retired_at),
    'rule', flag.stop_rule, 'currentBatch', (widget_private.current_batch(flag.key)).batch,
    'tenants', (
      select jsonb_build_object(
        'all', count(*), 'moved', count(*) filter (where m.is_on), 'putIn', count(*) filter (where m.by_hand),
        'takenOut', count(*) filter (where not m.by_hand)
      )
      from members m
    ),
    'batches', coalesce(
      (
        select jsonb_agg(
          jsonb_build_object(
            'batch', r.batch, 'byTenants', r.by_tenants, 'percent', r.percent, 'status', r.status,
            'tenants', (select count(*) from members m where m.batch = r.batch and m.by_hand is null),
            'goesOnAfterMinutes', r.goes_on_after_minutes, 'reason', r.reason,
            'startedAt', widget_private.iso(r.started_at), 'endedAt', widget_private.iso(r.ended_at),
            'stop', r.numbers -> 'stop',
            'sums', (
              select coalesce(
                jsonb_object_agg(
                  s.side, jsonb_build_object('saves', s.saves, 'errors', s.errors, 'durations', s.durations)
                ),
                '{}'
              )
              from sums s where s.batch = r.batch
            )
          )
          order by r.batch
        )
        from public.widget_rollouts r where r.flag_key = flag.key
      ),
      '[]'
    )
  )
  into answer;
  return answer;
end
$$;
revoke all on function widget_private.rollout_state(text) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_state(text) to authenticated;

create or replace function widget_private.rollout_saves(
  of_flag text, since timestamptz, until timestamptz, window_minutes integer
) returns table (from_at timestamptz, component text, batch integer, saves bigint, errors bigint, durations jsonb)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 200 as $$
declare
  flag public.widget_feature_flags := widget_private.flag_for_staff(of_flag);
begin
  if window_minutes % 60 <> 0 then
    return query select * from widget_private.minute_sums(flag, since, until, window_minutes);
    return;
  end if;
  -- A window may have rows of both.
  return query
    select date_bin(make_interval(mins => window_minutes), h.hour, '1970-01-01T00:00Z'), h.component, h.batch, h.saves,
      h.errors, h.durations
    from widget_private.rollout_hours h
    where h.flag_key = flag.key and h.hour >= date_trunc('hour', since, 'UTC') and h.hour < until
    union all
    select *
    from widget_private.minute_sums(
      flag, greatest(since, widget_private.hours_until(flag.key)), until, window_minutes
    );
end
$$;
revoke all on function widget_private.rollout_saves(text, timestamptz, timestamptz, integer)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_saves(text, timestamptz, timestamptz, integer) to authenticated;

-- Why saves failed, most frequent first, with some of the restaurants.
create or replace function widget_private.rollout_failures(
  of_flag text, since timestamptz, of_component text, of_batch integer
) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags := widget_private.flag_for_staff(of_flag);
  answer jsonb;
begin
  with failed as (
    select f.key as failure, m.component, m.tenant_id, sum(f.value::integer) as saves
    from public.widget_save_minutes m
    cross join lateral jsonb_each_text(m.failures) as f
    where m.minute >= since and m.errors > 0 and (of_component is null or m.component = of_component)
      and (
        of_batch is null or m.tenant_id in (
          select b.tenant_id from widget_private.rollout_members(flag) b where b.batch = of_batch and b.by_hand is null
        )
      )
    group by f.key, m.component, m.tenant_id
  ), frequent as (
    select f.failure, f.component, sum(f.saves) as saves, (array_agg(f.tenant_id order by f.saves desc))[1:20] as tenants
    from failed f group by f.failure, f.component order by 3 desc, 1, 2 limit 20
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'code', split_part(q.failure, ' ', 1), 'message', substr(q.failure, strpos(q.failure || ' ', ' ') + 1),
        'component', q.component, 'saves', q.saves, 'tenants', (
          select jsonb_agg(jsonb_build_object('id', t.id, 'name', coalesce(t.name::text, '')) order by t.name)
          from public.tenants t where t.id = any (q.tenants)
        )
      )
      order by q.saves desc
    ),
    '[]'
  )
  into answer from frequent q;
  return answer;
end
$$;
revoke all on function widget_private.rollout_failures(text, timestamptz, text, integer)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_failures(text, timestamptz, text, integer) to authenticated;

create or replace function widget_private.rollout_connections(of_flag text, since timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  answer jsonb;
begin
  perform widget_private.flag_for_staff(of_flag);
  with reports as (
    select r.component, r.batch, r.online_ms, r.drops, r.has_polled, r.recoveries_ms
    from public.widget_connection_reports r where r.reported_at >= since
  ), recoveries as (
    select r.component, coalesce(r.batch, 0) as batch,
      percentile_disc(array[0.5, 0.95]) within group (order by t.ms) as percentiles
    from reports r cross join lateral unnest(r.recoveries_ms) as t (ms) group by 1, 2
  ), sums as (
    select r.component, r.batch, count(*) as reports, sum(r.online_ms) as online_ms, sum(r.drops) as drops,
      count(*) filter (where r.has_polled) as polling
    from reports r group by r.component, r.batch
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'component', s.component, 'batch', s.batch, 'reports', s.reports, 'onlineMs', s.online_ms, 'drops', s.drops,
        'polling', s.polling, 'recoverP50Ms', p.percentiles[1], 'recoverP95Ms', p.percentiles[2]
      )
      order by s.component, s.batch
    ),
    '[]'
  )
  into answer
  from sums s left join recoveries p on p.component = s.component and p.batch = coalesce(s.batch, 0);
  return answer;
end
$$;
revoke all on function widget_private.rollout_connections(text, timestamptz)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_connections(text, timestamptz) to authenticated;
commit;

-- ==== 20261125090160_rollout_lists.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Restaurants of a roll-out, and what happened in it, page by page.

create or replace function widget_private.rollout_tenants(
  of_flag text, search text, only_those text, of_batch integer, after uuid, how_many integer
) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  flag public.widget_feature_flags := widget_private.flag_for_staff(of_flag);
  answer jsonb;
begin
  with members as materialized (
    select b.*, coalesce(t.name::text, '') as name, coalesce(to_jsonb(t) ->> 'slug', '') as slug
    from widget_private.rollout_members(flag) b join public.tenants t on t.id = b.tenant_id
  ), page as (
    select m.* from members m
    where (of_batch is null or m.batch = of_batch)
      and (coalesce(search, '') = '' or strpos(lower(m.name || ' ' || m.slug), lower(search)) > 0)
      and case only_those
        when 'moved' then m.is_on when 'not-moved' then not m.is_on when 'by-hand' then m.by_hand is not null else true
      end
      and (after is null or (m.name, m.tenant_id) > (select l.name, l.tenant_id from members l where l.tenant_id = after))
    order by m.name, m.tenant_id
    limit how_many
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', p.tenant_id, 'name', p.name, 'slug', p.slug, 'hasEditor', p.is_on,
        'byHand', case p.by_hand when true then 'editor' when false then 'form' end,
        'reason', coalesce(o.reason, ''), 'place', p.place, 'batch', p.batch,
        'saves', coalesce(s.saves, 0), 'errors', coalesce(s.errors, 0)
      )
      order by p.name, p.tenant_id
    ),
    '[]'
  )
  into answer
  from page p
  left join public.widget_feature_flag_overrides o on o.flag_key = flag.key and o.tenant_id = p.tenant_id
  left join lateral (
    select sum(m.saves) as saves, sum(m.errors) as errors
    from public.widget_save_minutes m
    where m.tenant_id = p.tenant_id and m.minute >= now() - interval '24 hours'
  ) as s on true;
  return answer;
end
$$;
revoke all on function widget_private.rollout_tenants(text, text, text, integer, uuid, integer)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_tenants(text, text, text, integer, uuid, integer) to authenticated;

-- Newest first. That a batch passed or began is said by the change of the share.
create or replace function widget_private.rollout_audit(of_flag text, before_entry uuid, how_many integer) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  answer jsonb;
begin
  perform widget_private.flag_for_staff(of_flag);
  with page as (
    select a.* from public.widget_audit a
    where a.action like 'widget\_%'
      and a.action = any (array[
        'widget_feature_flags.update', 'widget_feature_flag_overrides.insert', 'widget_feature_flag_overrides.update',
        'widget_feature_flag_overrides.delete', 'widget_rollouts.insert', 'widget_rollouts.update', 'widget_rollouts.delete'
      ])
      and split_part(a.subject, ' ', 1) = of_flag
      and not (
        a.action = 'widget_rollouts.update' and (
          a.after ->> 'status' = 'done'
          or a.after ->> 'status' = 'running' and a.before ->> 'status' in ('planned', 'rolled_back')
        )
      )
      and (
        before_entry is null
        or (a.done_at, a.id) < (select b.done_at, b.id from public.widget_audit b where b.id = before_entry)
      )
    order by a.done_at desc, a.id desc
    limit how_many
  )
  select coalesce(
    jsonb_agg(
      jsonb_build_object(
        'id', p.id, 'at', widget_private.iso(p.done_at), 'actorName', widget_private.name_of(p.actor),
        'action', p.action, 'before', p.before, 'after', p.after, 'reason', p.reason,
        'tenantId', t.id, 'tenantName', coalesce(t.name::text, '')
      )
      order by p.done_at desc, p.id desc
    ),
    '[]'
  )
  into answer from page p left join public.tenants t on t.id = p.tenant_id;
  return answer;
end
$$;
revoke all on function widget_private.rollout_audit(text, uuid, integer) from public, anon, authenticated, service_role;
grant execute on function widget_private.rollout_audit(text, uuid, integer) to authenticated;
commit;

-- ==== 20261125090220_drafts.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Settings that wait to be published: what holds of a draft, whoever writes it, and who hears of it.

-- Named so that it runs before guard_widget, whose new version no draft can know yet.
create or replace function widget_private.guard_draft() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.draft is null then
    new.draft_base_version := null;
  else
    -- A tool that does not say what its draft is based on has seen what is live.
    new.draft_base_version := coalesce(new.draft_base_version, old.version);
    if new.draft_base_version not between 1 and old.version then
      raise exception 'A draft is based on a version that this widget has had.' using errcode = 'WB006';
    end if;
  end if;
  new.draft_version := old.draft_version;
  if new.draft is distinct from old.draft or new.publish_mode is distinct from old.publish_mode
    or new.draft_base_version is distinct from old.draft_base_version then
    new.draft_version := old.draft_version + 1;
  end if;
  return new;
end
$$;
revoke all on function widget_private.guard_draft() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_configurations'::regclass and tgname = 'guard_draft'
  ) then
    create trigger guard_draft before update on public.widget_configurations
      for each row execute function widget_private.guard_draft();
  end if;
end
$$;

-- Told to colleagues alone: visitors hear of a draft when it is published.
create or replace function widget_private.announce_draft() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    jsonb_build_object(
      'id', new.id, 'version', new.version, 'draftVersion', new.draft_version, 'publishMode', new.publish_mode,
      'draft', case when new.draft is not null
        then jsonb_build_object('config', new.draft, 'baseVersion', new.draft_base_version)
      end,
      'changedBy', auth.uid(), 'updatedAt', widget_private.iso(new.updated_at),
      'committedAt', widget_private.iso(clock_timestamp())
    ),
    'widget_draft.changed', 'tenant:' || new.tenant_id, true
  );
  return null;
end
$$;
revoke all on function widget_private.announce_draft() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_configurations'::regclass and tgname = 'announce_draft'
  ) then
    create trigger announce_draft after update on public.widget_configurations
      for each row when (old.draft_version is distinct from new.draft_version)
      execute function widget_private.announce_draft();
  end if;
end
$$;
commit;

-- ==== 20261125090225_member_names.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Whose table of members this is, and what to call the people of a restaurant.

create or replace function widget_private.members_are_ours() returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select obj_description(to_regclass('public.tenant_members'), 'pg_class') is not distinct from 'Made by the widget migration.'
$$;
revoke all on function widget_private.members_are_ours() from public, anon, authenticated, service_role;

-- What to call a person: the name where sign-up forms put one, the same places as in the API, else the e-mail address.
-- People write it themselves, hence its limit. Null for whom there is no account.
create or replace function widget_private.name_of(person uuid) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select left(
    coalesce(
      (
        select u.raw_user_meta_data ->> field.key
        from unnest(array['full_name', 'name']) with ordinality as field (key, rank)
        where jsonb_typeof(u.raw_user_meta_data -> field.key) = 'string'
          and u.raw_user_meta_data ->> field.key <> ''
        order by field.rank
        limit 1
      ),
      u.email::text,
      ''
    ),
    120
  )
  from auth.users u
  where u.id = person
$$;
revoke all on function widget_private.name_of(uuid) from public, anon, authenticated, service_role;

-- What to call the colleagues of a restaurant where the caller works. Who else works there is for a product with its own
-- table of members to know: there, these are the people whom our records name.
create or replace function widget_private.member_names(tenant uuid) returns table (user_id uuid, name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 20 as $$
declare
  people uuid[];
begin
  if not exists (select from widget_private.my_tenants('viewer') as mine (id) where mine.id = tenant) then
    return;
  end if;
  if widget_private.members_are_ours() then
    people := array(select m.user_id from public.tenant_members m where m.tenant_id = tenant);
  else
    people := array(
      select v.changed_by from public.widget_config_versions v where v.tenant_id = tenant
      union
      select e.changed_by from public.widget_booking_events e where e.tenant_id = tenant
    );
  end if;
  return query
    select u.id, widget_private.name_of(u.id)
    from auth.users u
    where u.id = any (people);
end
$$;
revoke all on function widget_private.member_names(uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.member_names(uuid) to authenticated;
commit;

-- ==== 20261125090226_my_restaurants.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Where the caller works and as what, by whichever table of members my_tenants() reads. Of the product's own table of
-- tenants it needs what the first file looks for: an id and a name. A slug is in addresses where there is one. Nobody works
-- in the restaurant of a test.

create or replace function widget_private.my_restaurants()
returns table (id uuid, name text, slug text, role text)
language sql stable security definer set search_path = pg_catalog, pg_temp rows 10 as $$
  select t.id, left(coalesce(t.name::text, ''), 80), coalesce(nullif(to_jsonb(t) ->> 'slug', ''), t.id::text), mine.role
  from (
    select m.id, (array_agg(roles.name order by roles.rank desc))[1] as role
    from unnest(array['viewer', 'editor', 'admin', 'owner']) with ordinality as roles (name, rank)
    cross join lateral widget_private.my_tenants(roles.name) as m (id)
    group by m.id
  ) as mine
  join public.tenants t on t.id = mine.id
  where not exists (select from widget_private.test_tenants tested where tested.tenant_id = t.id)
$$;
revoke all on function widget_private.my_restaurants() from public, anon, authenticated, service_role;
grant execute on function widget_private.my_restaurants() to authenticated;
commit;

-- ==== 20261125090230_members.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Who works where: invitations, roles, leaving. A product with its own table of members keeps its own ways; then these
-- functions refuse, and nothing here touches that table.

create table if not exists public.widget_invitations (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  email text not null check (email = lower(email) and char_length(email) between 3 and 254),
  role text not null check (role in ('viewer', 'editor', 'admin', 'owner')),
  -- Of a secret that only the invitation carries.
  token_hash text not null unique,
  invited_by uuid,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null default now() + interval '7 days',
  accepted_at timestamptz,
  accepted_by uuid,
  revoked_at timestamptz
);
do $$
begin
  if to_regclass('public.widget_invitations_tenant_idx') is null then
    create index widget_invitations_tenant_idx on public.widget_invitations (tenant_id, created_at);
  end if;
  perform widget_private.wall_off('{widget_invitations}', 'admin');
end
$$;
revoke all on public.widget_invitations from public, anon, authenticated, service_role;
grant select (id, tenant_id, email, role, invited_by, created_at, expires_at, accepted_at, accepted_by, revoked_at)
  on public.widget_invitations to authenticated, service_role;

create or replace function widget_private.check_members_are_ours() returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not widget_private.members_are_ours() then
    raise exception 'Members are managed by the product itself.' using errcode = 'WB006';
  end if;
end
$$;
revoke all on function widget_private.check_members_are_ours() from public, anon, authenticated, service_role;

-- Refuses whoever may not give or take this role at the restaurant: admins up to admin, owners all.
create or replace function widget_private.check_may_manage(tenant uuid, role text) returns void
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform widget_private.check_members_are_ours();
  if role not in ('viewer', 'editor', 'admin', 'owner') or role is null then
    raise exception 'A role is viewer, editor, admin or owner.' using errcode = 'WB006';
  end if;
  if (tenant = any (array(select widget_private.my_tenants('viewer')))) is not true then
    raise exception 'There is no such restaurant.' using errcode = 'WB005';
  end if;
  if (tenant = any (array(
    select widget_private.my_tenants(case role when 'owner' then 'owner' else 'admin' end)
  ))) is not true then
    raise exception 'Only an owner or, up to admin, an admin can do this.' using errcode = '42501';
  end if;
end
$$;
revoke all on function widget_private.check_may_manage(uuid, text) from public, anon, authenticated, service_role;

create or replace function widget_private.audit_member(tenant uuid, action text, subject text, was text, will_be text)
returns void language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  insert into public.widget_audit (tenant_id, actor, action, subject, before, after)
  values (tenant, auth.uid(), action, subject, jsonb_build_object('role', was), jsonb_build_object('role', will_be))
$$;
revoke all on function widget_private.audit_member(uuid, text, text, text, text)
  from public, anon, authenticated, service_role;

-- Answers the secret, once: whoever is signed in with that address accepts with it. An open invitation of the same
-- address is replaced.
create or replace function widget_private.invite_member(tenant uuid, email text, role text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  address text := lower(btrim(email));
  token text := encode(sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())), 'hex');
  made public.widget_invitations;
begin
  perform widget_private.check_may_manage(tenant, invite_member.role);
  if (address ~ '^[^@[:space:]]+@[^@[:space:]]+\.[^@[:space:]]+$' and char_length(address) <= 254) is not true then
    raise exception 'This is not an e-mail address.' using errcode = 'WB006';
  end if;
  if not widget_private.keep_tenant(tenant) then
    raise exception 'There is no such restaurant.' using errcode = 'WB005';
  end if;
  -- One at a time: the lock is what the limit below is counted under.
  perform from public.widget_settings s where s.tenant_id = tenant for update;
  perform widget_private.revoke_invitation(i.id)
  from public.widget_invitations i
  where i.tenant_id = tenant and i.email = address and i.accepted_at is null and i.revoked_at is null
    and i.expires_at > now();
  if (
    select count(*) from public.widget_invitations i
    where i.tenant_id = tenant and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
  ) >= 100 then
    raise exception 'There are 100 open invitations. Take some back first.' using errcode = 'WB006';
  end if;
  insert into public.widget_invitations (tenant_id, email, role, token_hash, invited_by)
  values (tenant, address, invite_member.role, encode(sha256(token::bytea), 'hex'), auth.uid())
  returning * into made;
  perform widget_private.audit_member(tenant, 'member.invited', made.id::text, null, made.role);
  return jsonb_build_object('id', made.id, 'token', token, 'expiresAt', widget_private.iso(made.expires_at));
end
$$;
revoke all on function widget_private.invite_member(uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.invite_member(uuid, text, text) to authenticated;

create or replace function widget_private.revoke_invitation(invitation uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found_one public.widget_invitations;
begin
  perform widget_private.keep_tenant((
    select i.tenant_id from public.widget_invitations i
    where i.id = invitation and i.tenant_id = any (array(select widget_private.my_tenants('admin')))
  ));
  select * into found_one from public.widget_invitations i
  where i.id = invitation and i.accepted_at is null and i.revoked_at is null
    and i.tenant_id = any (array(select widget_private.my_tenants('admin')))
  for update;
  if not found then
    raise exception 'There is no such open invitation.' using errcode = 'WB005';
  end if;
  perform widget_private.check_may_manage(found_one.tenant_id, found_one.role);
  update public.widget_invitations i set revoked_at = now() where i.id = invitation;
  perform widget_private.audit_member(found_one.tenant_id, 'member.uninvited', invitation::text, found_one.role, null);
end
$$;
revoke all on function widget_private.revoke_invitation(uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.revoke_invitation(uuid) to authenticated;

-- Whether who made an invitation may give its role today; the operator, who is nobody here, always may.
create or replace function widget_private.may_still_invite(tenant uuid, maker uuid, role text) returns boolean
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return maker is null or exists (
    select from public.tenant_members m
    where m.tenant_id = tenant and m.user_id = maker
      and (m.role = 'owner' or m.role = 'admin' and may_still_invite.role <> 'owner')
  );
end
$$;
revoke all on function widget_private.may_still_invite(uuid, uuid, text) from public, anon, authenticated, service_role;

-- Takes back the open invitations of somebody who may not give those roles any more.
create or replace function widget_private.end_invitations(tenant uuid, maker uuid) returns void
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  with ended as (
    update public.widget_invitations i set revoked_at = now()
    where i.tenant_id = tenant and i.invited_by = maker and i.accepted_at is null and i.revoked_at is null
      and not widget_private.may_still_invite(tenant, maker, i.role)
    returning i.id, i.role
  )
  select widget_private.audit_member(tenant, 'member.uninvited', e.id::text, e.role, null) from ended e
$$;
revoke all on function widget_private.end_invitations(uuid, uuid) from public, anon, authenticated, service_role;

-- For whoever is signed in with the invited, confirmed address. A member already keeps the stronger of both roles.
-- Answers the restaurant and the role there; a wrong, used, revoked or expired secret looks the same, and so does one of
-- somebody who may not give that role any more: who was removed must not come back through an accomplice. An invitation
-- that nobody made by the function above is the operator's.
create or replace function widget_private.accept_invitation(token text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  hash text := encode(sha256(convert_to(token, 'UTF8')), 'hex');
  invitation public.widget_invitations;
  ranks text[] := array['viewer', 'editor', 'admin', 'owner'];
  given text;
begin
  perform widget_private.check_members_are_ours();
  perform widget_private.keep_tenant((select i.tenant_id from public.widget_invitations i where i.token_hash = hash));
  select i.* into invitation
  from public.widget_invitations i
  join auth.users u on u.id = (select auth.uid()) and lower(u.email) = i.email and u.email_confirmed_at is not null
  where i.token_hash = hash
    and i.accepted_at is null and i.revoked_at is null and i.expires_at > now()
    and widget_private.may_still_invite(i.tenant_id, i.invited_by, i.role)
  for update of i;
  if not found then
    raise exception 'This invitation is not open for you. Ask for a new one.' using errcode = 'WB005';
  end if;
  insert into public.tenant_members as m (tenant_id, user_id, role)
  values (invitation.tenant_id, auth.uid(), invitation.role)
  on conflict (tenant_id, user_id) do update
    set role = ranks[greatest(array_position(ranks, m.role), array_position(ranks, excluded.role))]
  returning m.role into given;
  update public.widget_invitations i set accepted_at = now(), accepted_by = auth.uid() where i.id = invitation.id;
  perform widget_private.audit_member(invitation.tenant_id, 'member.joined', auth.uid()::text, null, given);
  return jsonb_build_object('tenantId', invitation.tenant_id, 'role', given);
end
$$;
revoke all on function widget_private.accept_invitation(text) from public, anon, authenticated, service_role;
grant execute on function widget_private.accept_invitation(text) to authenticated;

create or replace function widget_private.set_member_role(tenant uuid, member uuid, role text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was text;
begin
  perform widget_private.check_may_manage(tenant, set_member_role.role);
  perform widget_private.keep_tenant(tenant);
  select m.role into was from public.tenant_members m where m.tenant_id = tenant and m.user_id = member for update;
  if not found then
    raise exception 'This person does not work here any more.' using errcode = 'WB005';
  end if;
  perform widget_private.check_may_manage(tenant, was);
  update public.tenant_members m set role = set_member_role.role
  where m.tenant_id = tenant and m.user_id = member and m.role <> set_member_role.role;
  if found then
    perform widget_private.audit_member(tenant, 'member.changed', member::text, was, set_member_role.role);
    perform widget_private.end_invitations(tenant, member);
  end if;
end
$$;
revoke all on function widget_private.set_member_role(uuid, uuid, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.set_member_role(uuid, uuid, text) to authenticated;

-- Removes somebody else, or oneself: leaving needs no role.
create or replace function widget_private.remove_member(tenant uuid, member uuid) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was text;
begin
  perform widget_private.check_members_are_ours();
  if member is distinct from (select auth.uid()) then
    perform widget_private.check_may_manage(tenant, 'viewer');
  end if;
  perform widget_private.keep_tenant(tenant);
  select m.role into was from public.tenant_members m where m.tenant_id = tenant and m.user_id = member for update;
  if not found then
    raise exception 'This person does not work here any more.' using errcode = 'WB005';
  end if;
  if member is distinct from (select auth.uid()) then
    perform widget_private.check_may_manage(tenant, was);
  end if;
  delete from public.tenant_members m where m.tenant_id = tenant and m.user_id = member;
  perform widget_private.audit_member(tenant, 'member.left', member::text, was, null);
  perform widget_private.end_invitations(tenant, member);
end
$$;
revoke all on function widget_private.remove_member(uuid, uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.remove_member(uuid, uuid) to authenticated;
commit;

-- ==== 20261125090240_last_owner.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- A restaurant keeps an owner, whoever writes the table of members: functions, the service role, SQL.

create or replace function widget_private.keep_an_owner() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  -- Two owners who leave at once: the second waits, and then sees that it is the last.
  perform pg_advisory_xact_lock(hashtextextended('owners of ' || old.tenant_id, 0));
  -- The restaurant itself is going where it is gone already.
  if not exists (select from public.tenants t where t.id = old.tenant_id) then
    return case tg_op when 'DELETE' then old else new end;
  end if;
  -- A transaction that keeps its first snapshot does not see that: locking an owner who went meanwhile fails it instead.
  if current_setting('transaction_isolation') <> 'read committed' then
    perform from public.tenant_members m
    where m.tenant_id = old.tenant_id and m.user_id <> old.user_id and m.role = 'owner'
    for share;
  end if;
  if not exists (
    select from public.tenant_members m
    where m.tenant_id = old.tenant_id and m.user_id <> old.user_id and m.role = 'owner'
  ) then
    raise exception 'A restaurant keeps at least one owner. Make somebody else an owner first.' using errcode = 'WB006';
  end if;
  return case tg_op when 'DELETE' then old else new end;
end
$$;
revoke all on function widget_private.keep_an_owner() from public, anon, authenticated, service_role;

-- Another product's table of members stays as it is.
do $$
begin
  if obj_description(to_regclass('public.tenant_members'), 'pg_class') = 'Made by the widget migration.' then
    if not exists (
      select from pg_catalog.pg_trigger
      where tgrelid = 'public.tenant_members'::regclass and tgname = 'keep_an_owner_on_delete'
    ) then
      create trigger keep_an_owner_on_delete before delete on public.tenant_members
        for each row when (old.role = 'owner') execute function widget_private.keep_an_owner();
    end if;
    if not exists (
      select from pg_catalog.pg_trigger
      where tgrelid = 'public.tenant_members'::regclass and tgname = 'keep_an_owner_on_update'
    ) then
      create trigger keep_an_owner_on_update before update on public.tenant_members
        for each row when (
          old.role = 'owner' and (
            new.role is distinct from old.role or new.tenant_id is distinct from old.tenant_id
            or new.user_id is distinct from old.user_id
          )
        )
        execute function widget_private.keep_an_owner();
    end if;
  end if;
end
$$;
commit;

-- ==== 20261125090245_request_status.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What staff do with catering requests: another status.

-- The ways a request goes, and the ways back from a mistake.
create or replace function widget_private.request_may_become(was text, will_be text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (was, will_be) in (
    ('new', 'quoted'), ('new', 'accepted'), ('new', 'declined'), ('new', 'expired'), ('new', 'withdrawn'),
    ('quoted', 'accepted'), ('quoted', 'declined'), ('quoted', 'expired'), ('quoted', 'withdrawn'),
    ('accepted', 'completed'), ('accepted', 'declined'), ('accepted', 'withdrawn'),
    ('quoted', 'new'), ('accepted', 'quoted'), ('completed', 'accepted'),
    ('declined', 'new'), ('expired', 'new'), ('withdrawn', 'new')
  )
$$;
revoke all on function widget_private.request_may_become(text, text) from public, anon, authenticated, service_role;

create or replace function widget_private.change_request_status(request uuid, status text) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  changed public.widget_catering_requests;
  tenant uuid := (select r.tenant_id from public.widget_catering_requests r where r.id = request);
begin
  perform widget_private.require_role(tenant, 'editor');
  perform widget_private.keep_tenant(tenant);
  select r.* into changed from public.widget_catering_requests r where r.id = request for update;
  if not found then
    raise exception 'There is no such request, or it is not yours.' using errcode = 'WB005';
  end if;
  if status is distinct from changed.status then
    if widget_private.request_may_become(changed.status, status) is not true then
      raise exception 'This request is % and cannot become %.', changed.status, status using errcode = 'WB004';
    end if;
    update public.widget_catering_requests r set status = change_request_status.status where r.id = request
    returning r.* into changed;
  end if;
  return widget_private.request_message(changed);
end
$$;
revoke all on function widget_private.change_request_status(uuid, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.change_request_status(uuid, text) to authenticated;
commit;

-- ==== 20261125090250_changing_bookings.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What staff do with bookings: another status, another time, party or area, and covers beyond the seats.

-- A booking for an editor to change. Whoever changes one keeps its restaurant, then holds it, then any quarter hour.
create or replace function widget_private.lock_booking(booking uuid) returns public.widget_bookings
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  locked public.widget_bookings;
  tenant uuid := (select b.tenant_id from public.widget_bookings b where b.id = booking);
begin
  perform widget_private.require_role(tenant, 'editor');
  perform widget_private.keep_tenant(tenant);
  select b.* into locked from public.widget_bookings b where b.id = booking for update;
  if not found then
    raise exception 'There is no such booking, or it is not yours.' using errcode = 'WB005';
  end if;
  return locked;
end
$$;
revoke all on function widget_private.lock_booking(uuid) from public, anon, authenticated, service_role;

-- The settings that SQL computes with, of the restaurant's booking widget.
create or replace function widget_private.booking_config(tenant uuid) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select widget_private.readable_sections('booking', w.config)
    from public.widget_configurations w
    where w.tenant_id = tenant and w.widget_type = 'booking'
  );
end
$$;
revoke all on function widget_private.booking_config(uuid) from public, anon, authenticated, service_role;

-- The ways a booking goes, and the ways back from a mistake.
create or replace function widget_private.may_become(was text, will_be text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (was, will_be) in (
    ('pending', 'confirmed'), ('pending', 'declined'), ('pending', 'expired'), ('pending', 'cancelled'),
    ('confirmed', 'seated'), ('confirmed', 'completed'), ('confirmed', 'no_show'), ('confirmed', 'cancelled'),
    ('seated', 'completed'), ('seated', 'confirmed'), ('completed', 'seated'),
    ('no_show', 'confirmed'), ('no_show', 'seated'),
    ('cancelled', 'confirmed'), ('declined', 'confirmed'), ('expired', 'confirmed')
  )
$$;
revoke all on function widget_private.may_become(text, text) from public, anon, authenticated, service_role;

-- Of a booking that the caller has locked. Giving covers back always works, taking them again needs room. `actor`: guest,
-- staff or system.
create or replace function widget_private.set_booking_status(was public.widget_bookings, status text, actor text)
returns jsonb language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  will public.widget_bookings := was;
begin
  if status = was.status then
    return widget_private.booking_message(was);
  end if;
  if widget_private.may_become(was.status, status) is not true then
    raise exception 'This booking is % and cannot become %.', was.status, status using errcode = 'WB004';
  end if;
  will.status := status;
  if widget_private.holds_table(status) <> widget_private.holds_table(was.status) then
    perform widget_private.hold(was, will, case when widget_private.holds_table(status)
      then widget_private.area_seats(widget_private.booking_config(was.tenant_id), was.area)
    end, null);
  end if;
  update public.widget_bookings b
  set status = will.status, cancelled_by = case will.status when 'cancelled' then actor end
  where b.id = was.id
  returning b.* into will;
  return widget_private.booking_message(will);
end
$$;
revoke all on function widget_private.set_booking_status(public.widget_bookings, text, text)
  from public, anon, authenticated, service_role;

-- Closes what nobody answered: pending bookings whose time has come, `batch` at most, whose tables are free again. One that
-- somebody is answering at this moment is left to them, and those of a restaurant that is being removed go with it. Answers
-- how many there were.
create or replace function widget_private.expire_bookings(batch integer) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  was public.widget_bookings;
  closed integer := 0;
begin
  perform widget_private.lock_widgets();
  for was in
    with due as materialized (
      select b.* from public.widget_bookings b
      join public.tenants t on t.id = b.tenant_id
      where b.status = 'pending' and b.starts_at < now()
      order by b.starts_at limit batch
      for key share of t skip locked
      for update of b skip locked
    )
    -- All that they hold is locked to the end: in the order of its key, as by everyone.
    select d.* from due d order by d.tenant_id, d.area, d.starts_at
  loop
    begin
      perform widget_private.set_booking_status(was, 'expired', 'system');
      closed := closed + 1;
    exception
      -- One that was written past our functions and holds no table must not keep all others open.
      when check_violation then raise warning 'Booking % cannot be closed: %', was.id, sqlerrm;
    end;
  end loop;
  return closed;
end
$$;
revoke all on function widget_private.expire_bookings(integer) from public, anon, authenticated, service_role;

create or replace function widget_private.change_booking_status(booking uuid, status text) returns jsonb
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select widget_private.set_booking_status(widget_private.lock_booking(booking), status, 'staff')
$$;
revoke all on function widget_private.change_booking_status(uuid, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.change_booking_status(uuid, text) to authenticated;

-- Another time, party or area; null leaves it. A party of another size sits as long as the settings say now. Seats and
-- granted covers are the limit; notice, hours and pacing are for guests who book by themselves.
create or replace function widget_private.move_booking(booking uuid, starts_at timestamptz, party integer, area text)
returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was public.widget_bookings := widget_private.lock_booking(booking);
  will public.widget_bookings := was;
  config jsonb := widget_private.booking_config(was.tenant_id);
begin
  if was.status not in ('pending', 'confirmed', 'seated') then
    raise exception 'This booking is % and cannot be moved.', was.status using errcode = 'WB004';
  end if;
  will.starts_at := coalesce(move_booking.starts_at, was.starts_at);
  will.area := coalesce(move_booking.area, was.area);
  if party <> was.party_size then
    will.party_size := party;
    will.duration_minutes := widget_private.turn_minutes(config, party);
  end if;
  -- Between two minutes a table would take a quarter hour more than it sits. The book reaches two years ahead at most,
  -- and a moment ago is as far back as a slip of the keyboard is worth.
  if date_trunc('minute', will.starts_at) <> will.starts_at
    or will.starts_at <> was.starts_at
      and (will.starts_at between now() - interval '1 day' and now() + interval '732 days') is not true
  then
    raise exception 'This time cannot be booked.' using errcode = 'WB004';
  end if;
  if will.party_size not between 1 and 500 then
    raise exception 'A party is of 1 to 500 guests.' using errcode = 'WB004';
  end if;
  perform widget_private.hold(was, will, widget_private.area_seats(config, will.area), null);
  update public.widget_bookings b
  set starts_at = will.starts_at, area = will.area, party_size = will.party_size,
    duration_minutes = will.duration_minutes
  where b.id = was.id
  returning b.* into will;
  return widget_private.booking_message(will);
end
$$;
revoke all on function widget_private.move_booking(uuid, timestamptz, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.move_booking(uuid, timestamptz, integer, text) to authenticated;

-- Lets an area hold so many covers beyond its seats from one time to another, a day at most; 0 takes that back, which
-- cancels nothing and only stops sales. Answers what each of those quarter hours holds.
create or replace function widget_private.grant_over(
  tenant uuid, area text, since timestamptz, until timestamptz, covers integer, reason text
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  seats integer;
  answer jsonb;
begin
  perform widget_private.require_role(tenant, 'editor');
  if not widget_private.keep_tenant(tenant) then
    raise exception 'This does not exist, or it is not yours.' using errcode = 'WB005';
  end if;
  if (until between since + interval '1 second' and since + interval '1 day' and covers between 0 and 500) is not true then
    raise exception 'Grant 0 to 500 covers, for a day at most.' using errcode = 'WB006';
  end if;
  -- As far as the book reaches.
  if (since between now() - interval '1 day' and now() + interval '732 days') is not true then
    raise exception 'Covers cannot be granted for this time.' using errcode = 'WB004';
  end if;
  if (char_length(btrim(reason)) between 1 and 500) is not true then
    raise exception 'Please say why, in 500 characters at most.' using errcode = 'WB006';
  end if;
  seats := widget_private.area_seats(widget_private.booking_config(tenant), grant_over.area);
  if seats is null then
    raise exception 'There is no such area.' using errcode = 'WB004';
  end if;
  with granted as (
    insert into public.widget_booking_slots as s (tenant_id, area, slot, capacity, over)
    select tenant, grant_over.area, quarter, seats, grant_over.covers
    from generate_series(
      date_bin('15 minutes', since, '2000-01-01Z'), until - interval '1 microsecond', interval '15 minutes'
    ) as quarter
    order by quarter
    on conflict on constraint widget_booking_slots_pkey do update set
      over = excluded.over,
      -- Where more is booked than that, the row says so; the limit of every booking is the settings'.
      capacity = greatest(excluded.capacity, s.covers - excluded.over)
    returning s.slot, s.covers, s.over
  )
  select jsonb_agg(jsonb_build_object(
    'slot', widget_private.iso(g.slot), 'covers', g.covers, 'seats', seats, 'over', g.over
  ) order by g.slot) into answer
  from granted g;
  insert into public.widget_audit (tenant_id, actor, action, subject, after, reason)
  values (tenant, auth.uid(), 'booking.over_granted', grant_over.area, jsonb_build_object(
    'from', widget_private.iso(since), 'to', widget_private.iso(until), 'covers', grant_over.covers
  ), btrim(reason));
  return answer;
end
$$;
revoke all on function widget_private.grant_over(uuid, text, timestamptz, timestamptz, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.grant_over(uuid, text, timestamptz, timestamptz, integer, text)
  to authenticated;

-- Quarter hours that hold more than seats and granted covers allow, after the settings were lowered, each with the
-- bookings in it; an area that the settings no longer name has no seats. Nothing for whoever does not work there.
create or replace function widget_private.overbooked_slots(tenant uuid, since timestamptz, until timestamptz)
returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  config jsonb := widget_private.booking_config(tenant);
begin
  if (until between since and since + interval '93 days') is not true then
    raise exception 'Ask for 92 days at most.' using errcode = 'WB006';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'area', s.area, 'slot', widget_private.iso(s.slot), 'covers', s.covers, 'seats', room.seats, 'over', s.over,
      'bookingIds', (
        select coalesce(jsonb_agg(b.id order by b.starts_at, b.id), '[]')
        from public.widget_bookings b
        cross join lateral widget_private.held_quarters(b) as q
        -- No booking holds a table for longer than a day and four hours.
        where b.tenant_id = s.tenant_id and b.starts_at > s.slot - interval '28 hours'
          and b.starts_at < s.slot + interval '15 minutes' and q.area = s.area and q.slot = s.slot
      )
    ) order by s.area, s.slot), '[]')
    from public.widget_booking_slots s
    cross join lateral (select coalesce(widget_private.area_seats(config, s.area), 0) as seats) as room
    where s.tenant_id = any (array(select t from widget_private.my_tenants('viewer') as t where t = tenant))
      and s.slot >= since and s.slot < until and s.covers > room.seats + s.over
  );
end
$$;
revoke all on function widget_private.overbooked_slots(uuid, timestamptz, timestamptz)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.overbooked_slots(uuid, timestamptz, timestamptz) to authenticated;
commit;

-- ==== 20261125090251_rebuild_rollups.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Totals counted again from raw events: asked for by an operator, or because a restaurant's days have moved with its time
-- zone. The work waits in a queue and is done some days at a time by src/jobs; a run that was cut off goes on with the next
-- days.

-- One row for each restaurant that waits. Never granted to anybody, so without row security, as the table below.
create table if not exists widget_private.rollup_rebuilds (
  tenant_id uuid primary key,
  -- The restaurant's calendar days; null: as far as there are raw events.
  first_day date,
  last_day date,
  -- Where a run goes on; null: nothing is done yet.
  next_day date,
  not_before timestamptz not null default clock_timestamp()
);
do $$
begin
  if to_regclass('widget_private.rollup_rebuilds_turn_idx') is null then
    create index rollup_rebuilds_turn_idx on widget_private.rollup_rebuilds (not_before, tenant_id);
  end if;
end
$$;
revoke all on widget_private.rollup_rebuilds from public, anon, authenticated, service_role;

-- Puts days in the queue, of one restaurant or of all; both bounds are days of its calendar, included. Answers how many
-- restaurants wait. A restaurant that waits already gets all days from the earlier to the later bound.
-- For all it waits for none, since a statement that removes some may wait for one that this has locked: it fails with
-- 55P03 where somebody holds one, and has queued nothing.
create or replace function widget_private.rebuild_rollups(
  since date, until date, tenant uuid default null, wait interval default '0'
) returns integer language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  queued integer;
begin
  if since > until then
    raise exception 'The first day is later than the last.' using errcode = 'WB006';
  end if;
  perform widget_private.lock_widgets();
  if tenant is null then
    perform from public.tenants t order by t.id for key share nowait;
  end if;
  insert into widget_private.rollup_rebuilds as r (tenant_id, first_day, last_day, not_before)
  select t.id, since, until, clock_timestamp() + wait
  from public.tenants t
  where tenant is null or t.id = tenant
  order by t.id
  for key share
  on conflict (tenant_id) do update set
    first_day = case when r.first_day is not null and excluded.first_day is not null
      then least(r.first_day, excluded.first_day) end,
    last_day = case when r.last_day is not null and excluded.last_day is not null
      then greatest(r.last_day, excluded.last_day) end,
    next_day = null,
    not_before = excluded.not_before;
  get diagnostics queued = row_count;
  return queued;
end
$$;
revoke all on function widget_private.rebuild_rollups(date, date, uuid, interval)
  from public, anon, authenticated, service_role;

-- Ten seconds: a batch that was dated in the old zone has been written by then.
create or replace function widget_private.queue_rebuild() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from public.widget_analytics_daily d where d.tenant_id = new.tenant_id)
    -- Dated by now.
    or exists (select from widget_private.uncounted_visits u where u.tenant_id = new.tenant_id)
  then
    perform widget_private.rebuild_rollups(null, null, new.tenant_id, '10 seconds');
  end if;
  return null;
end
$$;
revoke all on function widget_private.queue_rebuild() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_settings'::regclass and tgname = 'queue_rebuild'
  ) then
    create trigger queue_rebuild after update on public.widget_settings
      for each row when (old.time_zone is distinct from new.time_zone and new.time_zone <> '')
      execute function widget_private.queue_rebuild();
  end if;
end
$$;

-- The quarter hours of a stretch of time, counted anew: what is counted is taken off, and what is there is put on. Days begin
-- within an hour of UTC in some zones, so a row may be changed in part.
create or replace function widget_private.rebuild_quarters(tenant uuid, begins timestamptz, ends timestamptz)
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform widget_private.count_quarters(array(
    select row(tenant, c.widget, c.quarter, sum(c.views), sum(c.interactions), sum(c.conversions))::widget_private.quarter_count
    from (
      select a.widget_id as widget, date_bin('15 minutes', a."timestamp", '2000-01-01Z') as quarter,
        count(*) filter (where a.event_type = 'view') as views,
        count(*) filter (where a.event_type = 'interaction') as interactions,
        count(*) filter (where a.event_type = 'conversion') as conversions
      from public.widget_analytics a
      where a.tenant_id = tenant and a."timestamp" >= begins and a."timestamp" < ends
      group by 1, 2
      union all
      select b.widget_id, b.bucket + make_interval(mins => q.minute), -q.views, -q.interactions, -q.conversions
      from public.widget_analytics_buckets b
      cross join lateral (values
        (0, b.views_00, b.interactions_00, b.conversions_00), (15, b.views_15, b.interactions_15, b.conversions_15),
        (30, b.views_30, b.interactions_30, b.conversions_30), (45, b.views_45, b.interactions_45, b.conversions_45)
      ) as q (minute, views, interactions, conversions)
      where b.tenant_id = tenant and b.bucket > begins - interval '1 hour' and b.bucket < ends
        and b.bucket + make_interval(mins => q.minute) >= begins and b.bucket + make_interval(mins => q.minute) < ends
    ) as c
    group by c.widget, c.quarter
  ));
  delete from public.widget_analytics_buckets b
  where b.tenant_id = tenant and b.bucket > begins - interval '1 hour' and b.bucket < ends
    and b.views_00 + b.views_15 + b.views_30 + b.views_45 + b.interactions_00 + b.interactions_15 + b.interactions_30
      + b.interactions_45 + b.conversions_00 + b.conversions_15 + b.conversions_30 + b.conversions_45 = 0;
end
$$;
revoke all on function widget_private.rebuild_quarters(uuid, timestamptz, timestamptz)
  from public, anon, authenticated, service_role;

-- Where the sessions of some days began, found anew. One that began before them stays there, its events gone or not.
create or replace function widget_private.rebuild_sessions(tenant uuid, days date[], bounds timestamptz[])
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  begins timestamptz := bounds[1];
  ends timestamptz := bounds[cardinality(bounds)];
  touched uuid[];
begin
  delete from widget_private.insight_sessions s
  where s.tenant_id = tenant and s.first_at >= begins and s.first_at < ends;
  touched := array(
    select distinct a.session_id
    from public.widget_analytics a
    where a.tenant_id = tenant and a."timestamp" >= begins and a."timestamp" < ends and a.session_id is not null
  );
  -- A day may have any number of them. What this changes in the counts is of no use: the days are counted as a whole.
  for place in 1..cardinality(touched) by 2000 loop
    perform widget_private.join_sessions(array_agg(row(
      tenant, e.widget_id, e.session_id, e."timestamp", e.id, days[width_bucket(e."timestamp", bounds)],
      case e.turn when 1
        then widget_private.visit_traits(e.page_url, e.referrer, e.user_agent) || widget_private.event_traits(e.metadata)
      end,
      array_remove(array[widget_private.step_of(e.event_type, e.metadata)], null),
      array_remove(array[widget_private.turned_away_of(e.event_type, e.metadata)], null), e.event_type = 'conversion'
    )::widget_private.insight_sessions))
    from (
      select a.*, row_number() over session as turn, first_value(a."timestamp") over session as first_at
      from public.widget_analytics a
      where a.session_id = any (touched[place : place + 1999])
        and a.widget_id in (select w.id from public.widget_configurations w where w.tenant_id = tenant)
      window session as (partition by a.widget_id, a.session_id order by a."timestamp", a.id)
    ) as e
    where e.first_at >= begins and e.first_at < ends and not exists (
      select from widget_private.insight_sessions s
      where s.tenant_id = tenant and s.widget_id = e.widget_id and s.session_id = e.session_id and s.first_at < begins
    );
  end loop;
end
$$;
revoke all on function widget_private.rebuild_sessions(uuid, date[], timestamptz[])
  from public, anon, authenticated, service_role;

-- The rows of some days, counted anew; the sessions of these days have been found.
create or replace function widget_private.rebuild_daily(tenant uuid, days date[], bounds timestamptz[])
returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  begins timestamptz := bounds[1];
  ends timestamptz := bounds[cardinality(bounds)];
begin
  -- Set to nothing and counted up again, so that values that had their rows keep them.
  update public.widget_analytics_daily d
  set views = 0, interactions = 0, conversions = 0, sessions = 0, converted_sessions = 0, covers = 0, value_minor = 0,
    last_view_at = null
  where d.tenant_id = tenant and d.local_date = any (days);
  update public.widget_turned_away t set sessions = 0 where t.tenant_id = tenant and t.local_date = any (days);
  perform widget_private.count_insights(array(
    select row(
      tenant, v.widget_id, v.day,
      widget_private.visit_traits(v.page_url, v.referrer, v.user_agent) || widget_private.event_traits(v.metadata), null, null,
      widget_private.lead_of(v.event_type, v.metadata), case v.event_type when 'view' then v.count else 0 end,
      case v.event_type when 'interaction' then v.count else 0 end, case v.event_type when 'conversion' then v.count else 0 end,
      0, 0, (v.count * widget_private.count_in(v.event_type, v.metadata, 'covers'))::integer,
      v.count * widget_private.count_in(v.event_type, v.metadata, 'valueMinor'),
      case v.event_type when 'view' then v.last_at end
    )::widget_private.insight_count
    from (
      select
        a.widget_id, days[width_bucket(a."timestamp", bounds)] as day, a.page_url, a.referrer, a.user_agent, a.event_type,
        a.metadata, count(*)::integer as count, max(a."timestamp") as last_at
      from public.widget_analytics a
      where a.tenant_id = tenant and a."timestamp" >= begins and a."timestamp" < ends
      group by 1, 2, 3, 4, 5, 6, 7
    ) as v
    union all
    select row(
      tenant, s.widget_id, s.local_date, s.traits, s.reached, s.turned_away, null, 0, 0, 0, count(*),
      count(*) filter (where s.converted), 0, 0, null
    )::widget_private.insight_count
    from widget_private.insight_sessions s
    where s.tenant_id = tenant and s.first_at >= begins and s.first_at < ends
    group by s.widget_id, s.local_date, s.traits, s.reached, s.turned_away
  ));
  delete from public.widget_analytics_daily d
  where d.tenant_id = tenant and d.local_date = any (days)
    and d.views + d.interactions + d.conversions + d.sessions + d.converted_sessions = 0;
  delete from public.widget_turned_away t where t.tenant_id = tenant and t.local_date = any (days) and t.sessions = 0;
end
$$;
revoke all on function widget_private.rebuild_daily(uuid, date[], timestamptz[])
  from public, anon, authenticated, service_role;

-- Counts some days in a row again; events of the restaurant are put aside meanwhile. Day `n` is from bounds[n] to
-- bounds[n + 1], in instants, since only the caller turns wall time into them.
create or replace function widget_private.rebuild_days(tenant uuid, days date[], bounds timestamptz[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  perform widget_private.begin_insight_job(tenant);
  perform widget_private.rebuild_quarters(tenant, bounds[1], bounds[cardinality(bounds)]);
  perform widget_private.rebuild_sessions(tenant, days, bounds);
  perform widget_private.rebuild_daily(tenant, days, bounds);
end
$$;
revoke all on function widget_private.rebuild_days(uuid, date[], timestamptz[])
  from public, anon, authenticated, service_role;
commit;

-- ==== 20261125090252_retention.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- How long guests and visits are kept, as each restaurant says in its settings: guest_days, sensitive_days, event_days.
-- Bookings and totals stay, without anybody in them.

-- ALTER TABLE locks against everyone even when the column is there, so only where it is absent.
do $$
declare
  kept text;
begin
  foreach kept in array array['widget_bookings', 'widget_catering_requests', 'widget_waitlist'] loop
    if not exists (
      select from pg_catalog.pg_attribute
      where attrelid = format('public.%I', kept)::regclass and attname = 'guest_erased_at' and not attisdropped
    ) then
      execute format('alter table public.%I add column guest_erased_at timestamptz', kept);
    end if;
  end loop;
  -- Of those alone that are still somebody's, so that a nightly run reads no others.
  if to_regclass('public.widget_bookings_guests_idx') is null then
    create index widget_bookings_guests_idx on public.widget_bookings (tenant_id, starts_at)
      where guest_erased_at is null;
  end if;
  if to_regclass('public.widget_bookings_sensitive_idx') is null then
    create index widget_bookings_sensitive_idx on public.widget_bookings (tenant_id, starts_at)
      where allergies <> '' or access_needs <> '';
  end if;
  if to_regclass('public.widget_catering_requests_guests_idx') is null then
    create index widget_catering_requests_guests_idx on public.widget_catering_requests (tenant_id, event_at)
      where guest_erased_at is null;
  end if;
  if to_regclass('public.widget_waitlist_guests_idx') is null then
    create index widget_waitlist_guests_idx on public.widget_waitlist (tenant_id, wanted_at)
      where guest_erased_at is null;
  end if;
end
$$;

-- Takes the guests out of some rows; the triggers tell dashboards. The hash goes too, since it was made of what they typed.
create or replace function widget_private.forget_guests(bookings uuid[], requests uuid[], waiting uuid[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  update public.widget_bookings b
  set guest_name = 'Guest', guest_email = '', guest_phone = '', notes = '', allergies = '', access_needs = '',
    request_hash = '', guest_erased_at = clock_timestamp()
  where b.id = any (bookings);
  update public.widget_catering_requests r
  set contact_name = 'Guest', contact_email = '', contact_phone = '', company = '', notes = '', address = '',
    request_hash = '', guest_erased_at = clock_timestamp()
  where r.id = any (requests);
  update public.widget_catering_quotes q set message = '' where q.request_id = any (requests) and q.message <> '';
  update public.widget_waitlist l
  set guest_name = 'Guest', guest_email = '', guest_phone = '', notes = '', request_hash = '',
    guest_erased_at = clock_timestamp()
  where l.id = any (waiting);
end
$$;
revoke all on function widget_private.forget_guests(uuid[], uuid[], uuid[])
  from public, anon, authenticated, service_role;

-- Guests of `batch` past bookings, requests and wishes. Health data goes first. Answers how many rows changed.
create or replace function widget_private.retain_guests(tenant uuid, batch integer) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  kept public.widget_settings;
  sensitive uuid[];
  bookings uuid[];
  requests uuid[];
  waiting uuid[];
begin
  perform widget_private.keep_tenant(tenant);
  select * into kept from public.widget_settings s where s.tenant_id = tenant;
  sensitive := array(
    select b.id from public.widget_bookings b
    where b.tenant_id = tenant and b.starts_at < now() - make_interval(days => kept.sensitive_days)
      and (b.allergies <> '' or b.access_needs <> '')
    order by b.starts_at limit batch
  );
  update public.widget_bookings b set allergies = '', access_needs = '' where b.id = any (sensitive);
  bookings := array(
    select b.id from public.widget_bookings b
    where b.tenant_id = tenant and b.starts_at < now() - make_interval(days => kept.guest_days)
      and b.guest_erased_at is null
    order by b.starts_at limit batch
  );
  requests := array(
    select r.id from public.widget_catering_requests r
    where r.tenant_id = tenant and r.event_at < now() - make_interval(days => kept.guest_days)
      and r.guest_erased_at is null
    order by r.event_at limit batch
  );
  waiting := array(
    select l.id from public.widget_waitlist l
    where l.tenant_id = tenant and l.wanted_at < now() - make_interval(days => kept.guest_days)
      and l.guest_erased_at is null
    order by l.wanted_at limit batch
  );
  perform widget_private.forget_guests(bookings, requests, waiting);
  return cardinality(sensitive) + cardinality(bookings) + cardinality(requests) + cardinality(waiting);
end
$$;
revoke all on function widget_private.retain_guests(uuid, integer) from public, anon, authenticated, service_role;

-- `batch` rows of each kind of record that is only added to: visits, what is remembered of sessions, changes of bookings,
-- reasons of grants, invitations and tokens that are over, records of saves and lines, and old settings of widgets, of
-- which the newest 50 and those that a draft is based on stay. Answers how many went.
create or replace function widget_private.retain_records(tenant uuid, batch integer) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  kept public.widget_settings;
  oldest timestamptz;
  gone integer;
  total integer := 0;
begin
  perform widget_private.lock_visits();
  perform widget_private.keep_tenant(tenant);
  select * into kept from public.widget_settings s where s.tenant_id = tenant;
  oldest := now() - make_interval(days => kept.event_days);
  if to_regclass('public.widget_analytics') is not null then
    -- No rebuild counts a day while its events go.
    perform widget_private.begin_insight_job(tenant);
    delete from public.widget_analytics a where a.id = any (array(
      select old.id from public.widget_analytics old
      where old.tenant_id = tenant and old."timestamp" < oldest
      order by old."timestamp" limit batch
    ));
    get diagnostics gone = row_count;
    total := total + gone;
    if gone > 0 then
      insert into widget_private.insight_horizons as h (tenant_id, raw_since) values (tenant, oldest)
      on conflict (tenant_id) do update set raw_since = greatest(h.raw_since, excluded.raw_since);
    end if;
  end if;
  -- Three days longer than the events: a session that began before them must not count once more.
  delete from widget_private.insight_sessions s where s.ctid = any (array(
    select old.ctid from widget_private.insight_sessions old
    where old.tenant_id = tenant and old.first_at < oldest - interval '3 days'
    order by old.first_at limit batch
  ));
  get diagnostics gone = row_count;
  total := total + gone;
  delete from public.widget_booking_events e where e.id = any (array(
    select old.id from public.widget_booking_events old
    where old.tenant_id = tenant and old.changed_at < now() - make_interval(days => kept.guest_days)
    order by old.changed_at limit batch
  ));
  get diagnostics gone = row_count;
  total := total + gone;
  -- Why staff granted covers is mostly about a guest.
  update public.widget_audit a set reason = '' where a.id = any (array(
    select old.id from public.widget_audit old
    where old.tenant_id = tenant and old.done_at < now() - make_interval(days => kept.guest_days)
      and old.action = 'booking.over_granted' and old.reason <> ''
    order by old.done_at limit batch
  ));
  get diagnostics gone = row_count;
  total := total + gone;
  -- Addresses of those who were invited and joined, or never did.
  delete from public.widget_invitations i where i.id = any (array(
    select old.id from public.widget_invitations old
    where old.tenant_id = tenant
      and least(old.accepted_at, old.revoked_at, old.expires_at) < now() - make_interval(days => kept.guest_days)
    limit batch
  ));
  get diagnostics gone = row_count;
  total := total + gone;
  -- Tokens that open nothing any more; who made and revoked them is in the audit.
  delete from public.widget_api_tokens t where t.id = any (array(
    select old.id from public.widget_api_tokens old
    where old.tenant_id = tenant and least(old.revoked_at, old.expires_at) < now() - interval '30 days'
    limit batch
  ));
  get diagnostics gone = row_count;
  total := total + gone;
  -- What a roll-out is judged by; its verdicts stay.
  delete from public.widget_save_minutes m where m.ctid = any (array(
    select old.ctid from public.widget_save_minutes old
    where old.tenant_id = tenant and old.minute < now() - interval '30 days'
    limit batch
  ));
  get diagnostics gone = row_count;
  total := total + gone;
  delete from public.widget_connection_reports r where r.ctid = any (array(
    select old.ctid from public.widget_connection_reports old
    where old.tenant_id = tenant and old.reported_at < now() - interval '30 days'
    limit retain_records.batch
  ));
  get diagnostics gone = row_count;
  total := total + gone;
  if to_regclass('public.widget_configurations') is not null then
    delete from public.widget_config_versions v
    using (
      select old.widget_id, old.version
      from public.widget_config_versions old
      join public.widget_configurations w on w.id = old.widget_id
      where old.tenant_id = tenant and old.changed_at < oldest and old.version <= w.version - 50
        and old.version is distinct from w.draft_base_version
      order by old.changed_at limit batch
    ) as old
    where v.widget_id = old.widget_id and v.version = old.version;
    get diagnostics gone = row_count;
    total := total + gone;
  end if;
  return total;
end
$$;
revoke all on function widget_private.retain_records(uuid, integer) from public, anon, authenticated, service_role;

-- The next `page` restaurants, by id after `after`, that have anything for retain_guests or retain_records: what these look
-- for, one row of it being enough. Without them a nightly run would ask each restaurant for each kind.
create or replace function widget_private.retention_due(after uuid, page integer) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  due uuid[] := array(
    select s.tenant_id
    from public.widget_settings s
    cross join lateral (
      select now() - make_interval(days => s.guest_days) as guests, now() - make_interval(days => s.sensitive_days) as health,
        now() - make_interval(days => s.event_days) as events
    ) as before
    where (after is null or s.tenant_id > after) and (
      exists (
        select from public.widget_bookings b
        where b.tenant_id = s.tenant_id and b.starts_at < before.guests and b.guest_erased_at is null
      ) or exists (
        select from public.widget_bookings b
        where b.tenant_id = s.tenant_id and b.starts_at < before.health and (b.allergies <> '' or b.access_needs <> '')
      ) or exists (
        select from public.widget_catering_requests r
        where r.tenant_id = s.tenant_id and r.event_at < before.guests and r.guest_erased_at is null
      ) or exists (
        select from public.widget_waitlist l
        where l.tenant_id = s.tenant_id and l.wanted_at < before.guests and l.guest_erased_at is null
      ) or exists (
        select from widget_private.insight_sessions i
        where i.tenant_id = s.tenant_id and i.first_at < before.events - interval '3 days'
      ) or exists (
        select from public.widget_booking_events e where e.tenant_id = s.tenant_id and e.changed_at < before.guests
      ) or exists (
        select from public.widget_audit a
        where a.tenant_id = s.tenant_id and a.done_at < before.guests and a.action = 'booking.over_granted' and a.reason <> ''
      ) or exists (
        select from public.widget_invitations i
        where i.tenant_id = s.tenant_id and least(i.accepted_at, i.revoked_at, i.expires_at) < before.guests
      ) or exists (
        select from public.widget_api_tokens t
        where t.tenant_id = s.tenant_id and least(t.revoked_at, t.expires_at) < now() - interval '30 days'
      ) or exists (
        select from public.widget_save_minutes m
        where m.tenant_id = s.tenant_id and m.minute < now() - interval '30 days'
      ) or exists (
        select from public.widget_connection_reports r
        where r.tenant_id = s.tenant_id and r.reported_at < now() - interval '30 days'
      )
    )
    order by s.tenant_id limit page
  );
begin
  if to_regclass('public.widget_analytics') is not null then
    due := due || array(
      select s.tenant_id
      from public.widget_settings s
      where (after is null or s.tenant_id > after) and exists (
        select from public.widget_analytics a
        where a.tenant_id = s.tenant_id and a."timestamp" < now() - make_interval(days => s.event_days)
      )
      order by s.tenant_id limit page
    );
  end if;
  if to_regclass('public.widget_configurations') is not null then
    due := due || array(
      select s.tenant_id
      from public.widget_settings s
      where (after is null or s.tenant_id > after) and exists (
        select from public.widget_config_versions v
        join public.widget_configurations w on w.id = v.widget_id
        where v.tenant_id = s.tenant_id and v.changed_at < now() - make_interval(days => s.event_days)
          and v.version <= w.version - 50 and v.version is distinct from w.draft_base_version
      )
      order by s.tenant_id limit page
    );
  end if;
  return array(select distinct d from unnest(due) as d order by d limit page);
end
$$;
revoke all on function widget_private.retention_due(uuid, integer) from public, anon, authenticated, service_role;
commit;

-- ==== 20261125090253_guest_data.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What a restaurant owes a guest who asks: all that it holds about them, or that it forgets them. A guest is an e-mail
-- address, whatever its case, or a phone number, whatever stands between its digits. Which spellings are one number, as
-- 051 123 456 and +39 051 123 456, depends on the country: the caller names them all.

create or replace function widget_private.phone_digits(phone text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  -- 00 dials what + writes.
  select regexp_replace(regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g'), '^00', '')
$$;
revoke all on function widget_private.phone_digits(text) from public, anon, authenticated, service_role;

-- `what`: booking, request or waiting. An empty address or number is nobody's.
create or replace function widget_private.rows_of_guest(tenant uuid, email text, phones text[])
returns table (what text, id uuid) language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  mail text := lower(btrim(coalesce(email, '')));
  digits text[] := array_remove(array(select widget_private.phone_digits(p) from unnest(phones) as p), '');
begin
  if mail = '' and cardinality(digits) = 0 then
    raise exception 'Name the guest by an e-mail address or a phone number.' using errcode = 'WB006';
  end if;
  return query
    select held.what, held.id
    from (
      select 'booking', b.id, b.guest_email, b.guest_phone from public.widget_bookings b where b.tenant_id = tenant
      union all
      select 'request', r.id, r.contact_email, r.contact_phone
      from public.widget_catering_requests r where r.tenant_id = tenant
      union all
      select 'waiting', l.id, l.guest_email, l.guest_phone from public.widget_waitlist l where l.tenant_id = tenant
    ) as held (what, id, email, phone)
    where (mail <> '' and lower(held.email) = mail)
      or (held.phone <> '' and widget_private.phone_digits(held.phone) = any (digits));
end
$$;
revoke all on function widget_private.rows_of_guest(uuid, text, text[]) from public, anon, authenticated, service_role;

-- The sessions in which bookings or requests were made. A conversion bears the time of what it stands for.
create or replace function widget_private.sessions_of_rows(tenant uuid, made_ids uuid[]) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  if to_regclass('public.widget_analytics') is null then
    return '{}'::uuid[];
  end if;
  return array(
    select distinct a.session_id
    from (
      select b.id, b.created_at from public.widget_bookings b where b.id = any (made_ids)
      union all
      select r.id, r.created_at from public.widget_catering_requests r where r.id = any (made_ids)
    ) as made
    join public.widget_analytics a on a.tenant_id = tenant and a."timestamp" = made.created_at
      and a.event_type = 'conversion' and a.metadata ->> 'id' = made.id::text
    where a.session_id is not null
  );
end
$$;
revoke all on function widget_private.sessions_of_rows(uuid, uuid[]) from public, anon, authenticated, service_role;

-- Everything held about a guest, for an editor who was asked for it.
create or replace function widget_private.export_guest(tenant uuid, email text, phones text[]) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  ids uuid[];
  sessions uuid[];
  visits jsonb := '[]'::jsonb;
begin
  perform widget_private.require_role(tenant, 'editor');
  ids := array(select g.id from widget_private.rows_of_guest(tenant, email, phones) g);
  sessions := widget_private.sessions_of_rows(tenant, ids);
  if cardinality(sessions) > 0 then
    select coalesce(jsonb_agg(to_jsonb(a) - 'tenant_id' order by a."timestamp", a.id), '[]') into visits
    from public.widget_analytics a
    where a.tenant_id = tenant and a.session_id = any (sessions)
      and a.widget_id in (select w.id from public.widget_configurations w where w.tenant_id = tenant);
  end if;
  return jsonb_build_object(
    'bookings', (
      select coalesce(jsonb_agg(
        to_jsonb(b) - '{tenant_id,idempotency_key,request_hash}'::text[] || jsonb_build_object('changes', (
          select coalesce(jsonb_agg(to_jsonb(e) - '{tenant_id,booking_id}'::text[] order by e.changed_at, e.id), '[]')
          from public.widget_booking_events e where e.booking_id = b.id
        )) order by b.created_at, b.id
      ), '[]')
      from public.widget_bookings b where b.id = any (ids)
    ),
    'requests', (
      select coalesce(jsonb_agg(
        to_jsonb(r) - '{tenant_id,idempotency_key,request_hash}'::text[] || jsonb_build_object('quotes', (
          select coalesce(jsonb_agg(to_jsonb(q) - '{tenant_id,request_id}'::text[] order by q.version), '[]')
          from public.widget_catering_quotes q where q.request_id = r.id
        )) order by r.created_at, r.id
      ), '[]')
      from public.widget_catering_requests r where r.id = any (ids)
    ),
    'waitlist', (
      select coalesce(
        jsonb_agg(to_jsonb(l) - '{tenant_id,idempotency_key,request_hash}'::text[] order by l.created_at, l.id), '[]'
      )
      from public.widget_waitlist l where l.id = any (ids)
    ),
    'visits', visits
  );
end
$$;
revoke all on function widget_private.export_guest(uuid, text, text[]) from public, anon, authenticated, service_role;
grant execute on function widget_private.export_guest(uuid, text, text[]) to authenticated;
commit;

-- ==== 20261125090254_erase_guest.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Forgetting a guest who asks for it: in their own rows, in what was told and recorded of these, and in what staff wrote
-- about them where they were asked for a reason.

-- What of an event's own words it is counted by.
create or replace function widget_private.counted_metadata(metadata jsonb) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(m.key, m.value) filter (where m.key in (
    'kind', 'locale', 'step', 'entry', 'covers', 'valueMinor', 'leadDays', 'wantedDate', 'wantedTime', 'partySize', 'rule'
  )), '{}')
  from jsonb_each(case jsonb_typeof(metadata) when 'object' then metadata else '{}' end) m
$$;
revoke all on function widget_private.counted_metadata(jsonb) from public, anon, authenticated, service_role;

-- Leaves of the visits in some sessions what they are counted by, so that counting again comes to the same, and nothing
-- that leads to the person. Answers how many there were.
create or replace function widget_private.forget_visits(tenant uuid, sessions uuid[]) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  forgotten integer := 0;
begin
  -- Of what is put aside some are known even where an emergency removal took the rest.
  if cardinality(sessions) > 0 and to_regclass('public.widget_analytics') is not null then
    update public.widget_analytics a
    set ip_address = null,
      metadata = widget_private.counted_metadata(a.metadata),
      user_agent = nullif(widget_private.device_of(a.user_agent), ''),
      referrer = 'https://' || nullif(substring(a.referrer from '^\w+://(?:[^/?#@]*@)?(\[[^]/?#]*\]|[^/?#:]*)'), '') || '/',
      page_url = nullif(concat(
        substring(a.page_url from '(?i)^https?://[^?#]*'),
        (
          select '?' || string_agg(parameter[1], '&')
          from regexp_matches(split_part(a.page_url, '#', 1), '[?&](utm_(?:source|medium|campaign)=[^&]*)', 'g') parameter
        )
      ), '')
    where a.tenant_id = tenant and a.session_id = any (sessions)
      and a.widget_id in (select w.id from public.widget_configurations w where w.tenant_id = tenant);
    get diagnostics forgotten = row_count;
  end if;
  return forgotten;
end
$$;
revoke all on function widget_private.forget_visits(uuid, uuid[]) from public, anon, authenticated, service_role;

-- The columns, of all tables, in which a guest is found.
create or replace function widget_private.guest_fields() returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select '{guest_name,guest_email,guest_phone,contact_name,contact_email,contact_phone,company,address,notes,allergies,
    access_needs,message,request_hash}'::text[]
$$;
revoke all on function widget_private.guest_fields() from public, anon, authenticated, service_role;

-- The words of a text, in lower case.
create or replace function widget_private.words_of(written text) returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select array_remove(regexp_split_to_array(lower(written), '[\s[:punct:]]+'), '')
$$;
revoke all on function widget_private.words_of(text) from public, anon, authenticated, service_role;

-- What gives a guest away in somebody else's sentence: names, addresses and companies as a whole, of three letters at
-- least, since parts of them are mostly not the guest, and numbers of six digits. `key_word` is the longest word of
-- `written`; `pattern` finds that as whole words, or the number whatever stands between its digits.
create or replace function widget_private.traces_of_guests(bookings uuid[], requests uuid[], waiting uuid[], phones text[])
returns table (key_word text, written text, digits text, pattern text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with guests (name, email, phone, company) as (
    select b.guest_name, b.guest_email, b.guest_phone, '' from public.widget_bookings b where b.id = any (bookings)
    union all
    select r.contact_name, r.contact_email, r.contact_phone, r.company
    from public.widget_catering_requests r where r.id = any (requests)
    union all
    select l.guest_name, l.guest_email, l.guest_phone, '' from public.widget_waitlist l where l.id = any (waiting)
  ), texts (written) as (
    select distinct lower(btrim(each)) from guests g cross join unnest(array[g.name, g.email, g.company]) as each
  ), numbers (digits) as (
    select widget_private.phone_digits(g.phone) from guests g
    union
    select widget_private.phone_digits(p) from unnest(phones) as p
  )
  select (
      select word from unnest(widget_private.words_of(t.written)) as word order by char_length(word) desc limit 1
    ), t.written, null,
    '(?<!\w)' || regexp_replace(t.written, '([^[:alnum:]])', '\\\1', 'g') || '(?!\w)'
  from texts t where char_length(t.written) >= 3
  union all
  select null, null, n.digits, array_to_string(regexp_split_to_array(n.digits, ''), '[^0-9]{0,3}')
  from numbers n where char_length(n.digits) >= 6
$$;
revoke all on function widget_private.traces_of_guests(uuid[], uuid[], uuid[], text[])
  from public, anon, authenticated, service_role;

-- Takes guests out of the audit: whole columns from records of their own rows, traces out of the reasons of all others.
-- A reason is searched for those traces alone that it may hold, so neither many names nor many reasons make it slow.
-- One word alone is vague, for May is a guest, a month and a verb: it counts in a reason that another trace shows to be
-- about the guest, or that is of their own row.
create or replace function widget_private.redact_audit(
  tenant uuid, bookings uuid[], requests uuid[], waiting uuid[], phones text[]
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  ids text[] := (bookings || requests || waiting)::text[];
begin
  update public.widget_audit a
  set before = a.before - widget_private.guest_fields(), after = a.after - widget_private.guest_fields()
  where a.tenant_id = tenant
    and coalesce(a.after ->> 'id', a.before ->> 'id') = any (ids);
  with traces as materialized (
    select t.*, lower(t.key_word) = t.written as vague
    from widget_private.traces_of_guests(bookings, requests, waiting, phones) t
  ), reasons as materialized (
    select a.id, a.reason, coalesce(coalesce(a.after ->> 'id', a.before ->> 'id') = any (ids), false) as is_theirs,
      lower(a.reason) as written, widget_private.words_of(a.reason) as words,
      regexp_replace(a.reason, '[^0-9]', '', 'g') as digits
    from public.widget_audit a
    where a.tenant_id = tenant and a.reason <> ''
  -- Materialized, or each reason is searched by the patterns of all.
  ), candidates as materialized (
    select r.id, r.reason, r.is_theirs, t.pattern, t.vague
    from reasons r cross join unnest(r.words) as word join traces t on t.key_word = word
    where strpos(r.written, t.written) > 0
    union
    select r.id, r.reason, r.is_theirs, t.pattern, t.vague
    -- Found by its last six digits, or each number is looked for in each reason.
    from reasons r
    cross join generate_series(1, char_length(r.digits) - 5) as start
    join traces t on right(t.digits, 6) = substr(r.digits, start, 6)
    where strpos(r.digits, t.digits) > 0
  ), found as (
    select c.id, string_agg(c.pattern, '|') as pattern
    from candidates c
    where c.reason ~* c.pattern
    group by c.id, c.is_theirs
    having c.is_theirs or not bool_and(c.vague)
  )
  update public.widget_audit a
  set reason = regexp_replace(a.reason, f.pattern, '…', 'gi')
  from found f
  where a.id = f.id;
end
$$;
revoke all on function widget_private.redact_audit(uuid, uuid[], uuid[], uuid[], text[])
  from public, anon, authenticated, service_role;

-- Takes guests out of the messages that told of their rows, which Realtime keeps for some days and replays. Answers how
-- many there were, or null where this database does not let its owner change them: they go with their days.
create or replace function widget_private.redact_messages(tenant uuid, ids uuid[]) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  redacted integer;
begin
  if not has_table_privilege('realtime.messages', 'select') or not has_table_privilege('realtime.messages', 'update')
    or row_security_active('realtime.messages')
  then
    return null;
  end if;
  update realtime.messages m
  set payload = m.payload || case when m.payload ? 'guestName'
    then jsonb '{"guestName": "Guest"}'
    else jsonb '{"contactName": "Guest", "company": ""}'
  end
  where m.topic = 'tenant:' || tenant and m.extension = 'broadcast' and m.private is true
    and m.payload ->> 'id' = any (ids::text[]) and m.payload ?| '{guestName,contactName}';
  get diagnostics redacted = row_count;
  return redacted;
end
$$;
revoke all on function widget_private.redact_messages(uuid, uuid[]) from public, anon, authenticated, service_role;

-- The sessions of conversions that are put aside.
create or replace function widget_private.sessions_of_waiting(tenant uuid, made_ids uuid[]) returns uuid[]
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct (e.value ->> 'sessionId')::uuid) filter (where e.value ->> 'sessionId' <> ''), '{}')
  from widget_private.waiting_insights w
  cross join jsonb_array_elements(w.events) e
  where w.tenant_id = tenant and e.value #>> '{metadata,id}' = any (made_ids::text[])
$$;
revoke all on function widget_private.sessions_of_waiting(uuid, uuid[]) from public, anon, authenticated, service_role;

-- Leaves nothing that leads to the person of the visits in some sessions that are put aside, whether they will be counted
-- or were refused. A batch is of one visitor.
create or replace function widget_private.forget_waiting(tenant uuid, made_ids uuid[], sessions uuid[]) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  update widget_private.waiting_insights w
  set visit = '{}',
    events = (
      select jsonb_agg(e.value || jsonb_build_object('metadata', widget_private.counted_metadata(e.value -> 'metadata')) order by e.place)
      from jsonb_array_elements(w.events) with ordinality e (value, place)
    )
  where w.tenant_id = tenant and exists (
    select from jsonb_array_elements(w.events) e
    where (e.value ->> 'sessionId')::uuid = any (sessions) or e.value #>> '{metadata,id}' = any (made_ids::text[])
  )
$$;
revoke all on function widget_private.forget_waiting(uuid, uuid[], uuid[]) from public, anon, authenticated, service_role;

-- Forgets a guest for an admin who was asked to: bookings with their covers, requests with their sums and all totals stay.
-- Answers how much there was, and puts that on record; a repeat finds nothing.
create or replace function widget_private.erase_guest(tenant uuid, email text, phones text[]) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  bookings uuid[];
  requests uuid[];
  waiting uuid[];
  ids uuid[];
  sessions uuid[];
  erased jsonb;
begin
  perform widget_private.require_role(tenant, 'admin');
  perform widget_private.lock_visits();
  if not widget_private.keep_tenant(tenant) then
    raise exception 'This does not exist, or it is not yours.' using errcode = 'WB005';
  end if;
  select
    coalesce(array_agg(g.id order by g.id) filter (where g.what = 'booking'), '{}'),
    coalesce(array_agg(g.id order by g.id) filter (where g.what = 'request'), '{}'),
    coalesce(array_agg(g.id order by g.id) filter (where g.what = 'waiting'), '{}')
  into bookings, requests, waiting
  from widget_private.rows_of_guest(tenant, email, phones) g;
  ids := bookings || requests || waiting;
  erased := jsonb_build_object(
    'bookings', cardinality(bookings), 'requests', cardinality(requests), 'waitlist', cardinality(waiting),
    'visits', 0, 'messages', 0
  );
  if cardinality(ids) = 0 then
    return erased;
  end if;
  sessions := widget_private.sessions_of_rows(tenant, bookings || requests)
    || widget_private.sessions_of_waiting(tenant, bookings || requests);
  -- In the order in which visits are counted and records go. What is put aside comes first: where it is being counted at this
  -- moment, that is waited for, and then it is among the visits.
  perform widget_private.forget_waiting(tenant, ids, sessions);
  erased := erased || jsonb_build_object(
    'visits', widget_private.forget_visits(tenant, sessions),
    'messages', widget_private.redact_messages(tenant, ids)
  );
  perform widget_private.redact_audit(tenant, bookings, requests, waiting, phones);
  perform widget_private.forget_guests(bookings, requests, waiting);
  insert into public.widget_audit (tenant_id, actor, action, subject, after)
  values (tenant, auth.uid(), 'guest.erase', 'a guest', erased);
  return erased;
end
$$;
revoke all on function widget_private.erase_guest(uuid, text, text[]) from public, anon, authenticated, service_role;
grant execute on function widget_private.erase_guest(uuid, text, text[]) to authenticated;
commit;

-- ==== 20261125090255_guest_links.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- What a guest may do with their booking by the link that only they have.

-- One random key. A link's secret follows from it and the booking's id, so none is stored, and the same booking has the
-- same link in every mail.
create table if not exists widget_private.guest_link_key (
  is_only boolean primary key default true check (is_only),
  key bytea not null
);
revoke all on widget_private.guest_link_key from public, anon, authenticated, service_role;
insert into widget_private.guest_link_key (key)
values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())))
on conflict (is_only) do nothing;

create or replace function widget_private.guest_secret(booking uuid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(k.key || uuid_send(booking)), 'hex') from widget_private.guest_link_key k
$$;
revoke all on function widget_private.guest_secret(uuid) from public, anon, authenticated, service_role;

-- Up to two hours before; later the restaurant wants a call.
create or replace function widget_private.may_cancel(booking public.widget_bookings) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select booking.status in ('pending', 'confirmed') and booking.starts_at >= now() + interval '2 hours'
$$;
revoke all on function widget_private.may_cancel(public.widget_bookings) from public, anon, authenticated, service_role;

-- A booking as its link shows it; null for a wrong secret as for a booking that is not there.
create or replace function widget_private.booking_of_guest(key text, booking uuid, secret text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select widget_private.booking_message(b) || jsonb_build_object('canCancel', widget_private.may_cancel(b))
  from public.widget_configurations w
  join public.widget_bookings b on b.tenant_id = w.tenant_id and b.id = booking_of_guest.booking
  where w.public_key = booking_of_guest.key and w.widget_type = 'booking' and widget_private.guest_secret(b.id) = secret
$$;
revoke all on function widget_private.booking_of_guest(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.booking_of_guest(text, uuid, text) to blunari_api;

-- Cancels a booking by its secret, once; a repeat is answered alike, and a wrong secret like a booking that is not there.
create or replace function widget_private.cancel_as_guest(key text, booking uuid, secret text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was public.widget_bookings;
begin
  perform widget_private.keep_tenant((
    select b.tenant_id from public.widget_bookings b
    where b.id = cancel_as_guest.booking and widget_private.guest_secret(b.id) = secret
  ));
  select b.* into was
  from public.widget_configurations w
  join public.widget_bookings b on b.tenant_id = w.tenant_id and b.id = cancel_as_guest.booking
  where w.public_key = cancel_as_guest.key and w.widget_type = 'booking'
    and widget_private.guest_secret(b.id) = secret
  for update of b;
  if not found then
    raise exception 'There is no such booking. Please use the link as you got it.' using errcode = 'WB005';
  end if;
  if was.status = 'cancelled' then
    return widget_private.booking_message(was) || '{"canCancel": false}';
  end if;
  if not widget_private.may_cancel(was) then
    raise exception 'It is too late to cancel here. Please call us.' using errcode = 'WB004';
  end if;
  return widget_private.set_booking_status(was, 'cancelled', 'guest') || '{"canCancel": false}';
end
$$;
revoke all on function widget_private.cancel_as_guest(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.cancel_as_guest(text, uuid, text) to blunari_api;
commit;

-- ==== 20261125090258_combined_insights.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Roll-ups know one dimension at a time. What is asked of two, or of a value and the steps of its sessions, is counted from
-- the sessions, for 30 days at most.

-- A restaurant's sessions of some of its days whose value of a dimension is that one, with their value of another, grouped
-- as far as they are alike; by what they reached only where that is wanted, as it makes many groups. A value counts as
-- 'other' where the day's roll-up has no row for it, as add_days counted it. Nothing for who does not work there.
create or replace function widget_private.sessions_like(
  tenant uuid, widgets uuid[], since date, until date, dimension text, value text, other_dimension text, with_steps boolean
) returns table (widget uuid, counts_as text, reached text[], converted boolean, sessions bigint)
-- The planner believes that few sessions are alike and sorts them all, which takes as long as reading them.
language plpgsql stable set search_path = pg_catalog, pg_temp set enable_sort = off as $$
declare
  -- The traits lack the whole day, which is the first dimension.
  place integer := array_position(widget_private.insight_dimensions(), dimension) - 1;
  other_place integer := array_position(widget_private.insight_dimensions(), other_dimension) - 1;
begin
  if (isfinite(since) and until between since and since + 29) is not true then
    raise exception 'Ask for 30 days at most.' using errcode = 'WB006';
  end if;
  if (place > 0 and other_place > 0) is not true then
    raise exception 'There is no such dimension.' using errcode = 'WB006';
  end if;
  return query
    with alike as materialized (
      select s.widget_id, s.local_date, s.traits[place] as own, s.traits[other_place] as other,
        case when with_steps then s.reached end as reached, s.converted,
        count(*) as sessions
      from widget_private.insight_sessions s
      where s.tenant_id = any (array(select t from widget_private.insight_tenants() as t where t = tenant))
        and s.widget_id = any (widgets) and s.local_date between since and until
        -- For the index alone: no zone is further than 14 hours from UTC.
        and s.first_at >= (since - 1)::timestamp at time zone 'UTC'
        and s.first_at < (until + 2)::timestamp at time zone 'UTC'
        and (s.traits[place] = value or value = 'other')
      group by 1, 2, 3, 4, 5, 6
    ), known as materialized (
      select d.widget_id, d.local_date, d.dimension, d.value
      from public.widget_analytics_daily d
      where d.tenant_id = tenant and d.widget_id = any (widgets) and d.dimension in (sessions_like.dimension, other_dimension)
        and d.local_date = any (array(select day::date from generate_series(since, until, interval '1 day') as day))
    )
    select a.widget_id, case when theirs.value is null and a.other <> '' then 'other' else a.other end, a.reached,
      a.converted, sum(a.sessions)::bigint
    from alike a
    left join known own on own.widget_id = a.widget_id and own.local_date = a.local_date
      and own.dimension = sessions_like.dimension and own.value = a.own
    left join known theirs on theirs.widget_id = a.widget_id and theirs.local_date = a.local_date
      and theirs.dimension = other_dimension and theirs.value = a.other
    where sessions_like.value = case when own.value is null and a.own <> '' then 'other' else a.own end
    group by 1, 2, 3, 4;
end
$$;
revoke all on function widget_private.sessions_like(uuid, uuid[], date, date, text, text, text, boolean)
  from public, anon, authenticated, service_role;

-- Those sessions by their values of another dimension.
create or replace function widget_private.combined_values(
  tenant uuid, widgets uuid[], since date, until date, dimension text, value text, other_dimension text
) returns table (other_value text, sessions bigint, converted bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.counts_as, sum(l.sessions)::bigint, coalesce(sum(l.sessions) filter (where l.converted), 0)::bigint
  from widget_private.sessions_like(tenant, widgets, since, until, dimension, value, other_dimension, false) as l
  group by l.counts_as
$$;
revoke all on function widget_private.combined_values(uuid, uuid[], date, date, text, text, text)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.combined_values(uuid, uuid[], date, date, text, text, text) to authenticated;

-- Those sessions by the steps that they used; '' are all.
create or replace function widget_private.combined_steps(
  tenant uuid, widgets uuid[], since date, until date, dimension text, value text
) returns table (widget uuid, step text, sessions bigint, converted bigint)
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select l.widget, used.step, sum(l.sessions)::bigint, coalesce(sum(l.sessions) filter (where l.converted), 0)::bigint
  from widget_private.sessions_like(tenant, widgets, since, until, dimension, value, dimension, true) as l
  cross join lateral unnest(array[''] || l.reached) as used (step)
  group by l.widget, used.step
$$;
revoke all on function widget_private.combined_steps(uuid, uuid[], date, date, text, text)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.combined_steps(uuid, uuid[], date, date, text, text) to authenticated;
commit;

-- ==== 20261125090259_exported_visits.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Visits for who takes them elsewhere: raw events without what could lead to a person. No address, no browser, no id of a
-- booking, and of the page as much as is counted: addresses of newsletters carry names.

-- The 1,000 events of a restaurant's widgets that follow in the order of (time, id) after the one that was read last, from
-- one instant to another, without it; their own order is left to who asks. Traits are those of visit_traits. Nothing for
-- who does not work there.
create or replace function widget_private.exported_visits(
  tenant uuid, widgets uuid[], since timestamptz, until timestamptz, after_at timestamptz, after_id uuid
) returns table (
  event_id uuid, widget uuid, at timestamptz, type text, session uuid, traits text[], details jsonb
)
-- Without a sort of the whole there is one way to the first 1,000: along the index, whatever is known of the table. A plan
-- that takes a new table for small would sort all of a period for each page.
language plpgsql stable security definer set search_path = pg_catalog, pg_temp set enable_sort = off as $$
begin
  if not exists (select from widget_private.insight_tenants() as t where t = tenant) then
    return;
  end if;
  return query
    with page as materialized (
      select a.id, a.widget_id, a."timestamp", a.event_type, a.session_id, a.metadata,
        coalesce(a.page_url, '') as page_url, coalesce(a.referrer, '') as referrer, coalesce(a.user_agent, '') as user_agent
      from public.widget_analytics a
      where a.tenant_id = tenant and a.widget_id = any (widgets) and a."timestamp" < until
        and a."timestamp" >= greatest(since, after_at)
        and (after_at is null or (a."timestamp", a.id) > (after_at, after_id))
      order by a."timestamp", a.id
      limit 1000
    ), visit as materialized (
      -- Told once for all events that came from there alike: this is most of the work.
      select v.*, widget_private.visit_traits(v.page_url, v.referrer, v.user_agent) as traits
      from (select distinct p.page_url, p.referrer, p.user_agent from page p) as v
    )
    select p.id, p.widget_id, p."timestamp", p.event_type, p.session_id, v.traits, p.metadata - 'id'
    from page p
    join visit v using (page_url, referrer, user_agent);
end
$$;
revoke all on function widget_private.exported_visits(uuid, uuid[], timestamptz, timestamptz, timestamptz, uuid)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.exported_visits(uuid, uuid[], timestamptz, timestamptz, timestamptz, uuid)
  to authenticated;
commit;

-- ==== 20261125090260_test_runs.sql ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
-- Tests of the installation. Whoever tests works in a restaurant made for it and knocks in vain at another, so no restaurant
-- of anybody is needed or touched; both are swept away after it.

-- A restaurant with `tester` as its owner; with nobody where that is null. Never replaced, as my_tenants(): a product whose
-- tenants need more than a name, or that has other tables of members, adapts it.
do $$
begin
  if to_regprocedure('widget_private.make_test_tenant(text,uuid)') is null then
    create function widget_private.make_test_tenant(restaurant_name text, tester uuid) returns uuid
    language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $body$
    declare
      made uuid := gen_random_uuid();
    begin
      if exists (
        select from pg_catalog.pg_attribute
        where attrelid = 'public.tenants'::regclass and attname = 'slug' and not attisdropped
      ) then
        insert into public.tenants (id, name, slug) values (made, restaurant_name, 'test-' || made);
      else
        insert into public.tenants (id, name) values (made, restaurant_name);
      end if;
      if tester is not null then
        insert into public.tenant_members (tenant_id, user_id, role) values (made, tester, 'owner');
      end if;
      return made;
    end
    $body$;
  end if;
end
$$;
revoke all on function widget_private.make_test_tenant(text, uuid) from public, anon, authenticated, service_role;

-- Removes test restaurants with all that came of them: of one run, and those that nobody has used for ten minutes, as after
-- a crash. One that the product keeps, by its rows or a trigger, keeps no other. Answers how many went.
create or replace function widget_private.sweep_test_tenants(of_run uuid default null) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  old uuid[] := array(
    select t.tenant_id from widget_private.test_tenants t
    where t.run_id = of_run or t.used_at < clock_timestamp() - interval '10 minutes'
    order by t.tenant_id
    for update skip locked
  );
  tenant uuid;
  swept integer := 0;
begin
  foreach tenant in array old loop
    begin
      delete from widget_private.waiting_insights w where w.tenant_id = tenant;
      delete from public.widget_audit a where a.tenant_id = tenant;
      delete from public.tenants t where t.id = tenant;
      swept := swept + found::integer;
      -- Last: who counts holds the restaurant before it takes these.
      delete from widget_private.uncounted_visits u where u.tenant_id = tenant;
    exception
      when others then
        raise warning 'The restaurant % of a test stays: %', tenant, sqlerrm;
    end;
  end loop;
  return swept;
end
$$;
revoke all on function widget_private.sweep_test_tenants(uuid) from public, anon, authenticated, service_role;

-- Makes the two restaurants of a test, ready for visitors. For admins of the platform and of any restaurant but that of a
-- test; each may have five tests at a time, such as in other tabs, which know nothing of each other.
create or replace function widget_private.begin_test_run() returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  me constant uuid := auth.uid();
  before uuid[];
  mine uuid;
  other uuid;
begin
  if me is null or not (
    widget_private.is_platform_admin()
    or exists (select from widget_private.my_restaurants() r where r.role in ('admin', 'owner'))
  ) then
    raise exception 'The system test is for admins. Ask one of your restaurant.' using errcode = '42501';
  end if;
  -- Those that begin at once are counted one after another.
  perform pg_advisory_xact_lock(hashtextextended('test run of ' || me, 0));
  perform widget_private.sweep_test_tenants();
  -- Those that the product keeps from being removed stay on the list, and are under way no more.
  if (
    select count(distinct t.run_id) from widget_private.test_tenants t
    where t.tester = me and t.used_at > clock_timestamp() - interval '10 minutes'
  ) >= 5 then
    raise exception 'Five tests of yours are under way. End one in its tab, or wait until ten minutes after you closed it.'
      using errcode = 'WB004';
  end if;
  before := array(select t.id from public.tenants t);
  begin
    mine := widget_private.make_test_tenant('Osteria di Prova', me);
    other := widget_private.make_test_tenant('Osteria Accanto', null);
    -- All of what is on the list is removed after the test.
    if coalesce(mine = other or mine = any (before) or other = any (before), true) then
      raise exception 'it answers no restaurant of its own for each call';
    end if;
  exception
    when others then
      raise exception 'No test restaurant could be made: %. Adapt widget_private.make_test_tenant.', sqlerrm
        using errcode = 'WB006';
  end;
  insert into widget_private.test_tenants (tenant_id, tester, run_id) values (mine, me, mine), (other, me, mine);
  update public.widget_settings s set time_zone = 'Europe/Rome' where s.tenant_id in (mine, other);
  update public.widget_configurations w set is_active = true where w.tenant_id = mine;
  return jsonb_build_object('tenantId', mine, 'otherTenantId', other, 'otherWidgetId', (
    select w.id from public.widget_configurations w where w.tenant_id = other and w.widget_type = 'booking'
  ));
end
$$;
revoke all on function widget_private.begin_test_run() from public, anon, authenticated, service_role;
grant execute on function widget_private.begin_test_run() to authenticated;

-- Says that the caller's test goes on, so that nobody sweeps it; false where it is over.
create or replace function widget_private.keep_test_run(tenant uuid) returns boolean
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update widget_private.test_tenants t set used_at = clock_timestamp()
  where t.run_id = (select r.run_id from widget_private.test_tenants r where r.tenant_id = tenant and r.tester = auth.uid());
  return found;
end
$$;
revoke all on function widget_private.keep_test_run(uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.keep_test_run(uuid) to authenticated;

-- Ends a test of the caller's. Answers how many restaurants went; none where it was over.
create or replace function widget_private.end_test_run(tenant uuid) returns integer
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  ended constant uuid := (
    select r.run_id from widget_private.test_tenants r where r.tenant_id = tenant and r.tester = auth.uid()
  );
begin
  return case when ended is null then 0 else widget_private.sweep_test_tenants(ended) end;
end
$$;
revoke all on function widget_private.end_test_run(uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.end_test_run(uuid) to authenticated;
commit;

-- ==== 20261125090900_links_to_tenants.sql ====

-- What touches the product's own tables, last of all and in steps of their own: a writer there waits for a moment, never
-- for the back-fill. Each step is safe to run again, so a run that was cut off is finished by the next.

-- Foreign keys, unchecked as yet, and the triggers for later restaurants. Waits for nobody longer than 100 ms: whoever
-- writes tenants in that time waits behind it. Tables of ours are locked first, so tenants is held shortest.
begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
do $$
declare
  children text;
  statements text[];
  statement text;
begin
  for attempt in 1..200 loop
    begin
      perform set_config('lock_timeout', '100ms', true);
      select
        string_agg(distinct wanted.child, ', '),
        array_agg(format(
          'alter table %s add constraint %I foreign key (%I) references %s (id) on delete %s not valid',
          wanted.child, split_part(wanted.child, '.', 2) || '_' || wanted.column_name || '_fkey', wanted.column_name,
          wanted.parent, wanted.action
        ))
      into children, statements
      from (values
        ('public.widget_settings', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_configurations', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_config_versions', 'tenant_id', 'public.tenants', 'cascade'),
        ('widget_private.kept_widgets', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_analytics_buckets', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_analytics_daily', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_turned_away', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_dropped_visits', 'tenant_id', 'public.tenants', 'cascade'),
        ('widget_private.insight_ticks', 'tenant_id', 'public.tenants', 'cascade'),
        ('widget_private.insight_sessions', 'tenant_id', 'public.tenants', 'cascade'),
        ('widget_private.insight_horizons', 'tenant_id', 'public.tenants', 'cascade'),
        ('widget_private.rollup_rebuilds', 'tenant_id', 'public.tenants', 'cascade'),
        ('widget_private.test_tenants', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_bookings', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_booking_slots', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_booking_events', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_waitlist', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_catering_requests', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_catering_quotes', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_feature_flag_overrides', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_audit', 'tenant_id', 'public.tenants', 'set null'),
        ('public.widget_save_minutes', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_connection_reports', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_invitations', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.widget_api_tokens', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.tenant_members', 'tenant_id', 'public.tenants', 'cascade'),
        ('public.tenant_members', 'user_id', 'auth.users', 'cascade')
      ) as wanted (child, column_name, parent, action)
      where not exists (
        select from pg_catalog.pg_constraint c
        join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
        where c.contype = 'f' and c.conrelid = wanted.child::regclass and c.confrelid = wanted.parent::regclass
          and a.attname = wanted.column_name
      ) and (
        -- Another product's table of members stays as it is.
        wanted.child <> 'public.tenant_members'
        or obj_description(wanted.child::regclass, 'pg_class') = 'Made by the widget migration.'
      );
      if children is not null then
        execute format('lock table %s in share row exclusive mode', children);
        foreach statement in array statements loop
          execute statement;
        end loop;
      end if;
      if not exists (
        select from pg_catalog.pg_trigger where tgrelid = 'public.tenants'::regclass and tgname = 'add_widget_defaults'
      ) then
        create trigger add_widget_defaults after insert on public.tenants
          for each row execute function widget_private.add_tenant_defaults();
      end if;
      if not exists (
        select from pg_catalog.pg_trigger where tgrelid = 'public.tenants'::regclass and tgname = 'give_way_to_removal'
      ) then
        create trigger give_way_to_removal before insert or delete on public.tenants
          for each statement execute function widget_private.give_way();
      end if;
      return;
    exception
      when lock_not_available then perform pg_sleep(0.05);
    end;
  end loop;
  raise exception 'public.tenants was in use all the time. Run this again at a calmer hour.'
    using errcode = 'lock_not_available';
end
$$;
commit;

-- The links of ours that are not checked as yet.
begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
create or replace function widget_private.unchecked_links()
returns table (child regclass, parent regclass, link name, column_name name, keeps_row boolean)
language sql stable set search_path = pg_catalog, pg_temp as $$
  select c.conrelid::regclass, c.confrelid::regclass, c.conname, a.attname, c.confdeltype = 'n'
  from pg_catalog.pg_constraint c
  join pg_catalog.pg_class r on r.oid = c.conrelid
  join pg_catalog.pg_attribute a on a.attrelid = c.conrelid and c.conkey = array[a.attnum]
  where c.contype = 'f' and not c.convalidated and c.conparentid = 0
    and c.confrelid in ('public.tenants'::regclass, 'auth.users'::regclass)
    and c.conname = format('%s_%s_fkey', r.relname, a.attname)
    and (
      r.relnamespace = 'widget_private'::regnamespace
      or r.relnamespace = 'public'::regnamespace and r.relname = any (array[
        'widget_settings', 'widget_configurations', 'widget_config_versions', 'widget_analytics_buckets',
        'widget_analytics_daily', 'widget_turned_away', 'widget_dropped_visits', 'widget_bookings',
        'widget_booking_slots', 'widget_booking_events', 'widget_waitlist',
        'widget_catering_requests', 'widget_catering_quotes', 'widget_feature_flag_overrides', 'widget_audit',
        'widget_save_minutes', 'widget_connection_reports', 'widget_invitations', 'widget_api_tokens'
      ])
      or r.oid = to_regclass('public.tenant_members')
        and obj_description(r.oid, 'pg_class') = 'Made by the widget migration.'
    )
$$;
revoke all on function widget_private.unchecked_links() from public, anon, authenticated, service_role;
commit;

-- Restaurants that came or went since the widgets were made, or while a rollback that was broken off had taken the links
-- away. Their rows are locked against removal, not against change.
begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
do $$
declare
  link record;
begin
  for link in select * from widget_private.unchecked_links() loop
    execute format(
      case when link.keeps_row then 'update %1$s c set %2$I = null' else 'delete from %1$s c' end
        || ' where c.%2$I is not null and not exists (select from %3$s p where p.id = c.%2$I)',
      link.child, link.column_name, link.parent
    );
  end loop;
  perform widget_private.add_widgets(array(
    select t.id
    from public.tenants t
    left join public.widget_settings s on s.tenant_id = t.id
    left join (
      select w.tenant_id, count(*) as count from public.widget_configurations w group by w.tenant_id
    ) as widgets on widgets.tenant_id = t.id
    where s.tenant_id is null or widgets.count is distinct from 2
    for key share of t
  ));
end
$$;
commit;

-- Reads our tables through; nobody waits for it.
begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
do $$
declare
  link record;
begin
  for link in select * from widget_private.unchecked_links() loop
    execute format('alter table %s validate constraint %I', link.child, link.link);
  end loop;
end
$$;
commit;

-- ==== 20261125091000_verify.sql ====

-- Compares the database with what the migrations leave: counts, then one row an object, with `ok` or what is wrong and
-- the statement that mends it. Generated by "pnpm --filter @blunari/db generate:sql".
begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
create or replace function widget_private.verify() returns table (kind text, subject text, result text, mend text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 400 as $verify$
#variable_conflict use_column
-- What the migrations up to 20261125090900 leave.
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
      ('column', 'public.widget_analytics event_type', 'text not null'),
      ('column', 'public.widget_analytics id', 'uuid not null'),
      ('column', 'public.widget_analytics ip_address', 'inet'),
      ('column', 'public.widget_analytics metadata', 'jsonb default ''{}''::jsonb not null'),
      ('column', 'public.widget_analytics page_url', 'text'),
      ('column', 'public.widget_analytics referrer', 'text'),
      ('column', 'public.widget_analytics session_id', 'uuid'),
      ('column', 'public.widget_analytics tenant_id', 'uuid not null'),
      ('column', 'public.widget_analytics timestamp', 'timestamp with time zone not null'),
      ('column', 'public.widget_analytics user_agent', 'text'),
      ('column', 'public.widget_analytics widget_id', 'uuid not null'),
      ('column', 'public.widget_analytics_buckets bucket', 'timestamp with time zone not null'),
      ('column', 'public.widget_analytics_buckets conversions_00', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_buckets conversions_15', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_buckets conversions_30', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_buckets conversions_45', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_buckets interactions_00', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_buckets interactions_15', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_buckets interactions_30', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_buckets interactions_45', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_buckets tenant_id', 'uuid not null'),
      ('column', 'public.widget_analytics_buckets views_00', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_buckets views_15', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_buckets views_30', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_buckets views_45', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_buckets widget_id', 'uuid not null'),
      ('column', 'public.widget_analytics_daily conversions', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_daily converted_sessions', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_daily covers', 'bigint default 0 not null'),
      ('column', 'public.widget_analytics_daily dimension', 'text default ''total''::text not null'),
      ('column', 'public.widget_analytics_daily interactions', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_daily last_view_at', 'timestamp with time zone'),
      ('column', 'public.widget_analytics_daily local_date', 'date not null'),
      ('column', 'public.widget_analytics_daily sessions', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_daily tenant_id', 'uuid not null'),
      ('column', 'public.widget_analytics_daily value', 'text default ''''::text not null'),
      ('column', 'public.widget_analytics_daily value_minor', 'bigint default 0 not null'),
      ('column', 'public.widget_analytics_daily version', 'bigint not null'),
      ('column', 'public.widget_analytics_daily views', 'integer default 0 not null'),
      ('column', 'public.widget_analytics_daily widget_id', 'uuid not null'),
      ('column', 'public.widget_api_tokens created_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_api_tokens created_by', 'uuid'),
      ('column', 'public.widget_api_tokens expires_at', 'timestamp with time zone'),
      ('column', 'public.widget_api_tokens id', 'uuid default gen_random_uuid() not null'),
      ('column', 'public.widget_api_tokens last_used_at', 'timestamp with time zone'),
      ('column', 'public.widget_api_tokens name', 'text not null'),
      ('column', 'public.widget_api_tokens prefix', 'text not null'),
      ('column', 'public.widget_api_tokens revoked_at', 'timestamp with time zone'),
      ('column', 'public.widget_api_tokens tenant_id', 'uuid not null'),
      ('column', 'public.widget_api_tokens token_digest', 'bytea not null'),
      ('column', 'public.widget_audit action', 'text not null'),
      ('column', 'public.widget_audit actor', 'uuid'),
      ('column', 'public.widget_audit after', 'jsonb'),
      ('column', 'public.widget_audit before', 'jsonb'),
      ('column', 'public.widget_audit done_at', 'timestamp with time zone default clock_timestamp() not null'),
      ('column', 'public.widget_audit id', 'uuid default gen_random_uuid() not null'),
      ('column', 'public.widget_audit reason', 'text default ''''::text not null'),
      ('column', 'public.widget_audit subject', 'text not null'),
      ('column', 'public.widget_audit tenant_id', 'uuid'),
      ('column', 'public.widget_booking_events booking_id', 'uuid not null'),
      ('column', 'public.widget_booking_events changed_at', 'timestamp with time zone default clock_timestamp() not null'),
      ('column', 'public.widget_booking_events changed_by', 'uuid'),
      ('column', 'public.widget_booking_events changes', 'jsonb default ''{}''::jsonb not null'),
      ('column', 'public.widget_booking_events id', 'uuid default gen_random_uuid() not null'),
      ('column', 'public.widget_booking_events kind', 'text not null'),
      ('column', 'public.widget_booking_events tenant_id', 'uuid not null'),
      ('column', 'public.widget_booking_slots area', 'text not null'),
      ('column', 'public.widget_booking_slots arrivals', 'integer default 0 not null'),
      ('column', 'public.widget_booking_slots capacity', 'integer not null'),
      ('column', 'public.widget_booking_slots covers', 'integer default 0 not null'),
      ('column', 'public.widget_booking_slots over', 'integer default 0 not null'),
      ('column', 'public.widget_booking_slots parties', 'jsonb default ''{}''::jsonb not null'),
      ('column', 'public.widget_booking_slots slot', 'timestamp with time zone not null'),
      ('column', 'public.widget_booking_slots tenant_id', 'uuid not null'),
      ('column', 'public.widget_bookings access_needs', 'text default ''''::text not null'),
      ('column', 'public.widget_bookings allergies', 'text default ''''::text not null'),
      ('column', 'public.widget_bookings area', 'text default ''main''::text not null'),
      ('column', 'public.widget_bookings buffer_minutes', 'integer default 0 not null'),
      ('column', 'public.widget_bookings cancelled_by', 'text'),
      ('column', 'public.widget_bookings created_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_bookings duration_minutes', 'integer not null'),
      ('column', 'public.widget_bookings guest_email', 'text default ''''::text not null'),
      ('column', 'public.widget_bookings guest_erased_at', 'timestamp with time zone'),
      ('column', 'public.widget_bookings guest_name', 'text not null'),
      ('column', 'public.widget_bookings guest_phone', 'text default ''''::text not null'),
      ('column', 'public.widget_bookings id', 'uuid default gen_random_uuid() not null'),
      ('column', 'public.widget_bookings idempotency_key', 'uuid default gen_random_uuid() not null'),
      ('column', 'public.widget_bookings locale', 'text default ''en''::text not null'),
      ('column', 'public.widget_bookings notes', 'text default ''''::text not null'),
      ('column', 'public.widget_bookings party_size', 'integer not null'),
      ('column', 'public.widget_bookings reference', 'text not null'),
      ('column', 'public.widget_bookings request_hash', 'text default ''''::text not null'),
      ('column', 'public.widget_bookings source', 'text not null'),
      ('column', 'public.widget_bookings starts_at', 'timestamp with time zone not null'),
      ('column', 'public.widget_bookings status', 'text default ''confirmed''::text not null'),
      ('column', 'public.widget_bookings tenant_id', 'uuid not null'),
      ('column', 'public.widget_bookings updated_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_bookings version', 'integer default 1 not null'),
      ('column', 'public.widget_bookings widget_id', 'uuid'),
      ('column', 'public.widget_catering_quotes created_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_catering_quotes created_by', 'uuid'),
      ('column', 'public.widget_catering_quotes currency', 'text not null'),
      ('column', 'public.widget_catering_quotes lines', 'jsonb default ''[]''::jsonb not null'),
      ('column', 'public.widget_catering_quotes message', 'text default ''''::text not null'),
      ('column', 'public.widget_catering_quotes net_minor', 'bigint not null'),
      ('column', 'public.widget_catering_quotes request_id', 'uuid not null'),
      ('column', 'public.widget_catering_quotes sent_at', 'timestamp with time zone'),
      ('column', 'public.widget_catering_quotes service_minor', 'bigint not null'),
      ('column', 'public.widget_catering_quotes status', 'text default ''draft''::text not null'),
      ('column', 'public.widget_catering_quotes subtotal_minor', 'bigint not null'),
      ('column', 'public.widget_catering_quotes tax_minor', 'bigint not null'),
      ('column', 'public.widget_catering_quotes tenant_id', 'uuid not null'),
      ('column', 'public.widget_catering_quotes total_minor', 'bigint not null'),
      ('column', 'public.widget_catering_quotes updated_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_catering_quotes valid_until', 'timestamp with time zone'),
      ('column', 'public.widget_catering_quotes version', 'integer not null'),
      ('column', 'public.widget_catering_requests add_ons', 'jsonb default ''{}''::jsonb not null'),
      ('column', 'public.widget_catering_requests address', 'text default ''''::text not null'),
      ('column', 'public.widget_catering_requests company', 'text default ''''::text not null'),
      ('column', 'public.widget_catering_requests contact_email', 'text default ''''::text not null'),
      ('column', 'public.widget_catering_requests contact_name', 'text not null'),
      ('column', 'public.widget_catering_requests contact_phone', 'text default ''''::text not null'),
      ('column', 'public.widget_catering_requests created_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_catering_requests currency', 'text not null'),
      ('column', 'public.widget_catering_requests event_at', 'timestamp with time zone not null'),
      ('column', 'public.widget_catering_requests guest_erased_at', 'timestamp with time zone'),
      ('column', 'public.widget_catering_requests guests', 'integer not null'),
      ('column', 'public.widget_catering_requests id', 'uuid default gen_random_uuid() not null'),
      ('column', 'public.widget_catering_requests idempotency_key', 'uuid default gen_random_uuid() not null'),
      ('column', 'public.widget_catering_requests locale', 'text default ''en''::text not null'),
      ('column', 'public.widget_catering_requests net_minor', 'bigint not null'),
      ('column', 'public.widget_catering_requests notes', 'text default ''''::text not null'),
      ('column', 'public.widget_catering_requests package_id', 'text not null'),
      ('column', 'public.widget_catering_requests package_name', 'text not null'),
      ('column', 'public.widget_catering_requests package_names', 'jsonb default ''{}''::jsonb not null'),
      ('column', 'public.widget_catering_requests quantity', 'integer not null'),
      ('column', 'public.widget_catering_requests reference', 'text not null'),
      ('column', 'public.widget_catering_requests request_hash', 'text default ''''::text not null'),
      ('column', 'public.widget_catering_requests service_minor', 'bigint not null'),
      ('column', 'public.widget_catering_requests source', 'text default ''widget''::text not null'),
      ('column', 'public.widget_catering_requests status', 'text default ''new''::text not null'),
      ('column', 'public.widget_catering_requests subtotal_minor', 'bigint not null'),
      ('column', 'public.widget_catering_requests tax_minor', 'bigint not null'),
      ('column', 'public.widget_catering_requests tenant_id', 'uuid not null'),
      ('column', 'public.widget_catering_requests total_minor', 'bigint not null'),
      ('column', 'public.widget_catering_requests updated_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_catering_requests version', 'integer default 1 not null'),
      ('column', 'public.widget_catering_requests widget_id', 'uuid'),
      ('column', 'public.widget_config_versions changed_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_config_versions changed_by', 'uuid'),
      ('column', 'public.widget_config_versions config', 'jsonb not null'),
      ('column', 'public.widget_config_versions is_active', 'boolean not null'),
      ('column', 'public.widget_config_versions patch', 'jsonb not null'),
      ('column', 'public.widget_config_versions tenant_id', 'uuid not null'),
      ('column', 'public.widget_config_versions version', 'integer not null'),
      ('column', 'public.widget_config_versions widget_id', 'uuid not null'),
      ('column', 'public.widget_configurations config', 'jsonb not null'),
      ('column', 'public.widget_configurations created_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_configurations draft', 'jsonb'),
      ('column', 'public.widget_configurations draft_base_version', 'integer'),
      ('column', 'public.widget_configurations draft_version', 'integer default 0 not null'),
      ('column', 'public.widget_configurations id', 'uuid default gen_random_uuid() not null'),
      ('column', 'public.widget_configurations is_active', 'boolean default false not null'),
      ('column', 'public.widget_configurations public_key', 'text default widget_private.make_public_key() not null'),
      ('column', 'public.widget_configurations publish_mode', 'text default ''live''::text not null'),
      ('column', 'public.widget_configurations tenant_id', 'uuid not null'),
      ('column', 'public.widget_configurations updated_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_configurations version', 'integer default 1 not null'),
      ('column', 'public.widget_configurations widget_type', 'text not null'),
      ('column', 'public.widget_connection_reports batch', 'integer'),
      ('column', 'public.widget_connection_reports component', 'text not null'),
      ('column', 'public.widget_connection_reports drops', 'integer not null'),
      ('column', 'public.widget_connection_reports has_polled', 'boolean not null'),
      ('column', 'public.widget_connection_reports id', 'uuid not null'),
      ('column', 'public.widget_connection_reports online_ms', 'integer not null'),
      ('column', 'public.widget_connection_reports recoveries_ms', 'integer[] not null'),
      ('column', 'public.widget_connection_reports reported_at', 'timestamp with time zone default clock_timestamp() not null'),
      ('column', 'public.widget_connection_reports tenant_id', 'uuid not null'),
      ('column', 'public.widget_dropped_visits events', 'bigint default 0 not null'),
      ('column', 'public.widget_dropped_visits local_date', 'date not null'),
      ('column', 'public.widget_dropped_visits reason', 'text not null'),
      ('column', 'public.widget_dropped_visits tenant_id', 'uuid not null'),
      ('column', 'public.widget_dropped_visits widget_id', 'uuid not null'),
      ('column', 'public.widget_feature_flag_overrides created_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_feature_flag_overrides flag_key', 'text not null'),
      ('column', 'public.widget_feature_flag_overrides is_on', 'boolean not null'),
      ('column', 'public.widget_feature_flag_overrides reason', 'text not null'),
      ('column', 'public.widget_feature_flag_overrides tenant_id', 'uuid not null'),
      ('column', 'public.widget_feature_flag_overrides updated_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_feature_flags created_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_feature_flags description', 'text default ''''::text not null'),
      ('column', 'public.widget_feature_flags key', 'text not null'),
      ('column', 'public.widget_feature_flags reason', 'text default ''''::text not null'),
      ('column', 'public.widget_feature_flags retired_at', 'timestamp with time zone'),
      ('column', 'public.widget_feature_flags rollout_percent', 'numeric(9,6) default 0 not null'),
      ('column', 'public.widget_feature_flags stage', 'text default ''off''::text not null'),
      ('column', 'public.widget_feature_flags stop_rule', 'jsonb default ''{}''::jsonb not null'),
      ('column', 'public.widget_feature_flags updated_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_feature_flags version', 'integer default 1 not null'),
      ('column', 'public.widget_invitations accepted_at', 'timestamp with time zone'),
      ('column', 'public.widget_invitations accepted_by', 'uuid'),
      ('column', 'public.widget_invitations created_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_invitations email', 'text not null'),
      ('column', 'public.widget_invitations expires_at', 'timestamp with time zone default (now() + ''7 days''::interval) not null'),
      ('column', 'public.widget_invitations id', 'uuid default gen_random_uuid() not null'),
      ('column', 'public.widget_invitations invited_by', 'uuid'),
      ('column', 'public.widget_invitations revoked_at', 'timestamp with time zone'),
      ('column', 'public.widget_invitations role', 'text not null'),
      ('column', 'public.widget_invitations tenant_id', 'uuid not null'),
      ('column', 'public.widget_invitations token_hash', 'text not null'),
      ('column', 'public.widget_rollouts batch', 'integer not null'),
      ('column', 'public.widget_rollouts by_tenants', 'integer'),
      ('column', 'public.widget_rollouts created_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_rollouts ended_at', 'timestamp with time zone'),
      ('column', 'public.widget_rollouts flag_key', 'text not null'),
      ('column', 'public.widget_rollouts from_percent', 'numeric(9,6) default 0 not null'),
      ('column', 'public.widget_rollouts goes_on_after_minutes', 'integer'),
      ('column', 'public.widget_rollouts numbers', 'jsonb default ''{}''::jsonb not null'),
      ('column', 'public.widget_rollouts percent', 'numeric(9,6) not null'),
      ('column', 'public.widget_rollouts reason', 'text default ''''::text not null'),
      ('column', 'public.widget_rollouts started_at', 'timestamp with time zone'),
      ('column', 'public.widget_rollouts status', 'text default ''planned''::text not null'),
      ('column', 'public.widget_rollouts updated_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_rollouts watched_from', 'timestamp with time zone'),
      ('column', 'public.widget_save_minutes component', 'text not null'),
      ('column', 'public.widget_save_minutes durations', 'jsonb not null'),
      ('column', 'public.widget_save_minutes errors', 'integer not null'),
      ('column', 'public.widget_save_minutes failures', 'jsonb not null'),
      ('column', 'public.widget_save_minutes minute', 'timestamp with time zone not null'),
      ('column', 'public.widget_save_minutes saves', 'integer not null'),
      ('column', 'public.widget_save_minutes tenant_id', 'uuid not null'),
      ('column', 'public.widget_settings allowed_origins', 'text[] default ''{}''::text[] not null'),
      ('column', 'public.widget_settings city', 'text default ''''::text not null'),
      ('column', 'public.widget_settings country', 'text default ''''::text not null'),
      ('column', 'public.widget_settings created_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_settings currency', 'text default ''EUR''::text not null'),
      ('column', 'public.widget_settings default_locale', 'text default ''en''::text not null'),
      ('column', 'public.widget_settings email', 'text default ''''::text not null'),
      ('column', 'public.widget_settings event_days', 'integer default 395 not null'),
      ('column', 'public.widget_settings guest_days', 'integer default 730 not null'),
      ('column', 'public.widget_settings insights', 'text default ''always''::text not null'),
      ('column', 'public.widget_settings ip_privacy', 'text default ''truncate''::text not null'),
      ('column', 'public.widget_settings locales', 'text[] default ''{en}''::text[] not null'),
      ('column', 'public.widget_settings name', 'text default ''''::text not null'),
      ('column', 'public.widget_settings phone', 'text default ''''::text not null'),
      ('column', 'public.widget_settings postcode', 'text default ''''::text not null'),
      ('column', 'public.widget_settings reply_to', 'text default ''''::text not null'),
      ('column', 'public.widget_settings sender_name', 'text default ''''::text not null'),
      ('column', 'public.widget_settings sensitive_days', 'integer default 30 not null'),
      ('column', 'public.widget_settings street', 'text default ''''::text not null'),
      ('column', 'public.widget_settings tenant_id', 'uuid not null'),
      ('column', 'public.widget_settings time_zone', 'text default ''''::text not null'),
      ('column', 'public.widget_settings updated_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_settings version', 'integer default 1 not null'),
      ('column', 'public.widget_turned_away local_date', 'date not null'),
      ('column', 'public.widget_turned_away party_size', 'integer not null'),
      ('column', 'public.widget_turned_away rule', 'text not null'),
      ('column', 'public.widget_turned_away sessions', 'integer default 0 not null'),
      ('column', 'public.widget_turned_away tenant_id', 'uuid not null'),
      ('column', 'public.widget_turned_away wanted_date', 'date not null'),
      ('column', 'public.widget_turned_away wanted_time', 'text default ''''::text not null'),
      ('column', 'public.widget_turned_away widget_id', 'uuid not null'),
      ('column', 'public.widget_waitlist area', 'text default ''main''::text not null'),
      ('column', 'public.widget_waitlist booking_id', 'uuid'),
      ('column', 'public.widget_waitlist created_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_waitlist flex_minutes', 'integer default 0 not null'),
      ('column', 'public.widget_waitlist guest_email', 'text default ''''::text not null'),
      ('column', 'public.widget_waitlist guest_erased_at', 'timestamp with time zone'),
      ('column', 'public.widget_waitlist guest_name', 'text not null'),
      ('column', 'public.widget_waitlist guest_phone', 'text default ''''::text not null'),
      ('column', 'public.widget_waitlist id', 'uuid default gen_random_uuid() not null'),
      ('column', 'public.widget_waitlist idempotency_key', 'uuid default gen_random_uuid() not null'),
      ('column', 'public.widget_waitlist locale', 'text default ''en''::text not null'),
      ('column', 'public.widget_waitlist notes', 'text default ''''::text not null'),
      ('column', 'public.widget_waitlist offer_ends_at', 'timestamp with time zone'),
      ('column', 'public.widget_waitlist offered_at', 'timestamp with time zone'),
      ('column', 'public.widget_waitlist party_size', 'integer not null'),
      ('column', 'public.widget_waitlist reference', 'text not null'),
      ('column', 'public.widget_waitlist request_hash', 'text default ''''::text not null'),
      ('column', 'public.widget_waitlist status', 'text default ''waiting''::text not null'),
      ('column', 'public.widget_waitlist tenant_id', 'uuid not null'),
      ('column', 'public.widget_waitlist updated_at', 'timestamp with time zone default now() not null'),
      ('column', 'public.widget_waitlist version', 'integer default 1 not null'),
      ('column', 'public.widget_waitlist wanted_at', 'timestamp with time zone not null'),
      ('column', 'public.widget_waitlist widget_id', 'uuid'),
      ('column', 'widget_private.flag_news flag_key', 'text not null'),
      ('column', 'widget_private.flag_news since', 'timestamp with time zone default clock_timestamp() not null'),
      ('column', 'widget_private.flag_news tenant_id', 'uuid not null'),
      ('column', 'widget_private.guest_link_key is_only', 'boolean default true not null'),
      ('column', 'widget_private.guest_link_key key', 'bytea not null'),
      ('column', 'widget_private.insight_horizons raw_since', 'timestamp with time zone not null'),
      ('column', 'widget_private.insight_horizons tenant_id', 'uuid not null'),
      ('column', 'widget_private.insight_sessions converted', 'boolean not null'),
      ('column', 'widget_private.insight_sessions first_at', 'timestamp with time zone not null'),
      ('column', 'widget_private.insight_sessions first_id', 'uuid not null'),
      ('column', 'widget_private.insight_sessions local_date', 'date not null'),
      ('column', 'widget_private.insight_sessions reached', 'text[] default ''{}''::text[] not null'),
      ('column', 'widget_private.insight_sessions session_id', 'uuid not null'),
      ('column', 'widget_private.insight_sessions tenant_id', 'uuid not null'),
      ('column', 'widget_private.insight_sessions traits', 'text[] not null'),
      ('column', 'widget_private.insight_sessions turned_away', 'text[] default ''{}''::text[] not null'),
      ('column', 'widget_private.insight_sessions widget_id', 'uuid not null'),
      ('column', 'widget_private.insight_ticks due', 'jsonb default ''{}''::jsonb not null'),
      ('column', 'widget_private.insight_ticks sent_at', 'timestamp with time zone default ''-infinity''::timestamp with time zone not null'),
      ('column', 'widget_private.insight_ticks tenant_id', 'uuid not null'),
      ('column', 'widget_private.insight_ticks watched_until', 'timestamp with time zone'),
      ('column', 'widget_private.journal_secrets id', 'bigint not null'),
      ('column', 'widget_private.journal_secrets secret', 'bytea default ((uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())) || uuid_send(gen_random_uuid())) not null'),
      ('column', 'widget_private.journal_secrets signs_from', 'timestamp with time zone not null'),
      ('column', 'widget_private.kept_widgets created_at', 'timestamp with time zone not null'),
      ('column', 'widget_private.kept_widgets draft', 'jsonb'),
      ('column', 'widget_private.kept_widgets draft_base_version', 'integer'),
      ('column', 'widget_private.kept_widgets draft_version', 'integer not null'),
      ('column', 'widget_private.kept_widgets public_key', 'text not null'),
      ('column', 'widget_private.kept_widgets publish_mode', 'text not null'),
      ('column', 'widget_private.kept_widgets tenant_id', 'uuid not null'),
      ('column', 'widget_private.kept_widgets widget_id', 'uuid not null'),
      ('column', 'widget_private.kept_widgets widget_type', 'text not null'),
      ('column', 'widget_private.rollout_hours batch', 'integer not null'),
      ('column', 'widget_private.rollout_hours component', 'text not null'),
      ('column', 'widget_private.rollout_hours durations', 'jsonb not null'),
      ('column', 'widget_private.rollout_hours errors', 'bigint not null'),
      ('column', 'widget_private.rollout_hours flag_key', 'text not null'),
      ('column', 'widget_private.rollout_hours hour', 'timestamp with time zone not null'),
      ('column', 'widget_private.rollout_hours saves', 'bigint not null'),
      ('column', 'widget_private.rollup_rebuilds first_day', 'date'),
      ('column', 'widget_private.rollup_rebuilds last_day', 'date'),
      ('column', 'widget_private.rollup_rebuilds next_day', 'date'),
      ('column', 'widget_private.rollup_rebuilds not_before', 'timestamp with time zone default clock_timestamp() not null'),
      ('column', 'widget_private.rollup_rebuilds tenant_id', 'uuid not null'),
      ('column', 'widget_private.test_tenants run_id', 'uuid default gen_random_uuid() not null'),
      ('column', 'widget_private.test_tenants tenant_id', 'uuid not null'),
      ('column', 'widget_private.test_tenants tester', 'uuid not null'),
      ('column', 'widget_private.test_tenants used_at', 'timestamp with time zone default clock_timestamp() not null'),
      ('column', 'widget_private.uncounted_visits events', 'uuid[] not null'),
      ('column', 'widget_private.uncounted_visits id', 'bigint not null'),
      ('column', 'widget_private.uncounted_visits local_date', 'date not null'),
      ('column', 'widget_private.uncounted_visits tenant_id', 'uuid not null'),
      ('column', 'widget_private.waiting_insights dropped', 'jsonb default ''{}''::jsonb not null'),
      ('column', 'widget_private.waiting_insights events', 'jsonb not null'),
      ('column', 'widget_private.waiting_insights id', 'uuid default gen_random_uuid() not null'),
      ('column', 'widget_private.waiting_insights refused_at', 'timestamp with time zone'),
      ('column', 'widget_private.waiting_insights tenant_id', 'uuid not null'),
      ('column', 'widget_private.waiting_insights visit', 'jsonb not null'),
      ('column', 'widget_private.waiting_insights widget_id', 'uuid not null'),
      ('constraint', 'public.widget_analytics widget_analytics_event_type_check', 'CHECK ((event_type = ANY (ARRAY[''view''::text, ''interaction''::text, ''conversion''::text])))'),
      ('constraint', 'public.widget_analytics widget_analytics_metadata_check', 'CHECK (((jsonb_typeof(metadata) = ''object''::text) AND (octet_length((metadata)::text) <= 4096)))'),
      ('constraint', 'public.widget_analytics widget_analytics_page_url_check', 'CHECK ((char_length(page_url) <= 2000))'),
      ('constraint', 'public.widget_analytics widget_analytics_pkey', 'PRIMARY KEY (id)'),
      ('constraint', 'public.widget_analytics widget_analytics_referrer_check', 'CHECK ((char_length(referrer) <= 2000))'),
      ('constraint', 'public.widget_analytics widget_analytics_user_agent_check', 'CHECK ((char_length(user_agent) <= 400))'),
      ('constraint', 'public.widget_analytics widget_analytics_widget_id_fkey', 'FOREIGN KEY (widget_id) REFERENCES public.widget_configurations(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_analytics_buckets widget_analytics_buckets_pkey', 'PRIMARY KEY (tenant_id, widget_id, bucket)'),
      ('constraint', 'public.widget_analytics_buckets widget_analytics_buckets_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_analytics_daily widget_analytics_daily_dimension_check', 'CHECK ((char_length(dimension) <= 32))'),
      ('constraint', 'public.widget_analytics_daily widget_analytics_daily_pkey', 'PRIMARY KEY (tenant_id, widget_id, local_date, dimension, value)'),
      ('constraint', 'public.widget_analytics_daily widget_analytics_daily_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_analytics_daily widget_analytics_daily_value_check', 'CHECK ((char_length(value) <= 200))'),
      ('constraint', 'public.widget_api_tokens widget_api_tokens_name_check', 'CHECK (((char_length(name) >= 1) AND (char_length(name) <= 80)))'),
      ('constraint', 'public.widget_api_tokens widget_api_tokens_pkey', 'PRIMARY KEY (id)'),
      ('constraint', 'public.widget_api_tokens widget_api_tokens_prefix_check', 'CHECK ((char_length(prefix) = 12))'),
      ('constraint', 'public.widget_api_tokens widget_api_tokens_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_api_tokens widget_api_tokens_token_digest_key', 'UNIQUE (token_digest)'),
      ('constraint', 'public.widget_audit widget_audit_action_check', 'CHECK (((char_length(action) >= 1) AND (char_length(action) <= 80)))'),
      ('constraint', 'public.widget_audit widget_audit_pkey', 'PRIMARY KEY (id)'),
      ('constraint', 'public.widget_audit widget_audit_reason_check', 'CHECK ((char_length(reason) <= 500))'),
      ('constraint', 'public.widget_audit widget_audit_subject_check', 'CHECK ((char_length(subject) <= 200))'),
      ('constraint', 'public.widget_audit widget_audit_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE SET NULL'),
      ('constraint', 'public.widget_booking_events widget_booking_events_booking_id_fkey', 'FOREIGN KEY (booking_id) REFERENCES public.widget_bookings(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_booking_events widget_booking_events_kind_check', 'CHECK ((kind = ANY (ARRAY[''created''::text, ''changed''::text])))'),
      ('constraint', 'public.widget_booking_events widget_booking_events_pkey', 'PRIMARY KEY (id)'),
      ('constraint', 'public.widget_booking_events widget_booking_events_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_booking_slots widget_booking_slots_area_check', 'CHECK (((char_length(area) >= 1) AND (char_length(area) <= 40)))'),
      ('constraint', 'public.widget_booking_slots widget_booking_slots_arrivals_check', 'CHECK ((arrivals >= 0))'),
      ('constraint', 'public.widget_booking_slots widget_booking_slots_capacity_check', 'CHECK ((capacity >= 0))'),
      ('constraint', 'public.widget_booking_slots widget_booking_slots_covers_check', 'CHECK (((covers >= 0) AND (covers <= (capacity + over))))'),
      ('constraint', 'public.widget_booking_slots widget_booking_slots_over_check', 'CHECK ((over >= 0))'),
      ('constraint', 'public.widget_booking_slots widget_booking_slots_parties_check', 'CHECK ((jsonb_typeof(parties) = ''object''::text))'),
      ('constraint', 'public.widget_booking_slots widget_booking_slots_pkey', 'PRIMARY KEY (tenant_id, area, slot)'),
      ('constraint', 'public.widget_booking_slots widget_booking_slots_slot_check', 'CHECK ((((EXTRACT(epoch FROM slot))::bigint % (900)::bigint) = 0))'),
      ('constraint', 'public.widget_booking_slots widget_booking_slots_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_bookings widget_bookings_access_needs_check', 'CHECK ((char_length(access_needs) <= 500))'),
      ('constraint', 'public.widget_bookings widget_bookings_allergies_check', 'CHECK ((char_length(allergies) <= 500))'),
      ('constraint', 'public.widget_bookings widget_bookings_area_check', 'CHECK (((char_length(area) >= 1) AND (char_length(area) <= 40)))'),
      ('constraint', 'public.widget_bookings widget_bookings_buffer_minutes_check', 'CHECK (((buffer_minutes >= 0) AND (buffer_minutes <= 240)))'),
      ('constraint', 'public.widget_bookings widget_bookings_check', 'CHECK (((cancelled_by IS NULL) OR ((status = ''cancelled''::text) AND (cancelled_by = ANY (ARRAY[''guest''::text, ''staff''::text, ''system''::text])))))'),
      ('constraint', 'public.widget_bookings widget_bookings_duration_minutes_check', 'CHECK (((duration_minutes >= 15) AND (duration_minutes <= 1440)))'),
      ('constraint', 'public.widget_bookings widget_bookings_guest_email_check', 'CHECK ((char_length(guest_email) <= 254))'),
      ('constraint', 'public.widget_bookings widget_bookings_guest_name_check', 'CHECK (((char_length(guest_name) >= 1) AND (char_length(guest_name) <= 80)))'),
      ('constraint', 'public.widget_bookings widget_bookings_guest_phone_check', 'CHECK ((char_length(guest_phone) <= 32))'),
      ('constraint', 'public.widget_bookings widget_bookings_locale_check', 'CHECK ((char_length(locale) <= 12))'),
      ('constraint', 'public.widget_bookings widget_bookings_notes_check', 'CHECK ((char_length(notes) <= 500))'),
      ('constraint', 'public.widget_bookings widget_bookings_party_size_check', 'CHECK (((party_size >= 1) AND (party_size <= 500)))'),
      ('constraint', 'public.widget_bookings widget_bookings_pkey', 'PRIMARY KEY (id)'),
      ('constraint', 'public.widget_bookings widget_bookings_reference_check', 'CHECK ((reference ~ ''^[2-9CDFGHJKMPQRTVWXY]{3}-[2-9CDFGHJKMPQRTVWXY]{3}$''::text))'),
      ('constraint', 'public.widget_bookings widget_bookings_source_check', 'CHECK ((source = ANY (ARRAY[''widget''::text, ''page''::text, ''phone''::text, ''walk_in''::text, ''staff''::text, ''waitlist''::text])))'),
      ('constraint', 'public.widget_bookings widget_bookings_status_check', 'CHECK ((status = ANY (ARRAY[''pending''::text, ''confirmed''::text, ''seated''::text, ''completed''::text, ''cancelled''::text, ''no_show''::text, ''declined''::text, ''expired''::text])))'),
      ('constraint', 'public.widget_bookings widget_bookings_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_bookings widget_bookings_tenant_id_idempotency_key_key', 'UNIQUE (tenant_id, idempotency_key)'),
      ('constraint', 'public.widget_bookings widget_bookings_tenant_id_reference_key', 'UNIQUE (tenant_id, reference)'),
      ('constraint', 'public.widget_catering_quotes widget_catering_quotes_currency_check', 'CHECK ((currency ~ ''^[A-Z]{3}$''::text))'),
      ('constraint', 'public.widget_catering_quotes widget_catering_quotes_lines_check', 'CHECK (((jsonb_typeof(lines) = ''array''::text) AND (octet_length((lines)::text) <= 65536)))'),
      ('constraint', 'public.widget_catering_quotes widget_catering_quotes_message_check', 'CHECK ((char_length(message) <= 2000))'),
      ('constraint', 'public.widget_catering_quotes widget_catering_quotes_net_check', 'CHECK ((net_minor = (subtotal_minor + service_minor)))'),
      ('constraint', 'public.widget_catering_quotes widget_catering_quotes_net_minor_check', 'CHECK (((net_minor >= 0) AND (net_minor <= ''1000000000000''::bigint)))'),
      ('constraint', 'public.widget_catering_quotes widget_catering_quotes_pkey', 'PRIMARY KEY (request_id, version)'),
      ('constraint', 'public.widget_catering_quotes widget_catering_quotes_request_id_fkey', 'FOREIGN KEY (request_id) REFERENCES public.widget_catering_requests(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_catering_quotes widget_catering_quotes_service_minor_check', 'CHECK (((service_minor >= 0) AND (service_minor <= ''1000000000000''::bigint)))'),
      ('constraint', 'public.widget_catering_quotes widget_catering_quotes_status_check', 'CHECK ((status = ANY (ARRAY[''draft''::text, ''sent''::text, ''accepted''::text, ''declined''::text, ''expired''::text])))'),
      ('constraint', 'public.widget_catering_quotes widget_catering_quotes_subtotal_minor_check', 'CHECK (((subtotal_minor >= 0) AND (subtotal_minor <= ''1000000000000''::bigint)))'),
      ('constraint', 'public.widget_catering_quotes widget_catering_quotes_tax_minor_check', 'CHECK (((tax_minor >= 0) AND (tax_minor <= ''1000000000000''::bigint)))'),
      ('constraint', 'public.widget_catering_quotes widget_catering_quotes_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_catering_quotes widget_catering_quotes_total_minor_check', 'CHECK (((total_minor >= 0) AND (total_minor <= ''2000000000000''::bigint)))'),
      ('constraint', 'public.widget_catering_quotes widget_catering_quotes_version_check', 'CHECK ((version >= 1))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_add_ons_check', 'CHECK (((jsonb_typeof(add_ons) = ''object''::text) AND (octet_length((add_ons)::text) <= 16384)))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_address_check', 'CHECK ((char_length(address) <= 300))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_company_check', 'CHECK ((char_length(company) <= 120))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_contact_email_check', 'CHECK ((char_length(contact_email) <= 254))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_contact_name_check', 'CHECK (((char_length(contact_name) >= 1) AND (char_length(contact_name) <= 80)))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_contact_phone_check', 'CHECK ((char_length(contact_phone) <= 32))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_currency_check', 'CHECK ((currency ~ ''^[A-Z]{3}$''::text))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_guests_check', 'CHECK (((guests >= 1) AND (guests <= 5000)))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_locale_check', 'CHECK ((char_length(locale) <= 12))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_net_check', 'CHECK ((net_minor = (subtotal_minor + service_minor)))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_net_minor_check', 'CHECK (((net_minor >= 0) AND (net_minor <= ''1000000000000''::bigint)))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_notes_check', 'CHECK ((char_length(notes) <= 1000))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_package_id_check', 'CHECK (((char_length(package_id) >= 1) AND (char_length(package_id) <= 40)))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_package_names_check', 'CHECK ((jsonb_typeof(package_names) = ''object''::text))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_pkey', 'PRIMARY KEY (id)'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_quantity_check', 'CHECK ((quantity >= 1))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_reference_check', 'CHECK ((reference ~ ''^[2-9CDFGHJKMPQRTVWXY]{3}-[2-9CDFGHJKMPQRTVWXY]{3}$''::text))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_service_minor_check', 'CHECK (((service_minor >= 0) AND (service_minor <= ''1000000000000''::bigint)))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_source_check', 'CHECK ((source = ANY (ARRAY[''widget''::text, ''page''::text, ''staff''::text])))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_status_check', 'CHECK ((status = ANY (ARRAY[''new''::text, ''quoted''::text, ''accepted''::text, ''declined''::text, ''expired''::text, ''withdrawn''::text, ''completed''::text])))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_subtotal_minor_check', 'CHECK (((subtotal_minor >= 0) AND (subtotal_minor <= ''1000000000000''::bigint)))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_tax_minor_check', 'CHECK (((tax_minor >= 0) AND (tax_minor <= ''1000000000000''::bigint)))'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_tenant_id_idempotency_key_key', 'UNIQUE (tenant_id, idempotency_key)'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_tenant_id_reference_key', 'UNIQUE (tenant_id, reference)'),
      ('constraint', 'public.widget_catering_requests widget_catering_requests_total_minor_check', 'CHECK (((total_minor >= 0) AND (total_minor <= ''2000000000000''::bigint)))'),
      ('constraint', 'public.widget_config_versions widget_config_versions_pkey', 'PRIMARY KEY (widget_id, version)'),
      ('constraint', 'public.widget_config_versions widget_config_versions_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_configurations widget_configurations_config_check', 'CHECK (((jsonb_typeof(config) = ''object''::text) AND (octet_length((config)::text) <= 524288)))'),
      ('constraint', 'public.widget_configurations widget_configurations_draft_check', 'CHECK (((jsonb_typeof(draft) = ''object''::text) AND (octet_length((draft)::text) <= 524288)))'),
      ('constraint', 'public.widget_configurations widget_configurations_pkey', 'PRIMARY KEY (id)'),
      ('constraint', 'public.widget_configurations widget_configurations_public_key_check', 'CHECK ((public_key ~ ''^wk_[a-z0-9]{20}$''::text))'),
      ('constraint', 'public.widget_configurations widget_configurations_public_key_key', 'UNIQUE (public_key)'),
      ('constraint', 'public.widget_configurations widget_configurations_publish_mode_check', 'CHECK ((publish_mode = ANY (ARRAY[''live''::text, ''draft''::text])))'),
      ('constraint', 'public.widget_configurations widget_configurations_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_configurations widget_configurations_tenant_id_widget_type_key', 'UNIQUE (tenant_id, widget_type)'),
      ('constraint', 'public.widget_configurations widget_configurations_version_check', 'CHECK ((version >= 1))'),
      ('constraint', 'public.widget_configurations widget_configurations_widget_type_check', 'CHECK ((widget_type = ANY (ARRAY[''booking''::text, ''catering''::text])))'),
      ('constraint', 'public.widget_connection_reports widget_connection_reports_batch_check', 'CHECK ((batch >= 1))'),
      ('constraint', 'public.widget_connection_reports widget_connection_reports_component_check', 'CHECK ((component = ANY (ARRAY[''form''::text, ''editor''::text])))'),
      ('constraint', 'public.widget_connection_reports widget_connection_reports_drops_check', 'CHECK (((drops >= 0) AND (drops <= 1000)))'),
      ('constraint', 'public.widget_connection_reports widget_connection_reports_online_ms_check', 'CHECK (((online_ms >= 1) AND (online_ms <= 3600000)))'),
      ('constraint', 'public.widget_connection_reports widget_connection_reports_pkey', 'PRIMARY KEY (tenant_id, id)'),
      ('constraint', 'public.widget_connection_reports widget_connection_reports_recoveries_ms_check', 'CHECK ((cardinality(recoveries_ms) <= 50))'),
      ('constraint', 'public.widget_connection_reports widget_connection_reports_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_dropped_visits widget_dropped_visits_pkey', 'PRIMARY KEY (tenant_id, widget_id, local_date, reason)'),
      ('constraint', 'public.widget_dropped_visits widget_dropped_visits_reason_check', 'CHECK ((reason = ANY (ARRAY[''bot''::text, ''prefetch''::text, ''invalid''::text, ''late''::text])))'),
      ('constraint', 'public.widget_dropped_visits widget_dropped_visits_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_feature_flag_overrides widget_feature_flag_overrides_flag_key_fkey', 'FOREIGN KEY (flag_key) REFERENCES public.widget_feature_flags(key) ON DELETE CASCADE'),
      ('constraint', 'public.widget_feature_flag_overrides widget_feature_flag_overrides_pkey', 'PRIMARY KEY (tenant_id, flag_key)'),
      ('constraint', 'public.widget_feature_flag_overrides widget_feature_flag_overrides_reason_check', 'CHECK (((char_length(reason) >= 1) AND (char_length(reason) <= 500)))'),
      ('constraint', 'public.widget_feature_flag_overrides widget_feature_flag_overrides_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_feature_flags widget_feature_flags_description_check', 'CHECK ((char_length(description) <= 500))'),
      ('constraint', 'public.widget_feature_flags widget_feature_flags_key_check', 'CHECK ((key ~ ''^[a-z][a-z0-9_.-]{0,62}$''::text))'),
      ('constraint', 'public.widget_feature_flags widget_feature_flags_pkey', 'PRIMARY KEY (key)'),
      ('constraint', 'public.widget_feature_flags widget_feature_flags_reason_check', 'CHECK ((char_length(reason) <= 500))'),
      ('constraint', 'public.widget_feature_flags widget_feature_flags_retired_at_check', 'CHECK (isfinite(retired_at))'),
      ('constraint', 'public.widget_feature_flags widget_feature_flags_rollout_percent_check', 'CHECK (((rollout_percent >= (0)::numeric) AND (rollout_percent <= (100)::numeric)))'),
      ('constraint', 'public.widget_feature_flags widget_feature_flags_stage_check', 'CHECK ((stage = ANY (ARRAY[''off''::text, ''list''::text, ''percentage''::text, ''on''::text])))'),
      ('constraint', 'public.widget_feature_flags widget_feature_flags_stop_rule_check', 'CHECK (((jsonb_typeof(stop_rule) = ''object''::text) AND (octet_length((stop_rule)::text) <= 2048)))'),
      ('constraint', 'public.widget_invitations widget_invitations_email_check', 'CHECK (((email = lower(email)) AND ((char_length(email) >= 3) AND (char_length(email) <= 254))))'),
      ('constraint', 'public.widget_invitations widget_invitations_pkey', 'PRIMARY KEY (id)'),
      ('constraint', 'public.widget_invitations widget_invitations_role_check', 'CHECK ((role = ANY (ARRAY[''viewer''::text, ''editor''::text, ''admin''::text, ''owner''::text])))'),
      ('constraint', 'public.widget_invitations widget_invitations_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_invitations widget_invitations_token_hash_key', 'UNIQUE (token_hash)'),
      ('constraint', 'public.widget_rollouts widget_rollouts_batch_check', 'CHECK ((batch >= 1))'),
      ('constraint', 'public.widget_rollouts widget_rollouts_by_tenants_check', 'CHECK ((by_tenants >= 1))'),
      ('constraint', 'public.widget_rollouts widget_rollouts_ended_at_check', 'CHECK (isfinite(ended_at))'),
      ('constraint', 'public.widget_rollouts widget_rollouts_flag_key_fkey', 'FOREIGN KEY (flag_key) REFERENCES public.widget_feature_flags(key) ON DELETE CASCADE'),
      ('constraint', 'public.widget_rollouts widget_rollouts_from_percent_check', 'CHECK (((from_percent >= (0)::numeric) AND (from_percent <= (100)::numeric)))'),
      ('constraint', 'public.widget_rollouts widget_rollouts_goes_on_after_minutes_check', 'CHECK (((goes_on_after_minutes >= 10) AND (goes_on_after_minutes <= 10080)))'),
      ('constraint', 'public.widget_rollouts widget_rollouts_numbers_check', 'CHECK (((jsonb_typeof(numbers) = ''object''::text) AND (octet_length((numbers)::text) <= 16384)))'),
      ('constraint', 'public.widget_rollouts widget_rollouts_percent_check', 'CHECK (((percent >= (0)::numeric) AND (percent <= (100)::numeric)))'),
      ('constraint', 'public.widget_rollouts widget_rollouts_pkey', 'PRIMARY KEY (flag_key, batch)'),
      ('constraint', 'public.widget_rollouts widget_rollouts_reason_check', 'CHECK ((char_length(reason) <= 500))'),
      ('constraint', 'public.widget_rollouts widget_rollouts_started_at_check', 'CHECK (isfinite(started_at))'),
      ('constraint', 'public.widget_rollouts widget_rollouts_status_check', 'CHECK ((status = ANY (ARRAY[''planned''::text, ''running''::text, ''paused''::text, ''stopped''::text, ''done''::text, ''rolled_back''::text, ''aborted''::text])))'),
      ('constraint', 'public.widget_rollouts widget_rollouts_watched_from_check', 'CHECK (isfinite(watched_from))'),
      ('constraint', 'public.widget_save_minutes widget_save_minutes_check', 'CHECK (((errors >= 0) AND (errors <= saves)))'),
      ('constraint', 'public.widget_save_minutes widget_save_minutes_component_check', 'CHECK ((component = ANY (ARRAY[''form''::text, ''editor''::text])))'),
      ('constraint', 'public.widget_save_minutes widget_save_minutes_durations_check', 'CHECK (((jsonb_typeof(durations) = ''object''::text) AND (octet_length((durations)::text) <= 8192)))'),
      ('constraint', 'public.widget_save_minutes widget_save_minutes_failures_check', 'CHECK (((jsonb_typeof(failures) = ''object''::text) AND (octet_length((failures)::text) <= 16384)))'),
      ('constraint', 'public.widget_save_minutes widget_save_minutes_minute_check', 'CHECK ((isfinite(minute) AND (minute = date_trunc(''minute''::text, minute, ''UTC''::text))))'),
      ('constraint', 'public.widget_save_minutes widget_save_minutes_pkey', 'PRIMARY KEY (tenant_id, minute, component)'),
      ('constraint', 'public.widget_save_minutes widget_save_minutes_saves_check', 'CHECK ((saves >= 0))'),
      ('constraint', 'public.widget_save_minutes widget_save_minutes_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_settings widget_settings_allowed_origins_check', 'CHECK (((cardinality(allowed_origins) <= 20) AND (octet_length((allowed_origins)::text) <= 8000) AND (array_position(allowed_origins, NULL::text) IS NULL)))'),
      ('constraint', 'public.widget_settings widget_settings_city_check', 'CHECK ((char_length(city) <= 80))'),
      ('constraint', 'public.widget_settings widget_settings_country_check', 'CHECK ((country ~ ''^([A-Z]{2})?$''::text))'),
      ('constraint', 'public.widget_settings widget_settings_currency_check', 'CHECK ((currency ~ ''^[A-Z]{3}$''::text))'),
      ('constraint', 'public.widget_settings widget_settings_default_locale_check', 'CHECK ((char_length(default_locale) <= 35))'),
      ('constraint', 'public.widget_settings widget_settings_email_check', 'CHECK ((char_length(email) <= 254))'),
      ('constraint', 'public.widget_settings widget_settings_event_days_check', 'CHECK (((event_days >= 30) AND (event_days <= 1825)))'),
      ('constraint', 'public.widget_settings widget_settings_guest_days_check', 'CHECK (((guest_days >= 30) AND (guest_days <= 3650)))'),
      ('constraint', 'public.widget_settings widget_settings_insights_check', 'CHECK ((insights = ANY (ARRAY[''always''::text, ''with-consent''::text, ''never''::text])))'),
      ('constraint', 'public.widget_settings widget_settings_ip_privacy_check', 'CHECK ((ip_privacy = ANY (ARRAY[''truncate''::text, ''none''::text, ''full''::text])))'),
      ('constraint', 'public.widget_settings widget_settings_locales_check', 'CHECK (((octet_length((locales)::text) <= 400) AND (array_position(locales, NULL::text) IS NULL) AND ((cardinality(locales) >= 1) AND (cardinality(locales) <= 8))))'),
      ('constraint', 'public.widget_settings widget_settings_name_check', 'CHECK ((char_length(name) <= 80))'),
      ('constraint', 'public.widget_settings widget_settings_phone_check',  E'CHECK ((phone ~ ''^(\\+[1-9][0-9]{6,14})?$''::text))'),
      ('constraint', 'public.widget_settings widget_settings_pkey', 'PRIMARY KEY (tenant_id)'),
      ('constraint', 'public.widget_settings widget_settings_postcode_check', 'CHECK ((char_length(postcode) <= 16))'),
      ('constraint', 'public.widget_settings widget_settings_reply_to_check', 'CHECK ((char_length(reply_to) <= 254))'),
      ('constraint', 'public.widget_settings widget_settings_sender_name_check', 'CHECK ((char_length(sender_name) <= 80))'),
      ('constraint', 'public.widget_settings widget_settings_sensitive_days_check', 'CHECK (((sensitive_days >= 1) AND (sensitive_days <= 365)))'),
      ('constraint', 'public.widget_settings widget_settings_street_check', 'CHECK ((char_length(street) <= 120))'),
      ('constraint', 'public.widget_settings widget_settings_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_settings widget_settings_time_zone_check', 'CHECK (((char_length(time_zone) <= 64) AND (time_zone !~* ''^utc[+-]''::text)))'),
      ('constraint', 'public.widget_turned_away widget_turned_away_party_size_check', 'CHECK (((party_size >= 0) AND (party_size <= 10000)))'),
      ('constraint', 'public.widget_turned_away widget_turned_away_pkey', 'PRIMARY KEY (tenant_id, widget_id, local_date, wanted_date, wanted_time, party_size, rule)'),
      ('constraint', 'public.widget_turned_away widget_turned_away_rule_check', 'CHECK (((char_length(rule) >= 1) AND (char_length(rule) <= 32)))'),
      ('constraint', 'public.widget_turned_away widget_turned_away_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_turned_away widget_turned_away_wanted_time_check', 'CHECK (((wanted_time = ''''::text) OR (wanted_time ~ ''^([01][0-9]|2[0-3]):[0-5][0-9]$''::text)))'),
      ('constraint', 'public.widget_waitlist widget_waitlist_area_check', 'CHECK (((char_length(area) >= 1) AND (char_length(area) <= 40)))'),
      ('constraint', 'public.widget_waitlist widget_waitlist_booking_id_fkey', 'FOREIGN KEY (booking_id) REFERENCES public.widget_bookings(id) ON DELETE SET NULL'),
      ('constraint', 'public.widget_waitlist widget_waitlist_flex_minutes_check', 'CHECK (((flex_minutes >= 0) AND (flex_minutes <= 60)))'),
      ('constraint', 'public.widget_waitlist widget_waitlist_guest_email_check', 'CHECK ((char_length(guest_email) <= 254))'),
      ('constraint', 'public.widget_waitlist widget_waitlist_guest_name_check', 'CHECK (((char_length(guest_name) >= 1) AND (char_length(guest_name) <= 80)))'),
      ('constraint', 'public.widget_waitlist widget_waitlist_guest_phone_check', 'CHECK ((char_length(guest_phone) <= 32))'),
      ('constraint', 'public.widget_waitlist widget_waitlist_locale_check', 'CHECK ((char_length(locale) <= 12))'),
      ('constraint', 'public.widget_waitlist widget_waitlist_notes_check', 'CHECK ((char_length(notes) <= 500))'),
      ('constraint', 'public.widget_waitlist widget_waitlist_offer_check', 'CHECK (((status = ''offered''::text) <= (offer_ends_at IS NOT NULL)))'),
      ('constraint', 'public.widget_waitlist widget_waitlist_party_size_check', 'CHECK (((party_size >= 1) AND (party_size <= 500)))'),
      ('constraint', 'public.widget_waitlist widget_waitlist_pkey', 'PRIMARY KEY (id)'),
      ('constraint', 'public.widget_waitlist widget_waitlist_reference_check', 'CHECK ((reference ~ ''^[2-9CDFGHJKMPQRTVWXY]{3}-[2-9CDFGHJKMPQRTVWXY]{3}$''::text))'),
      ('constraint', 'public.widget_waitlist widget_waitlist_status_check', 'CHECK ((status = ANY (ARRAY[''waiting''::text, ''offered''::text, ''accepted''::text, ''passed''::text, ''left''::text])))'),
      ('constraint', 'public.widget_waitlist widget_waitlist_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'public.widget_waitlist widget_waitlist_tenant_id_idempotency_key_key', 'UNIQUE (tenant_id, idempotency_key)'),
      ('constraint', 'public.widget_waitlist widget_waitlist_tenant_id_reference_key', 'UNIQUE (tenant_id, reference)'),
      ('constraint', 'widget_private.flag_news flag_news_pkey', 'PRIMARY KEY (tenant_id, flag_key)'),
      ('constraint', 'widget_private.guest_link_key guest_link_key_is_only_check', 'CHECK (is_only)'),
      ('constraint', 'widget_private.guest_link_key guest_link_key_pkey', 'PRIMARY KEY (is_only)'),
      ('constraint', 'widget_private.insight_horizons insight_horizons_pkey', 'PRIMARY KEY (tenant_id)'),
      ('constraint', 'widget_private.insight_horizons insight_horizons_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'widget_private.insight_sessions insight_sessions_pkey', 'PRIMARY KEY (tenant_id, widget_id, session_id)'),
      ('constraint', 'widget_private.insight_sessions insight_sessions_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'widget_private.insight_ticks insight_ticks_pkey', 'PRIMARY KEY (tenant_id)'),
      ('constraint', 'widget_private.insight_ticks insight_ticks_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'widget_private.journal_secrets journal_secrets_pkey', 'PRIMARY KEY (id)'),
      ('constraint', 'widget_private.kept_widgets kept_widgets_pkey', 'PRIMARY KEY (widget_id)'),
      ('constraint', 'widget_private.kept_widgets kept_widgets_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'widget_private.kept_widgets kept_widgets_tenant_id_widget_type_key', 'UNIQUE (tenant_id, widget_type)'),
      ('constraint', 'widget_private.rollout_hours rollout_hours_pkey', 'PRIMARY KEY (flag_key, hour, component, batch)'),
      ('constraint', 'widget_private.rollup_rebuilds rollup_rebuilds_pkey', 'PRIMARY KEY (tenant_id)'),
      ('constraint', 'widget_private.rollup_rebuilds rollup_rebuilds_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'widget_private.test_tenants test_tenants_pkey', 'PRIMARY KEY (tenant_id)'),
      ('constraint', 'widget_private.test_tenants test_tenants_tenant_id_fkey', 'FOREIGN KEY (tenant_id) REFERENCES public.tenants(id) ON DELETE CASCADE'),
      ('constraint', 'widget_private.uncounted_visits uncounted_visits_pkey', 'PRIMARY KEY (tenant_id, id)'),
      ('constraint', 'widget_private.waiting_insights waiting_insights_pkey', 'PRIMARY KEY (id)'),
      ('function body', 'widget_private.accept_invitation(text)', '21238e4dfeef93ca8f5d843fe0293c5e'),
      ('function body', 'widget_private.add_counts(jsonb,jsonb)', '98fe954e0c21df4fa8650142b2441794'),
      ('function body', 'widget_private.add_days(public.widget_analytics_daily[])', 'dae088c58580649e8f060e2f184bbfa2'),
      ('function body', 'widget_private.add_tenant_defaults()', '8e7b520600b07a184fdb64c7fcc3d5ee'),
      ('function body', 'widget_private.add_widgets(uuid[])', '8815dcfe8c7ec647a2c7e35929cb325a'),
      ('function body', 'widget_private.address_of(jsonb)', 'b2bb8c03fbfe6111f5ee945ccdd085dc'),
      ('function body', 'widget_private.announce_booking()', '8b1fe7a291ee9d7d7deeed0ce680d1d8'),
      ('function body', 'widget_private.announce_draft()', '9674b679c320fe1a06a520a2e3c2b0d9'),
      ('function body', 'widget_private.announce_flag()', '98f1073c5363974112eede9654aeeda5'),
      ('function body', 'widget_private.announce_override()', '2721130a338bfdadc69adee33bde5629'),
      ('function body', 'widget_private.announce_request()', 'fb22d53e7804b83d937715ac902def44'),
      ('function body', 'widget_private.announce_widget()', '3519dfdbf44ecea71b52ef9fde5dc549'),
      ('function body', 'widget_private.apply_go_on(text,integer,text)', 'e76dc87a5281c485e823076ef80b4812'),
      ('function body', 'widget_private.are_areas(jsonb)', 'fa8e73fe2a9b95722e73a3dbd2caf62a'),
      ('function body', 'widget_private.area_seats(jsonb,text)', '474fc41e9f04124e15318555559e98f4'),
      ('function body', 'widget_private.audit_api_token(uuid,text,public.widget_api_tokens)', 'e1cae9845efc36572ae63573e2566104'),
      ('function body', 'widget_private.audit_change()', '587320a58da66871756a96f516a579af'),
      ('function body', 'widget_private.audit_member(uuid,text,text,text,text)', '4b4d1b2d65c799406e961d8729772b74'),
      ('function body', 'widget_private.batch_sums(public.widget_feature_flags)', '799b91b91c15e0b2df4eeb4aef3c3ee0'),
      ('function body', 'widget_private.begin_batch(public.widget_feature_flags,public.widget_rollouts,text)', 'bc2d1bf64cb3aeaa7951f5b1a5c18892'),
      ('function body', 'widget_private.begin_insight_job(uuid)', '4630cac42c220cc7cf9d1c6329e0d6d6'),
      ('function body', 'widget_private.begin_test_run()', 'ddf4df1db542070c71a6293f75446213'),
      ('function body', 'widget_private.booking_config(uuid)', '12d86b88c89cd491b591159ff330be14'),
      ('function body', 'widget_private.booking_hash(jsonb)', '79959f88dbe9481230f5c2c02da2a42b'),
      ('function body', 'widget_private.booking_load(text,timestamp with time zone,timestamp with time zone)', '2940b82c4df72b833dd9573ea9abff03'),
      ('function body', 'widget_private.booking_message(public.widget_bookings)', '921e609b485820fa2b62998ad569cba9'),
      ('function body', 'widget_private.booking_of_guest(text,uuid,text)', '636c2177bd8763676d70de4690e440b7'),
      ('function body', 'widget_private.booking_receipt(public.widget_bookings,boolean)', '0eec9f9ec8cc6c70608835d3ca3e67f6'),
      ('function body', 'widget_private.bump_version()', '6322d7393d7a4682b7c65dac057039cf'),
      ('function body', 'widget_private.cancel_as_guest(text,uuid,text)', 'ffa6221de11b84c9068ecfcbd94f5bcc'),
      ('function body', 'widget_private.change_booking_status(uuid,text)', '7fff228aefa07fb8f15307f77190aa17'),
      ('function body', 'widget_private.change_request_status(uuid,text)', '03a7d3f22dea52495bf0af0503eeb93b'),
      ('function body', 'widget_private.check_booking(jsonb,jsonb)', '59e83be2b389baccf2d125c053fdf76f'),
      ('function body', 'widget_private.check_may_manage(uuid,text)', '6263a296fcc1acab0df646106ed9bbf4'),
      ('function body', 'widget_private.check_members_are_ours()', 'bad324cc9919627e6f7160f648c76cec'),
      ('function body', 'widget_private.check_request(jsonb,jsonb)', '944a716ef33ef6b07decf8cd7c1a79d7'),
      ('function body', 'widget_private.check_time_zone()', '9b07bd107c37c34527232e6b079aa1e3'),
      ('function body', 'widget_private.check_visitors_hour(text,text)', '6ae304665f016a396a996f67b14fe9ed'),
      ('function body', 'widget_private.combined_steps(uuid,uuid[],date,date,text,text)', '69a889026f8d9b6642591e8342209448'),
      ('function body', 'widget_private.combined_values(uuid,uuid[],date,date,text,text,text)', '71967641418757f9d71bd870b9d78943'),
      ('function body', 'widget_private.count_dropped(jsonb,uuid[],uuid[])', '3b7ae79290776932b6190f332e99b8d3'),
      ('function body', 'widget_private.count_events(uuid[],date[],timestamp with time zone)', '681be5226dbdc20fbd29db74cf46cab3'),
      ('function body', 'widget_private.count_in(text,jsonb,text)', 'adf67e1d88d5720fd22ed52ef4a2f5f4'),
      ('function body', 'widget_private.count_insights(widget_private.insight_count[])', '407ac47d8745f5840287f39cc7b08b51'),
      ('function body', 'widget_private.count_party(jsonb,integer,integer)', '8043b601a6d972cdd87220eb06964830'),
      ('function body', 'widget_private.count_quarters(widget_private.quarter_count[])', '27e37d4d9c21aea8603ceab449ff88b8'),
      ('function body', 'widget_private.count_turned_away(widget_private.insight_count[])', '2b69fe3b1bc9168899e3e5502b06de6e'),
      ('function body', 'widget_private.count_uncounted(uuid[],integer)', '139ef6a1889c9adbf0ea5dcc7fb48199'),
      ('function body', 'widget_private.count_visits()', 'c1a5a1c0922f10104f070874640c5c1f'),
      ('function body', 'widget_private.counted_metadata(jsonb)', '93579784d194179e322d5884755e4ff4'),
      ('function body', 'widget_private.counts_of_events(uuid[],date[])', '7f11fd0364c74e33c7d2574b9ccbe1f2'),
      ('function body', 'widget_private.create_api_token(uuid,text,timestamp with time zone)', '0baef6645a570f7e041f17d8ad59d433'),
      ('function body', 'widget_private.create_booking(text,jsonb)', '12a2a042ca35bc8a92312ac849946fb7'),
      ('function body', 'widget_private.create_request(text,jsonb)', '2653a721f48ab46727ff80a53eb1f2d9'),
      ('function body', 'widget_private.current_batch(text)', 'b50ee2ef4455bb0c1af18b9c64fdb01c'),
      ('function body', 'widget_private.default_config(text)', '73893a9676f17f6e5f4984fa08a31fb4'),
      ('function body', 'widget_private.device_of(text)', 'ce796667f0bb335fc8fe7df167ad2805'),
      ('function body', 'widget_private.earlier_booking(text,uuid)', '07e0340dc3f80162196c6184756b4dd7'),
      ('function body', 'widget_private.earlier_request(text,uuid)', '32d0ba2c635d9fe4c8fdd529cac53301'),
      ('function body', 'widget_private.end_invitations(uuid,uuid)', '683fd82cc6162ffa124f281e26dc5e89'),
      ('function body', 'widget_private.end_test_run(uuid)', 'b5072be7ca5487a93e1ee9a4509d055c'),
      ('function body', 'widget_private.entry_of(uuid,uuid,uuid)', '7650b7ccdedddb4f583375cf5aa20acf'),
      ('function body', 'widget_private.erase_guest(uuid,text,text[])', 'be7b2554e0fa5fb96a70bcc77b1002de'),
      ('function body', 'widget_private.event_traits(jsonb)', '86e5e442f39cee35bee461470e9aebdc'),
      ('function body', 'widget_private.expire_bookings(integer)', 'fd591396d2844a4a185f37b5c4f438b7'),
      ('function body', 'widget_private.export_guest(uuid,text,text[])', '7e2c1832dbbd3e5ee80106e0f639582b'),
      ('function body', 'widget_private.exported_visits(uuid,uuid[],timestamp with time zone,timestamp with time zone,timestamp with time zone,uuid)', 'f783765361ebe7e9b8b8ef5f3372f236'),
      ('function body', 'widget_private.find_unsound(jsonb)', 'a00df0ec9bc3ec9d5ffd055d843e9a1a'),
      ('function body', 'widget_private.flag_answers(public.widget_feature_flags,uuid[])', '7ae1f3a09b4020f41569c797bb4450c4'),
      ('function body', 'widget_private.flag_for_staff(text)', 'b8631f26ac6470d025f2988e3c6c23a4'),
      ('function body', 'widget_private.flush_due_ticks()', 'fbc0ada15b79c8966a7cfd023e571433'),
      ('function body', 'widget_private.flush_flag_news()', '8edbd65dca654d1243c4bbcc1395f543'),
      ('function body', 'widget_private.forget_guests(uuid[],uuid[],uuid[])', '17508b2ede5228da11edcecb2c76d271'),
      ('function body', 'widget_private.forget_visits(uuid,uuid[])', '64ea4edc7e4d69af154e4bcf7c85c4af'),
      ('function body', 'widget_private.forget_waiting(uuid,uuid[],uuid[])', 'd207869d145ccd24e04514d26a234a7c'),
      ('function body', 'widget_private.free_tenants(jsonb,uuid[],uuid[],boolean)', '5e5aa7f4921ad45b7fea2b9c8378cf1b'),
      ('function body', 'widget_private.free_waiting_tenants(integer)', '05dea5fd383aee1229d33217c6e70f3e'),
      ('function body', 'widget_private.give_way()', '3899756eba494335e8cb1cfe87f0d501'),
      ('function body', 'widget_private.grant_over(uuid,text,timestamp with time zone,timestamp with time zone,integer,text)', 'fecb38e91b445d26ecf53f1d461dd4d1'),
      ('function body', 'widget_private.guard_draft()', '9729cb199081630f8976f986d2df1254'),
      ('function body', 'widget_private.guard_quote()', '2f122e07deac14590a9bf4cb9ea12293'),
      ('function body', 'widget_private.guard_time_zone()', 'a14442f670fed076f8f5846c3dad2dbe'),
      ('function body', 'widget_private.guard_widget()', 'c7b5e39665c00958f99beabdac57ccaa'),
      ('function body', 'widget_private.guest_fields()', 'cbbd1d411886f7e0edc71f46100dfffd'),
      ('function body', 'widget_private.guest_secret(uuid)', '298ea6f30e7a17442ce8e3030b1c5191'),
      ('function body', 'widget_private.has_exactly(jsonb,text[])', 'd60fdab95249d43651eeebe3b947fd0a'),
      ('function body', 'widget_private.held_quarters(public.widget_bookings)', 'c9bc7440a6b0f8f92911ab41ece8b988'),
      ('function body', 'widget_private.hold(public.widget_bookings,public.widget_bookings,integer,integer)', 'e3cef19275725280574dd163efc2672d'),
      ('function body', 'widget_private.holds_table(text)', 'cb38a871d1be6536af45a4cb548fb1fd'),
      ('function body', 'widget_private.hours_complete(timestamp with time zone)', 'a04e7067d4619ad7636bde6ce2e7a89f'),
      ('function body', 'widget_private.hours_until(text)', 'd0155ae20bb13792992953d05fc6b931'),
      ('function body', 'widget_private.insert_booking(uuid,uuid,jsonb,jsonb,text)', 'e579eecbf69eeed76af13eb5ecd18e0e'),
      ('function body', 'widget_private.insert_request(uuid,uuid,jsonb,jsonb,text)', '480d6f69030f373cd123ff46a27cef8f'),
      ('function body', 'widget_private.insight_dimensions()', '6e98bdc1391f89a1a63af0120114992b'),
      ('function body', 'widget_private.insight_tenants()', '8bbdc98ecd1c4a7f2ecc413a736e5c86'),
      ('function body', 'widget_private.invite_member(uuid,text,text)', 'fb690fb982558c07334b58cfb2cba57a'),
      ('function body', 'widget_private.is_localized(jsonb,integer)', '1f5986d94c23940b63928a50e8b6f940'),
      ('function body', 'widget_private.is_platform_admin()', '5ac3adc6f7103a5732887da26e85f38d'),
      ('function body', 'widget_private.is_sound(text,jsonb)', '2f55b0fe597d4578cacb2e612fb7db5f'),
      ('function body', 'widget_private.is_whole(jsonb,integer,integer)', '1141ec41592b4bc9dedeff9e6305724d'),
      ('function body', 'widget_private.is_widget_topic(text)', '3b70088cc45fed1d6209863c3a432db7'),
      ('function body', 'widget_private.iso(timestamp with time zone)', '3dfaf85f2cc7768acb8a140db018060d'),
      ('function body', 'widget_private.join_sessions(widget_private.insight_sessions[])', '9afd733197b44f2fe6c8630eaa074040'),
      ('function body', 'widget_private.journal_secrets()', '9c52d55eb915ef93b1265338dc9206f6'),
      ('function body', 'widget_private.keep_an_owner()', 'a55b05bea4ad367a23c8d3e31d3aa1f6'),
      ('function body', 'widget_private.keep_jobs_away(uuid)', '458357eba535660ce5668b7d0ff93bff'),
      ('function body', 'widget_private.keep_my_tenant(uuid)', 'a13c7f3793a6ff281fe4cd0332097d80'),
      ('function body', 'widget_private.keep_tenant(uuid)', '5872f91b3c7260f91a4cd83b9421f2fb'),
      ('function body', 'widget_private.keep_tenant_of_row()', 'c2bc0c426f203e69aa28d1dfe86e48ef'),
      ('function body', 'widget_private.keep_test_run(uuid)', 'f451d03ee7984b9f953d6ecf05882bef'),
      ('function body', 'widget_private.keep_widgets()', 'daeb29090812f455b121097b3aba4aec'),
      ('function body', 'widget_private.kept_ip(text,inet)', 'ada62b55e8790decec69bd878d6520ee'),
      ('function body', 'widget_private.key_digest(uuid)', 'ff89106b8d1de6272cbf8dc465c4805a'),
      ('function body', 'widget_private.lead_of(text,jsonb)', '164caf824cac242233a13b536be61226'),
      ('function body', 'widget_private.lock_booking(uuid)', '818531a81918030c6f150e40e7f1c051'),
      ('function body', 'widget_private.lock_insights(uuid)', 'db2e02e1ffbdb6920e0b12434c7b61a7'),
      ('function body', 'widget_private.lock_uncounted(integer)', '3f6d66ff7a48669e7d395757bafb9502'),
      ('function body', 'widget_private.lock_visits()', 'a978fb91e3707b9008cacd9e3f161316'),
      ('function body', 'widget_private.lock_widgets()', '02fb7582c75fa97acb2314c2000b2f7f'),
      ('function body', 'widget_private.lowest_of(text[],text[],integer)', '9e08dc6d7b9f701e6ca44449f4d92a42'),
      ('function body', 'widget_private.make_public_key()', '8b7081bfa72a9ce090cc389ab917399a'),
      ('function body', 'widget_private.make_reference()', 'c48f193ccd2b2df1739e2db4c8f68684'),
      ('function body', 'widget_private.may_become(text,text)', '1a3877ae50e8776237af91dc7565f43e'),
      ('function body', 'widget_private.may_cancel(public.widget_bookings)', '3615ad3e456141ba805e4b5aa75bfb3f'),
      ('function body', 'widget_private.may_still_invite(uuid,uuid,text)', '8fb6eb256992335f6c52e6c324b1f8fc'),
      ('function body', 'widget_private.member_names(uuid)', '53c1a2e0b0a7871c3caa4cb6a469c928'),
      ('function body', 'widget_private.members_are_ours()', '5cb37dde5bf282320c8ea8336784cd6f'),
      ('function body', 'widget_private.merge_diff(jsonb,jsonb)', '7ea50e311a3f778b36110706d69d4d6f'),
      ('function body', 'widget_private.minute_sums(public.widget_feature_flags,timestamp with time zone,timestamp with time zone,integer,integer)', '80516f3399eae2c5eddc14342ee34bc7'),
      ('function body', 'widget_private.move_booking(uuid,timestamp with time zone,integer,text)', '98440fd7ffa357f0453a0d93c9ccadd1'),
      ('function body', 'widget_private.my_features(uuid)', 'b2b2f0d735fa0fd283580b2586b4b1b0'),
      ('function body', 'widget_private.my_restaurants()', '2fa6f35af6f5f03e5a8cb60686e951f8'),
      ('function body', 'widget_private.name_of(uuid)', 'da5c0a9435c9a278316505842be4dc75'),
      ('function body', 'widget_private.next_batch(text)', 'e96662213a6fcfb69f1d875b8388af38'),
      ('function body', 'widget_private.open_flag(text,text)', 'b912f2c0b5f04b0af427c7777fd1a585'),
      ('function body', 'widget_private.overbooked_slots(uuid,timestamp with time zone,timestamp with time zone)', 'c2b5d057a3bbdbefc72bc6688a9d7808'),
      ('function body', 'widget_private.phone_digits(text)', 'eebbc3fc68db8ce3aa1f677a564cbe2c'),
      ('function body', 'widget_private.place_of(uuid)', '832328d828d8a84121937b28b4361e7f'),
      ('function body', 'widget_private.public_config(text,jsonb)', '6d3100a4eaba2165e28c2fb75408d4b9'),
      ('function body', 'widget_private.query_value(text,text)', 'c09200a4d93890fa7fbf2c4acb47ef68'),
      ('function body', 'widget_private.queue_rebuild()', 'e1ed2d4035345c399ef18f8c26983345'),
      ('function body', 'widget_private.readable_sections(text,jsonb)', 'ee252a3b99f9e91f992d0697fca7f1d7'),
      ('function body', 'widget_private.rebuild_daily(uuid,date[],timestamp with time zone[])', 'ec469251c9b58272fb2ad4ff5a506f59'),
      ('function body', 'widget_private.rebuild_days(uuid,date[],timestamp with time zone[])', '4030726568371c8b3ff7bf8ad864aad9'),
      ('function body', 'widget_private.rebuild_quarters(uuid,timestamp with time zone,timestamp with time zone)', '0d250e8ec1bba3102907504cf272f12e'),
      ('function body', 'widget_private.rebuild_rollups(date,date,uuid,interval)', '434fcd273e8a11afc9653ae75020663a'),
      ('function body', 'widget_private.rebuild_sessions(uuid,date[],timestamp with time zone[])', 'bf5b94bb602d4df4fcd64fcf77c70912'),
      ('function body', 'widget_private.record_batches(jsonb,boolean)', 'c1d9a9baa357122390764986adc21100'),
      ('function body', 'widget_private.record_conversion(uuid,uuid,uuid,date,jsonb,jsonb)', '4b474c3e3fccc90159eb3b69dfe3be90'),
      ('function body', 'widget_private.record_saves(jsonb)', 'ea427cbd027b6c1b457ea093c9e43043'),
      ('function body', 'widget_private.record_widget_version()', '0c9e401a3d0d5662f38c69f900934a15'),
      ('function body', 'widget_private.redact_audit(uuid,uuid[],uuid[],uuid[],text[])', 'f617ee6d5b802b6578657034e26775b3'),
      ('function body', 'widget_private.redact_messages(uuid,uuid[])', '6f10f696e6b0ee7e3d442868811668c6'),
      ('function body', 'widget_private.refuse_as_overtaken(integer)', 'cfa1ae8222180c7c1ea3ad4ee5e30df7'),
      ('function body', 'widget_private.refuse_if_retired(public.widget_feature_flags)', 'e19d97b2979ce3f4c91bd27ad2acc7df'),
      ('function body', 'widget_private.refused_insights()', 'bad5c88a7fc20aa50bf77ff826d9dbe2'),
      ('function body', 'widget_private.remove_member(uuid,uuid)', '72a5f68035b53e25e152cdcfab1ab750'),
      ('function body', 'widget_private.repeated_booking(uuid,uuid,text)', '22b3451239e815deb22e92b79de8c870'),
      ('function body', 'widget_private.repeated_request(uuid,uuid,text)', '06e623178b295d06a5c022632a551e7a'),
      ('function body', 'widget_private.report_connection(uuid,jsonb)', '4c243676e97246d49be0cdcac868471f'),
      ('function body', 'widget_private.request_answer(public.widget_catering_requests,boolean)', 'b73c81133205a501ab38f56be99a787e'),
      ('function body', 'widget_private.request_hash(jsonb)', '677309d5191059264e8246e5480ea83c'),
      ('function body', 'widget_private.request_may_become(text,text)', 'c2d417741876d4d0603fe7dfdd83bfb1'),
      ('function body', 'widget_private.request_message(public.widget_catering_requests)', '8ed913c3c2cfae4f021f5f3bcf406cdb'),
      ('function body', 'widget_private.require_platform_admin()', 'efe4b7431b7392a90e3f8118821510dd'),
      ('function body', 'widget_private.require_role(uuid,text)', 'bdeeec3f4827b160697b24a4add03fd1'),
      ('function body', 'widget_private.retain_guests(uuid,integer)', '1db743793e1b5baa311e38622d606e5f'),
      ('function body', 'widget_private.retain_records(uuid,integer)', '6567f2572341c211834267c3866775ce'),
      ('function body', 'widget_private.retention_due(uuid,integer)', '5727e0db8413f6d426d4ff27d4165857'),
      ('function body', 'widget_private.revoke_api_token(uuid)', '642a351175de12b795e526c288b21bf2'),
      ('function body', 'widget_private.revoke_invitation(uuid)', '5c2c6cf9df2c4fb04fc10ac55601f636'),
      ('function body', 'widget_private.rollout_abort(text,integer,text)', '40b544cafe668e8119f35636fa2a91c2'),
      ('function body', 'widget_private.rollout_audit(text,uuid,integer)', 'ba36eaa09c1b8249016d54e064592da1'),
      ('function body', 'widget_private.rollout_back(text,integer,text)', '8f1a343bd502ddefaf1e275b871328fa'),
      ('function body', 'widget_private.rollout_connections(text,timestamp with time zone)', 'a49b5804d06dad2f852821a35ce81448'),
      ('function body', 'widget_private.rollout_decide(text,uuid,boolean,text)', 'fd200c0073834def6a77b954e226558f'),
      ('function body', 'widget_private.rollout_failures(text,timestamp with time zone,text,integer)', '2baa7848746f73510bf06755f7085df5'),
      ('function body', 'widget_private.rollout_go_on(text,integer,text)', 'b7bdc01d36923c3f72b0bafa24f3ba00'),
      ('function body', 'widget_private.rollout_members(public.widget_feature_flags,uuid[])', 'cdb81e6dd810ae7022de0611a1302a93'),
      ('function body', 'widget_private.rollout_pause(text,integer,text)', '7f134d391375aec506d342c06b6f0912'),
      ('function body', 'widget_private.rollout_plan(text,jsonb,text)', '76e2a80a449daa9625f0a2836b92dfe2'),
      ('function body', 'widget_private.rollout_retire(text,boolean,text)', '15e2c0935218f7bd68a9cf9efb83d7c4'),
      ('function body', 'widget_private.rollout_saves(text,timestamp with time zone,timestamp with time zone,integer)', '7b9cb14b7ff095c188af9723ad1cd6f7'),
      ('function body', 'widget_private.rollout_set_rule(text,jsonb,text)', '617bfb24da24c41ac60bd3962fabf34f'),
      ('function body', 'widget_private.rollout_set_stage(text,text,numeric,text)', 'bc2baf67a6ddc1812f7498df60ace4dd'),
      ('function body', 'widget_private.rollout_state(text)', '3e5c47d8f163ff1d9b13143d85ed0a1d'),
      ('function body', 'widget_private.rollout_tenants(text,text,text,integer,uuid,integer)', '00cac210c12f0eae0652e73123090379'),
      ('function body', 'widget_private.rows_of_guest(uuid,text,text[])', 'dd3a681e357ba9afed0154d330e27581'),
      ('function body', 'widget_private.send_flag_news(integer)', 'a77897a2a45e580b831c4cf8db8e5d5a'),
      ('function body', 'widget_private.send_ticks(uuid,jsonb)', 'dd7a7e0aeaf29639d3029c98d2cb2bce'),
      ('function body', 'widget_private.sessions_like(uuid,uuid[],date,date,text,text,text,boolean)', '2f9e0984ca76b27300f8405ccf5c7fc9'),
      ('function body', 'widget_private.sessions_of_rows(uuid,uuid[])', '7e70d1d9f2e0840dc2871326fc51ec80'),
      ('function body', 'widget_private.sessions_of_waiting(uuid,uuid[])', '88a11ceed3a0a266b0393b337f55b4f7'),
      ('function body', 'widget_private.set_booking_status(public.widget_bookings,text,text)', 'ca169af1aa4a144b019ccdf70e38ed79'),
      ('function body', 'widget_private.set_member_role(uuid,uuid,text)', 'e87d3b0d5f7399a64140e512a2b90589'),
      ('function body', 'widget_private.share_after(public.widget_feature_flags,numeric,integer)', 'd6262f5e0c068c4d72e1badf5a6f2205'),
      ('function body', 'widget_private.step_of(text,jsonb)', 'b422c1a360d218d5624d153d1245f0db'),
      ('function body', 'widget_private.stop_batch(text,integer,jsonb,boolean,text)', '9d76c433534a07248f27b4e2ff69252f'),
      ('function body', 'widget_private.store_insights(jsonb,uuid[],uuid[])', '0d018a760e41e8694abf0b0c24e0733e'),
      ('function body', 'widget_private.stored_booking(text,jsonb)', 'd4be4c0ed61643262cbd567983918250'),
      ('function body', 'widget_private.stored_request(text,jsonb)', 'cd99070b49f72fddfcddd266cd5c95dc'),
      ('function body', 'widget_private.sum_hours(text)', '350d3c86a7a94f3f72d284eee09be434'),
      ('function body', 'widget_private.sweep_test_tenants(uuid)', '80021e295e34952051c483395a048d6c'),
      ('function body', 'widget_private.take_insights(jsonb,uuid[],uuid[],boolean)', 'a87abefe94e3ddfcd216058704be6a9a'),
      ('function body', 'widget_private.take_uncounted(uuid[],integer)', 'eec4540640591313b519cc80a0580287'),
      ('function body', 'widget_private.tick_insights(widget_private.insight_count[])', 'f6db5987d0869b0bb3ebbe3d3198db74'),
      ('function body', 'widget_private.totals_message(uuid,uuid,date)', '18abe07d9795dc98d7ebcc826ed4efe0'),
      ('function body', 'widget_private.touch()', 'b7fc40312cd3d09143125c6b50d37504'),
      ('function body', 'widget_private.touch_flag()', '6322d7393d7a4682b7c65dac057039cf'),
      ('function body', 'widget_private.traces_of_guests(uuid[],uuid[],uuid[],text[])', '2b8a95e2f6de98809a26e058ee6692ef'),
      ('function body', 'widget_private.turn_minutes(jsonb,integer)', '7e18a093610f3c2621ddc5972ab39840'),
      ('function body', 'widget_private.turned_away_of(text,jsonb)', '667ecab6e47bbded9c826ec7206d04c5'),
      ('function body', 'widget_private.unchecked_links()', '3fc75f79d4f36fa57c0d11037de09e77'),
      ('function body', 'widget_private.uncounted_tenants()', '1778837769f99034f8758f9e380b7480'),
      ('function body', 'widget_private.unsound_batches(jsonb)', 'f869f8a8e496d35f120211401620f44b'),
      ('function body', 'widget_private.use_api_token(text)', '9302a38a3d702039cb32e906686f4fa7'),
      ('function body', 'widget_private.visit_traits(text,text,text)', 'ec36e97c613f795b4e4e4d2686c1df71'),
      ('function body', 'widget_private.visitor_widget(text)', '757a845d73f773b945bb9f4422783b21'),
      ('function body', 'widget_private.waiting_tenants()', 'a227f977a87a6d8acd9203f7d34858bb'),
      ('function body', 'widget_private.wall_off(text[],text)', '1ba0d27f90edad92fe4842222410b7b2'),
      ('function body', 'widget_private.watch_insights(uuid)', '95db8f4b19da4bc0eee10913ee4f4fa7'),
      ('function body', 'widget_private.words_of(text)', '8e2cc9814a7b7e3467d90981fd1997ac'),
      ('function body', 'widget_private.write_insights(jsonb,uuid[],uuid[])', '15a8d23fc9bbe2597ee3863247c01bb7'),
      ('function body', 'widget_private.write_put_aside(uuid[])', '4e6ab8f102a5e601a81185651ea53bcb'),
      ('function body', 'widget_private.write_waiting(uuid,integer)', 'ac4b81216d8cea2cef1f1b02dff79531'),
      ('function', 'widget_private.accept_invitation(text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.add_counts(jsonb,jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.add_days(public.widget_analytics_daily[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.add_tenant_defaults()', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.add_widgets(uuid[])', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.address_of(jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.announce_booking()', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.announce_draft()', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.announce_flag()', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.announce_override()', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.announce_request()', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.announce_widget()', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.apply_go_on(text,integer,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.are_areas(jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.area_seats(jsonb,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.audit_api_token(uuid,text,public.widget_api_tokens)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.audit_change()', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.audit_member(uuid,text,text,text,text)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.batch_sums(public.widget_feature_flags)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.begin_batch(public.widget_feature_flags,public.widget_rollouts,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.begin_insight_job(uuid)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.begin_test_run()', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.booking_config(uuid)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.booking_hash(jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.booking_load(text,timestamp with time zone,timestamp with time zone)', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.booking_message(public.widget_bookings)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.booking_of_guest(text,uuid,text)', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.booking_receipt(public.widget_bookings,boolean)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.bump_version()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.cancel_as_guest(text,uuid,text)', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.change_booking_status(uuid,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.change_request_status(uuid,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.check_booking(jsonb,jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.check_may_manage(uuid,text)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.check_members_are_ours()', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.check_request(jsonb,jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.check_time_zone()', 'invoker, search_path=pg_catalog, pg_temp, TimeZone=UTC, called by nobody'),
      ('function', 'widget_private.check_visitors_hour(text,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.combined_steps(uuid,uuid[],date,date,text,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.combined_values(uuid,uuid[],date,date,text,text,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.count_dropped(jsonb,uuid[],uuid[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.count_events(uuid[],date[],timestamp with time zone)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.count_in(text,jsonb,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.count_insights(widget_private.insight_count[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.count_party(jsonb,integer,integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.count_quarters(widget_private.quarter_count[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.count_turned_away(widget_private.insight_count[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.count_uncounted(uuid[],integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.count_visits()', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.counted_metadata(jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.counts_of_events(uuid[],date[])', 'invoker, search_path=pg_catalog, pg_temp, enable_seqscan=off, enable_nestloop=off, called by nobody'),
      ('function', 'widget_private.create_api_token(uuid,text,timestamp with time zone)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.create_booking(text,jsonb)', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.create_request(text,jsonb)', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.current_batch(text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.default_config(text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.device_of(text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.earlier_booking(text,uuid)', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.earlier_request(text,uuid)', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.end_invitations(uuid,uuid)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.end_test_run(uuid)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.entry_of(uuid,uuid,uuid)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.erase_guest(uuid,text,text[])', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.event_traits(jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.expire_bookings(integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.export_guest(uuid,text,text[])', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.exported_visits(uuid,uuid[],timestamp with time zone,timestamp with time zone,timestamp with time zone,uuid)', 'definer, search_path=pg_catalog, pg_temp, enable_sort=off, called by authenticated'),
      ('function', 'widget_private.find_unsound(jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.flag_answers(public.widget_feature_flags,uuid[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.flag_for_staff(text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.flush_due_ticks()', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.flush_flag_news()', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.forget_guests(uuid[],uuid[],uuid[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.forget_visits(uuid,uuid[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.forget_waiting(uuid,uuid[],uuid[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.free_tenants(jsonb,uuid[],uuid[],boolean)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.free_waiting_tenants(integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.give_way()', 'definer, search_path=pg_catalog, pg_temp, lock_timeout=400ms, called by nobody'),
      ('function', 'widget_private.grant_over(uuid,text,timestamp with time zone,timestamp with time zone,integer,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.guard_draft()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.guard_quote()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.guard_time_zone()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.guard_widget()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.guest_fields()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.guest_secret(uuid)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.has_exactly(jsonb,text[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.held_quarters(public.widget_bookings)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.hold(public.widget_bookings,public.widget_bookings,integer,integer)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.holds_table(text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.hours_complete(timestamp with time zone)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.hours_until(text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.insert_booking(uuid,uuid,jsonb,jsonb,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.insert_request(uuid,uuid,jsonb,jsonb,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.insight_dimensions()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.insight_tenants()', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.invite_member(uuid,text,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.is_localized(jsonb,integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.is_platform_admin()', 'invoker, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.is_sound(text,jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.is_whole(jsonb,integer,integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.is_widget_topic(text)', 'definer, search_path=pg_catalog, pg_temp, called by anon, authenticated'),
      ('function', 'widget_private.iso(timestamp with time zone)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.join_sessions(widget_private.insight_sessions[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.journal_secrets()', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.keep_an_owner()', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.keep_jobs_away(uuid)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.keep_my_tenant(uuid)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.keep_tenant(uuid)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.keep_tenant_of_row()', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.keep_test_run(uuid)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.keep_widgets()', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.kept_ip(text,inet)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.key_digest(uuid)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.lead_of(text,jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.lock_booking(uuid)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.lock_insights(uuid)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.lock_uncounted(integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.lock_visits()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.lock_widgets()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.lowest_of(text[],text[],integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.make_public_key()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.make_reference()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.make_test_tenant(text,uuid)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.may_become(text,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.may_cancel(public.widget_bookings)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.may_still_invite(uuid,uuid,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.member_names(uuid)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.members_are_ours()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.merge_diff(jsonb,jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.minute_sums(public.widget_feature_flags,timestamp with time zone,timestamp with time zone,integer,integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.move_booking(uuid,timestamp with time zone,integer,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.my_features(uuid)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.my_restaurants()', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.my_tenants(text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.name_of(uuid)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.next_batch(text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.open_flag(text,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.overbooked_slots(uuid,timestamp with time zone,timestamp with time zone)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.phone_digits(text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.place_of(uuid)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.public_config(text,jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.query_value(text,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.queue_rebuild()', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.readable_sections(text,jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.rebuild_daily(uuid,date[],timestamp with time zone[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.rebuild_days(uuid,date[],timestamp with time zone[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.rebuild_quarters(uuid,timestamp with time zone,timestamp with time zone)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.rebuild_rollups(date,date,uuid,interval)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.rebuild_sessions(uuid,date[],timestamp with time zone[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.record_batches(jsonb,boolean)', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.record_conversion(uuid,uuid,uuid,date,jsonb,jsonb)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.record_saves(jsonb)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.record_widget_version()', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.redact_audit(uuid,uuid[],uuid[],uuid[],text[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.redact_messages(uuid,uuid[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.refuse_as_overtaken(integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.refuse_if_retired(public.widget_feature_flags)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.refused_insights()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.remove_member(uuid,uuid)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.repeated_booking(uuid,uuid,text)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.repeated_request(uuid,uuid,text)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.report_connection(uuid,jsonb)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.request_answer(public.widget_catering_requests,boolean)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.request_hash(jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.request_may_become(text,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.request_message(public.widget_catering_requests)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.require_platform_admin()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.require_role(uuid,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.retain_guests(uuid,integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.retain_records(uuid,integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.retention_due(uuid,integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.revoke_api_token(uuid)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.revoke_invitation(uuid)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_abort(text,integer,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_audit(text,uuid,integer)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_back(text,integer,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_connections(text,timestamp with time zone)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_decide(text,uuid,boolean,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_failures(text,timestamp with time zone,text,integer)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_go_on(text,integer,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_members(public.widget_feature_flags,uuid[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.rollout_pause(text,integer,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_plan(text,jsonb,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_retire(text,boolean,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_saves(text,timestamp with time zone,timestamp with time zone,integer)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_set_rule(text,jsonb,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_set_stage(text,text,numeric,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_state(text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rollout_tenants(text,text,text,integer,uuid,integer)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.rows_of_guest(uuid,text,text[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.send_flag_news(integer)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.send_ticks(uuid,jsonb)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.sessions_like(uuid,uuid[],date,date,text,text,text,boolean)', 'invoker, search_path=pg_catalog, pg_temp, enable_sort=off, called by nobody'),
      ('function', 'widget_private.sessions_of_rows(uuid,uuid[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.sessions_of_waiting(uuid,uuid[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.set_booking_status(public.widget_bookings,text,text)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.set_member_role(uuid,uuid,text)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.share_after(public.widget_feature_flags,numeric,integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.step_of(text,jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.stop_batch(text,integer,jsonb,boolean,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.store_insights(jsonb,uuid[],uuid[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.stored_booking(text,jsonb)', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.stored_request(text,jsonb)', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.sum_hours(text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.sweep_test_tenants(uuid)', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.take_insights(jsonb,uuid[],uuid[],boolean)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.take_uncounted(uuid[],integer)', 'invoker, search_path=pg_catalog, pg_temp, enable_seqscan=off, called by nobody'),
      ('function', 'widget_private.tick_insights(widget_private.insight_count[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.totals_message(uuid,uuid,date)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.touch()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.touch_flag()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.traces_of_guests(uuid[],uuid[],uuid[],text[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.turn_minutes(jsonb,integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.turned_away_of(text,jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.unchecked_links()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.uncounted_tenants()', 'invoker, search_path=pg_catalog, pg_temp, enable_seqscan=off, called by nobody'),
      ('function', 'widget_private.unsound_batches(jsonb)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.use_api_token(text)', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.verify()', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.visit_traits(text,text,text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.visitor_widget(text)', 'definer, search_path=pg_catalog, pg_temp, called by blunari_api'),
      ('function', 'widget_private.waiting_tenants()', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.wall_off(text[],text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.watch_insights(uuid)', 'definer, search_path=pg_catalog, pg_temp, called by authenticated'),
      ('function', 'widget_private.words_of(text)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.write_insights(jsonb,uuid[],uuid[])', 'definer, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.write_put_aside(uuid[])', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('function', 'widget_private.write_waiting(uuid,integer)', 'invoker, search_path=pg_catalog, pg_temp, called by nobody'),
      ('index', 'public.widget_analytics_session_idx', 'CREATE INDEX widget_analytics_session_idx ON public.widget_analytics USING btree (widget_id, session_id)'),
      ('index', 'public.widget_analytics_tenant_idx', 'CREATE INDEX widget_analytics_tenant_idx ON public.widget_analytics USING btree (tenant_id, "timestamp")'),
      ('index', 'public.widget_api_tokens_tenant_idx', 'CREATE INDEX widget_api_tokens_tenant_idx ON public.widget_api_tokens USING btree (tenant_id, created_at)'),
      ('index', 'public.widget_audit_platform_idx',  E'CREATE INDEX widget_audit_platform_idx ON public.widget_audit USING btree (done_at, id) WHERE (action ~~ ''widget\\_%''::text)'),
      ('index', 'public.widget_audit_tenant_idx', 'CREATE INDEX widget_audit_tenant_idx ON public.widget_audit USING btree (tenant_id, done_at)'),
      ('index', 'public.widget_booking_events_booking_idx', 'CREATE INDEX widget_booking_events_booking_idx ON public.widget_booking_events USING btree (booking_id)'),
      ('index', 'public.widget_booking_events_tenant_idx', 'CREATE INDEX widget_booking_events_tenant_idx ON public.widget_booking_events USING btree (tenant_id, changed_at)'),
      ('index', 'public.widget_bookings_changes_idx', 'CREATE INDEX widget_bookings_changes_idx ON public.widget_bookings USING btree (tenant_id, updated_at)'),
      ('index', 'public.widget_bookings_guests_idx', 'CREATE INDEX widget_bookings_guests_idx ON public.widget_bookings USING btree (tenant_id, starts_at) WHERE (guest_erased_at IS NULL)'),
      ('index', 'public.widget_bookings_pending_idx', 'CREATE INDEX widget_bookings_pending_idx ON public.widget_bookings USING btree (starts_at) WHERE (status = ''pending''::text)'),
      ('index', 'public.widget_bookings_sensitive_idx', 'CREATE INDEX widget_bookings_sensitive_idx ON public.widget_bookings USING btree (tenant_id, starts_at) WHERE ((allergies <> ''''::text) OR (access_needs <> ''''::text))'),
      ('index', 'public.widget_bookings_starts_at_idx', 'CREATE INDEX widget_bookings_starts_at_idx ON public.widget_bookings USING btree (tenant_id, starts_at)'),
      ('index', 'public.widget_catering_quotes_changes_idx', 'CREATE INDEX widget_catering_quotes_changes_idx ON public.widget_catering_quotes USING btree (tenant_id, updated_at)'),
      ('index', 'public.widget_catering_requests_changes_idx', 'CREATE INDEX widget_catering_requests_changes_idx ON public.widget_catering_requests USING btree (tenant_id, updated_at)'),
      ('index', 'public.widget_catering_requests_created_idx', 'CREATE INDEX widget_catering_requests_created_idx ON public.widget_catering_requests USING btree (tenant_id, created_at)'),
      ('index', 'public.widget_catering_requests_guests_idx', 'CREATE INDEX widget_catering_requests_guests_idx ON public.widget_catering_requests USING btree (tenant_id, event_at) WHERE (guest_erased_at IS NULL)'),
      ('index', 'public.widget_config_versions_tenant_id_idx', 'CREATE INDEX widget_config_versions_tenant_id_idx ON public.widget_config_versions USING btree (tenant_id, changed_at)'),
      ('index', 'public.widget_configurations_changes_idx', 'CREATE INDEX widget_configurations_changes_idx ON public.widget_configurations USING btree (tenant_id, updated_at)'),
      ('index', 'public.widget_connection_reports_reported_idx', 'CREATE INDEX widget_connection_reports_reported_idx ON public.widget_connection_reports USING btree (reported_at)'),
      ('index', 'public.widget_connection_reports_tenant_idx', 'CREATE INDEX widget_connection_reports_tenant_idx ON public.widget_connection_reports USING btree (tenant_id, reported_at)'),
      ('index', 'public.widget_feature_flag_overrides_flag_idx', 'CREATE INDEX widget_feature_flag_overrides_flag_idx ON public.widget_feature_flag_overrides USING btree (flag_key)'),
      ('index', 'public.widget_invitations_tenant_idx', 'CREATE INDEX widget_invitations_tenant_idx ON public.widget_invitations USING btree (tenant_id, created_at)'),
      ('index', 'public.widget_save_minutes_minute_idx', 'CREATE INDEX widget_save_minutes_minute_idx ON public.widget_save_minutes USING btree (minute)'),
      ('index', 'public.widget_waitlist_booking_idx', 'CREATE INDEX widget_waitlist_booking_idx ON public.widget_waitlist USING btree (booking_id)'),
      ('index', 'public.widget_waitlist_changes_idx', 'CREATE INDEX widget_waitlist_changes_idx ON public.widget_waitlist USING btree (tenant_id, updated_at)'),
      ('index', 'public.widget_waitlist_guests_idx', 'CREATE INDEX widget_waitlist_guests_idx ON public.widget_waitlist USING btree (tenant_id, wanted_at) WHERE (guest_erased_at IS NULL)'),
      ('index', 'widget_private.flag_news_since_idx', 'CREATE INDEX flag_news_since_idx ON widget_private.flag_news USING btree (since)'),
      ('index', 'widget_private.insight_sessions_first_idx', 'CREATE INDEX insight_sessions_first_idx ON widget_private.insight_sessions USING btree (tenant_id, first_at)'),
      ('index', 'widget_private.insight_ticks_due_idx', 'CREATE INDEX insight_ticks_due_idx ON widget_private.insight_ticks USING btree (sent_at) WHERE (due <> ''{}''::jsonb)'),
      ('index', 'widget_private.rollup_rebuilds_turn_idx', 'CREATE INDEX rollup_rebuilds_turn_idx ON widget_private.rollup_rebuilds USING btree (not_before, tenant_id)'),
      ('index', 'widget_private.waiting_insights_tenant_idx', 'CREATE INDEX waiting_insights_tenant_idx ON widget_private.waiting_insights USING btree (tenant_id)'),
      ('login role', 'blunari_api', 'member of anon, authenticated'),
      ('login settings', 'blunari_api', 'DateStyle=ISO, IntervalStyle=postgres, default_transaction_isolation=read committed, idle_in_transaction_session_timeout=15s, lock_timeout=5s, statement_timeout=8s'),
      ('policy', 'public.tenant_members members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''viewer''::text) AS my_tenants))))'),
      ('policy', 'public.tenants members_read', 'for select to authenticated using ((id = ANY (ARRAY( SELECT widget_private.my_tenants(''viewer''::text) AS my_tenants))))'),
      ('policy', 'public.widget_analytics members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''viewer''::text) AS my_tenants))))'),
      ('policy', 'public.widget_analytics_buckets members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.insight_tenants() AS insight_tenants))))'),
      ('policy', 'public.widget_analytics_daily members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.insight_tenants() AS insight_tenants))))'),
      ('policy', 'public.widget_api_tokens admins_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''admin''::text) AS my_tenants))))'),
      ('policy', 'public.widget_audit platform_select',  E'for select to authenticated using ((( SELECT widget_private.is_platform_admin() AS is_platform_admin) AND (action ~~ ''widget\\_%''::text)))'),
      ('policy', 'public.widget_booking_events members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''viewer''::text) AS my_tenants))))'),
      ('policy', 'public.widget_booking_slots members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''viewer''::text) AS my_tenants))))'),
      ('policy', 'public.widget_bookings members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''viewer''::text) AS my_tenants))))'),
      ('policy', 'public.widget_catering_quotes members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''viewer''::text) AS my_tenants))))'),
      ('policy', 'public.widget_catering_requests members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''viewer''::text) AS my_tenants))))'),
      ('policy', 'public.widget_config_versions members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''viewer''::text) AS my_tenants))))'),
      ('policy', 'public.widget_configurations editors_update', 'for update to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''editor''::text) AS my_tenants)))) with check ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''editor''::text) AS my_tenants))))'),
      ('policy', 'public.widget_configurations members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''viewer''::text) AS my_tenants))))'),
      ('policy', 'public.widget_connection_reports platform_select', 'for select to authenticated using (( SELECT widget_private.is_platform_admin() AS is_platform_admin))'),
      ('policy', 'public.widget_dropped_visits members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.insight_tenants() AS insight_tenants))))'),
      ('policy', 'public.widget_feature_flag_overrides platform_select', 'for select to authenticated using (( SELECT widget_private.is_platform_admin() AS is_platform_admin))'),
      ('policy', 'public.widget_feature_flags platform_select', 'for select to authenticated using (( SELECT widget_private.is_platform_admin() AS is_platform_admin))'),
      ('policy', 'public.widget_invitations admins_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''admin''::text) AS my_tenants))))'),
      ('policy', 'public.widget_rollouts platform_select', 'for select to authenticated using (( SELECT widget_private.is_platform_admin() AS is_platform_admin))'),
      ('policy', 'public.widget_save_minutes platform_select', 'for select to authenticated using (( SELECT widget_private.is_platform_admin() AS is_platform_admin))'),
      ('policy', 'public.widget_settings admins_update', 'for update to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''admin''::text) AS my_tenants)))) with check ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''admin''::text) AS my_tenants))))'),
      ('policy', 'public.widget_settings members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''viewer''::text) AS my_tenants))))'),
      ('policy', 'public.widget_turned_away members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.insight_tenants() AS insight_tenants))))'),
      ('policy', 'public.widget_waitlist members_read', 'for select to authenticated using ((tenant_id = ANY (ARRAY( SELECT widget_private.my_tenants(''viewer''::text) AS my_tenants))))'),
      ('policy', 'realtime.messages blunari_anon_read', 'for select to anon using (((topic = ( SELECT realtime.topic() AS topic)) AND (extension = ''broadcast''::text) AND ( SELECT widget_private.is_widget_topic(( SELECT realtime.topic() AS topic)) AS is_widget_topic)))'),
      ('policy', 'realtime.messages blunari_anon_read_only', 'as restrictive for select to anon using ((((topic !~ ''^tenant:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$''::text) AND (topic !~ ''^widget:wk_''::text)) OR ((topic = ( SELECT realtime.topic() AS topic)) AND (extension = ''broadcast''::text) AND ( SELECT widget_private.is_widget_topic(( SELECT realtime.topic() AS topic)) AS is_widget_topic))))'),
      ('policy', 'realtime.messages blunari_anon_write_only', 'as restrictive for insert to anon with check (((topic !~ ''^tenant:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$''::text) AND (topic !~ ''^widget:wk_''::text)))'),
      ('policy', 'realtime.messages blunari_others_read_only', 'as restrictive for select to public using ((((topic !~ ''^tenant:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$''::text) AND (topic !~ ''^widget:wk_''::text)) OR (CURRENT_USER = ANY (ARRAY[''anon''::name, ''authenticated''::name]))))'),
      ('policy', 'realtime.messages blunari_others_write_only', 'as restrictive for insert to public with check ((((topic !~ ''^tenant:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$''::text) AND (topic !~ ''^widget:wk_''::text)) OR (CURRENT_USER = ANY (ARRAY[''anon''::name, ''authenticated''::name]))))'),
      ('policy', 'realtime.messages blunari_read', 'for select to authenticated using ((((topic ~ ''^tenant:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$''::text) AND (topic = ( SELECT realtime.topic() AS topic)) AND (topic = ANY (ARRAY( SELECT (''tenant:''::text || t.t)
   FROM widget_private.my_tenants(''viewer''::text) t(t))))) OR ((topic = ( SELECT realtime.topic() AS topic)) AND (extension = ''broadcast''::text) AND ( SELECT widget_private.is_widget_topic(( SELECT realtime.topic() AS topic)) AS is_widget_topic))))'),
      ('policy', 'realtime.messages blunari_read_only', 'as restrictive for select to authenticated using ((((topic !~ ''^tenant:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$''::text) AND (topic !~ ''^widget:wk_''::text)) OR ((topic ~ ''^tenant:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$''::text) AND (topic = ( SELECT realtime.topic() AS topic)) AND (topic = ANY (ARRAY( SELECT (''tenant:''::text || t.t)
   FROM widget_private.my_tenants(''viewer''::text) t(t))))) OR ((topic = ( SELECT realtime.topic() AS topic)) AND (extension = ''broadcast''::text) AND ( SELECT widget_private.is_widget_topic(( SELECT realtime.topic() AS topic)) AS is_widget_topic))))'),
      ('policy', 'realtime.messages blunari_write', 'for insert to authenticated with check (((extension = ''presence''::text) AND (topic ~ ''^tenant:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$''::text) AND (topic = ( SELECT realtime.topic() AS topic)) AND (topic = ANY (ARRAY( SELECT (''tenant:''::text || t.t)
   FROM widget_private.my_tenants(''viewer''::text) t(t))))))'),
      ('policy', 'realtime.messages blunari_write_only', 'as restrictive for insert to authenticated with check ((((topic !~ ''^tenant:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$''::text) AND (topic !~ ''^widget:wk_''::text)) OR ((extension = ''presence''::text) AND (topic ~ ''^tenant:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$''::text) AND (topic = ( SELECT realtime.topic() AS topic)) AND (topic = ANY (ARRAY( SELECT (''tenant:''::text || t.t)
   FROM widget_private.my_tenants(''viewer''::text) t(t)))))))'),
      ('publication actions', 'supabase_realtime', 'insert, update, delete'),
      ('publication', 'public.widget_configurations', 'supabase_realtime'),
      ('rights', 'public.widget_analytics', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_analytics_buckets', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_analytics_daily', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_api_tokens', 'select (created_at, created_by, expires_at, id, last_used_at, name, prefix, revoked_at, tenant_id) to authenticated; select (created_at, created_by, expires_at, id, last_used_at, name, prefix, revoked_at, tenant_id) to service_role'),
      ('rights', 'public.widget_audit', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_booking_events', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_booking_slots', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_bookings', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_catering_quotes', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_catering_requests', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_config_versions', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_configurations', 'select to authenticated; update (config, draft, draft_base_version, is_active, publish_mode) to authenticated; select to service_role; update to service_role'),
      ('rights', 'public.widget_connection_reports', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_dropped_visits', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_feature_flag_overrides', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_feature_flags', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_invitations', 'select (accepted_at, accepted_by, created_at, email, expires_at, id, invited_by, revoked_at, role, tenant_id) to authenticated; select (accepted_at, accepted_by, created_at, email, expires_at, id, invited_by, revoked_at, role, tenant_id) to service_role'),
      ('rights', 'public.widget_rollouts', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_save_minutes', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_settings', 'select to authenticated; update (allowed_origins, city, country, currency, default_locale, email, event_days, guest_days, insights, ip_privacy, locales, name, phone, postcode, reply_to, sender_name, sensitive_days, street, time_zone) to authenticated; select to service_role; update to service_role'),
      ('rights', 'public.widget_turned_away', 'select to authenticated; select to service_role'),
      ('rights', 'public.widget_waitlist', 'select to authenticated; select to service_role'),
      ('rights', 'widget_private.flag_news', ''),
      ('rights', 'widget_private.guest_link_key', ''),
      ('rights', 'widget_private.insight_horizons', ''),
      ('rights', 'widget_private.insight_sessions', ''),
      ('rights', 'widget_private.insight_ticks', ''),
      ('rights', 'widget_private.insights_version', ''),
      ('rights', 'widget_private.journal_secrets', ''),
      ('rights', 'widget_private.journal_secrets_id_seq', ''),
      ('rights', 'widget_private.kept_widgets', ''),
      ('rights', 'widget_private.rollout_hours', ''),
      ('rights', 'widget_private.rollup_rebuilds', ''),
      ('rights', 'widget_private.test_tenants', ''),
      ('rights', 'widget_private.uncounted_visits', ''),
      ('rights', 'widget_private.uncounted_visits_id_seq', ''),
      ('rights', 'widget_private.waiting_insights', ''),
      ('row security', 'public.tenant_members', ''),
      ('row security', 'public.tenants', ''),
      ('row security', 'public.widget_analytics', ''),
      ('row security', 'public.widget_analytics_buckets', ''),
      ('row security', 'public.widget_analytics_daily', ''),
      ('row security', 'public.widget_api_tokens', ''),
      ('row security', 'public.widget_audit', ''),
      ('row security', 'public.widget_booking_events', ''),
      ('row security', 'public.widget_booking_slots', ''),
      ('row security', 'public.widget_bookings', ''),
      ('row security', 'public.widget_catering_quotes', ''),
      ('row security', 'public.widget_catering_requests', ''),
      ('row security', 'public.widget_config_versions', ''),
      ('row security', 'public.widget_configurations', ''),
      ('row security', 'public.widget_connection_reports', ''),
      ('row security', 'public.widget_dropped_visits', ''),
      ('row security', 'public.widget_feature_flag_overrides', ''),
      ('row security', 'public.widget_feature_flags', ''),
      ('row security', 'public.widget_invitations', ''),
      ('row security', 'public.widget_rollouts', ''),
      ('row security', 'public.widget_save_minutes', ''),
      ('row security', 'public.widget_settings', ''),
      ('row security', 'public.widget_turned_away', ''),
      ('row security', 'public.widget_waitlist', ''),
      ('row security', 'realtime.messages', ''),
      ('schema rights', 'widget_private', 'usage to anon; usage to authenticated; usage to blunari_api'),
      ('sequence', 'widget_private.insights_version', ''),
      ('sequence', 'widget_private.journal_secrets_id_seq', ''),
      ('sequence', 'widget_private.uncounted_visits_id_seq', ''),
      ('table', 'public.widget_analytics', 'replica identity default'),
      ('table', 'public.widget_analytics_buckets', 'replica identity default'),
      ('table', 'public.widget_analytics_daily', 'replica identity default'),
      ('table', 'public.widget_api_tokens', 'replica identity default'),
      ('table', 'public.widget_audit', 'replica identity default'),
      ('table', 'public.widget_booking_events', 'replica identity default'),
      ('table', 'public.widget_booking_slots', 'replica identity default'),
      ('table', 'public.widget_bookings', 'replica identity default'),
      ('table', 'public.widget_catering_quotes', 'replica identity default'),
      ('table', 'public.widget_catering_requests', 'replica identity default'),
      ('table', 'public.widget_config_versions', 'replica identity default'),
      ('table', 'public.widget_configurations', 'replica identity default'),
      ('table', 'public.widget_connection_reports', 'replica identity default'),
      ('table', 'public.widget_dropped_visits', 'replica identity default'),
      ('table', 'public.widget_feature_flag_overrides', 'replica identity default'),
      ('table', 'public.widget_feature_flags', 'replica identity default'),
      ('table', 'public.widget_invitations', 'replica identity default'),
      ('table', 'public.widget_rollouts', 'replica identity default'),
      ('table', 'public.widget_save_minutes', 'replica identity default'),
      ('table', 'public.widget_settings', 'replica identity default'),
      ('table', 'public.widget_turned_away', 'replica identity default'),
      ('table', 'public.widget_waitlist', 'replica identity default'),
      ('table', 'widget_private.flag_news', 'replica identity default'),
      ('table', 'widget_private.guest_link_key', 'replica identity default'),
      ('table', 'widget_private.insight_horizons', 'replica identity default'),
      ('table', 'widget_private.insight_sessions', 'replica identity default'),
      ('table', 'widget_private.insight_ticks', 'replica identity default'),
      ('table', 'widget_private.journal_secrets', 'replica identity default'),
      ('table', 'widget_private.kept_widgets', 'replica identity default'),
      ('table', 'widget_private.rollout_hours', 'replica identity default'),
      ('table', 'widget_private.rollup_rebuilds', 'replica identity default'),
      ('table', 'widget_private.test_tenants', 'replica identity default'),
      ('table', 'widget_private.uncounted_visits', 'replica identity default'),
      ('table', 'widget_private.waiting_insights', 'replica identity default'),
      ('trigger', 'public.tenant_members keep_an_owner_on_delete', 'CREATE TRIGGER keep_an_owner_on_delete BEFORE DELETE ON public.tenant_members FOR EACH ROW WHEN ((old.role = ''owner''::text)) EXECUTE FUNCTION widget_private.keep_an_owner()'),
      ('trigger', 'public.tenant_members keep_an_owner_on_update', 'CREATE TRIGGER keep_an_owner_on_update BEFORE UPDATE ON public.tenant_members FOR EACH ROW WHEN (((old.role = ''owner''::text) AND ((new.role IS DISTINCT FROM old.role) OR (new.tenant_id IS DISTINCT FROM old.tenant_id) OR (new.user_id IS DISTINCT FROM old.user_id)))) EXECUTE FUNCTION widget_private.keep_an_owner()'),
      ('trigger', 'public.tenants add_widget_defaults', 'CREATE TRIGGER add_widget_defaults AFTER INSERT ON public.tenants FOR EACH ROW EXECUTE FUNCTION widget_private.add_tenant_defaults()'),
      ('trigger', 'public.tenants give_way_to_removal', 'CREATE TRIGGER give_way_to_removal BEFORE INSERT OR DELETE ON public.tenants FOR EACH STATEMENT EXECUTE FUNCTION widget_private.give_way()'),
      ('trigger', 'public.widget_bookings announce_booking_changed', 'CREATE TRIGGER announce_booking_changed AFTER UPDATE ON public.widget_bookings FOR EACH ROW WHEN ((old.version IS DISTINCT FROM new.version)) EXECUTE FUNCTION widget_private.announce_booking()'),
      ('trigger', 'public.widget_bookings announce_booking_created', 'CREATE TRIGGER announce_booking_created AFTER INSERT ON public.widget_bookings FOR EACH ROW EXECUTE FUNCTION widget_private.announce_booking()'),
      ('trigger', 'public.widget_bookings bump_version', 'CREATE TRIGGER bump_version BEFORE UPDATE ON public.widget_bookings FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION widget_private.bump_version()'),
      ('trigger', 'public.widget_catering_quotes guard_quote', 'CREATE TRIGGER guard_quote BEFORE UPDATE ON public.widget_catering_quotes FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION widget_private.guard_quote()'),
      ('trigger', 'public.widget_catering_requests announce_request_changed', 'CREATE TRIGGER announce_request_changed AFTER UPDATE ON public.widget_catering_requests FOR EACH ROW WHEN ((old.version IS DISTINCT FROM new.version)) EXECUTE FUNCTION widget_private.announce_request()'),
      ('trigger', 'public.widget_catering_requests announce_request_created', 'CREATE TRIGGER announce_request_created AFTER INSERT ON public.widget_catering_requests FOR EACH ROW EXECUTE FUNCTION widget_private.announce_request()'),
      ('trigger', 'public.widget_catering_requests bump_version', 'CREATE TRIGGER bump_version BEFORE UPDATE ON public.widget_catering_requests FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION widget_private.bump_version()'),
      ('trigger', 'public.widget_configurations announce_draft', 'CREATE TRIGGER announce_draft AFTER UPDATE ON public.widget_configurations FOR EACH ROW WHEN ((old.draft_version IS DISTINCT FROM new.draft_version)) EXECUTE FUNCTION widget_private.announce_draft()'),
      ('trigger', 'public.widget_configurations announce_widget', 'CREATE TRIGGER announce_widget AFTER UPDATE ON public.widget_configurations FOR EACH ROW WHEN ((old.version IS DISTINCT FROM new.version)) EXECUTE FUNCTION widget_private.announce_widget()'),
      ('trigger', 'public.widget_configurations guard_draft', 'CREATE TRIGGER guard_draft BEFORE UPDATE ON public.widget_configurations FOR EACH ROW EXECUTE FUNCTION widget_private.guard_draft()'),
      ('trigger', 'public.widget_configurations guard_widget', 'CREATE TRIGGER guard_widget BEFORE UPDATE ON public.widget_configurations FOR EACH ROW EXECUTE FUNCTION widget_private.guard_widget()'),
      ('trigger', 'public.widget_configurations keep_added_widgets', 'CREATE TRIGGER keep_added_widgets AFTER INSERT ON public.widget_configurations REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION widget_private.keep_widgets()'),
      ('trigger', 'public.widget_configurations keep_changed_widgets', 'CREATE TRIGGER keep_changed_widgets AFTER UPDATE ON public.widget_configurations REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION widget_private.keep_widgets()'),
      ('trigger', 'public.widget_configurations keep_tenant', 'CREATE TRIGGER keep_tenant BEFORE UPDATE ON public.widget_configurations FOR EACH ROW EXECUTE FUNCTION widget_private.keep_tenant_of_row()'),
      ('trigger', 'public.widget_configurations record_widget_version', 'CREATE TRIGGER record_widget_version AFTER UPDATE ON public.widget_configurations FOR EACH ROW WHEN ((old.version IS DISTINCT FROM new.version)) EXECUTE FUNCTION widget_private.record_widget_version()'),
      ('trigger', 'public.widget_feature_flag_overrides announce_override', 'CREATE TRIGGER announce_override AFTER INSERT OR DELETE OR UPDATE ON public.widget_feature_flag_overrides FOR EACH ROW EXECUTE FUNCTION widget_private.announce_override()'),
      ('trigger', 'public.widget_feature_flag_overrides audit_change', 'CREATE TRIGGER audit_change AFTER INSERT OR DELETE OR UPDATE ON public.widget_feature_flag_overrides FOR EACH ROW EXECUTE FUNCTION widget_private.audit_change()'),
      ('trigger', 'public.widget_feature_flag_overrides keep_tenant', 'CREATE TRIGGER keep_tenant BEFORE DELETE OR UPDATE ON public.widget_feature_flag_overrides FOR EACH ROW EXECUTE FUNCTION widget_private.keep_tenant_of_row()'),
      ('trigger', 'public.widget_feature_flag_overrides touch', 'CREATE TRIGGER touch BEFORE UPDATE ON public.widget_feature_flag_overrides FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION widget_private.touch()'),
      ('trigger', 'public.widget_feature_flags announce_flag', 'CREATE TRIGGER announce_flag AFTER UPDATE ON public.widget_feature_flags FOR EACH ROW WHEN (((old.stage IS DISTINCT FROM new.stage) OR (old.rollout_percent IS DISTINCT FROM new.rollout_percent) OR (old.retired_at IS DISTINCT FROM new.retired_at))) EXECUTE FUNCTION widget_private.announce_flag()'),
      ('trigger', 'public.widget_feature_flags audit_change', 'CREATE TRIGGER audit_change AFTER INSERT OR DELETE ON public.widget_feature_flags FOR EACH ROW EXECUTE FUNCTION widget_private.audit_change()'),
      ('trigger', 'public.widget_feature_flags audit_update', 'CREATE TRIGGER audit_update AFTER UPDATE ON public.widget_feature_flags FOR EACH ROW WHEN (((to_jsonb(old.*) - ''{version,updated_at}''::text[]) IS DISTINCT FROM (to_jsonb(new.*) - ''{version,updated_at}''::text[]))) EXECUTE FUNCTION widget_private.audit_change()'),
      ('trigger', 'public.widget_feature_flags touch', 'CREATE TRIGGER touch BEFORE UPDATE ON public.widget_feature_flags FOR EACH ROW EXECUTE FUNCTION widget_private.touch_flag()'),
      ('trigger', 'public.widget_rollouts audit_change', 'CREATE TRIGGER audit_change AFTER INSERT OR DELETE ON public.widget_rollouts FOR EACH ROW EXECUTE FUNCTION widget_private.audit_change()'),
      ('trigger', 'public.widget_rollouts audit_update', 'CREATE TRIGGER audit_update AFTER UPDATE ON public.widget_rollouts FOR EACH ROW WHEN ((old.status IS DISTINCT FROM new.status)) EXECUTE FUNCTION widget_private.audit_change()'),
      ('trigger', 'public.widget_rollouts touch', 'CREATE TRIGGER touch BEFORE UPDATE ON public.widget_rollouts FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION widget_private.touch()'),
      ('trigger', 'public.widget_settings bump_version', 'CREATE TRIGGER bump_version BEFORE UPDATE ON public.widget_settings FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION widget_private.bump_version()'),
      ('trigger', 'public.widget_settings check_time_zone', 'CREATE TRIGGER check_time_zone BEFORE UPDATE ON public.widget_settings FOR EACH ROW WHEN (((new.time_zone <> ''''::text) AND (new.time_zone IS DISTINCT FROM old.time_zone))) EXECUTE FUNCTION widget_private.check_time_zone()'),
      ('trigger', 'public.widget_settings guard_time_zone', 'CREATE TRIGGER guard_time_zone BEFORE UPDATE ON public.widget_settings FOR EACH ROW WHEN (((new.time_zone = ''''::text) AND (old.time_zone <> ''''::text))) EXECUTE FUNCTION widget_private.guard_time_zone()'),
      ('trigger', 'public.widget_settings keep_tenant', 'CREATE TRIGGER keep_tenant BEFORE UPDATE ON public.widget_settings FOR EACH ROW EXECUTE FUNCTION widget_private.keep_tenant_of_row()'),
      ('trigger', 'public.widget_settings queue_rebuild', 'CREATE TRIGGER queue_rebuild AFTER UPDATE ON public.widget_settings FOR EACH ROW WHEN (((old.time_zone IS DISTINCT FROM new.time_zone) AND (new.time_zone <> ''''::text))) EXECUTE FUNCTION widget_private.queue_rebuild()'),
      ('trigger', 'public.widget_waitlist bump_version', 'CREATE TRIGGER bump_version BEFORE UPDATE ON public.widget_waitlist FOR EACH ROW WHEN ((old.* IS DISTINCT FROM new.*)) EXECUTE FUNCTION widget_private.bump_version()'),
      ('type', 'widget_private.insight_count', 'tenant uuid, widget uuid, day date, traits text[], reached text[], turned_away text[], lead text, views integer, interactions integer, conversions integer, sessions integer, converted integer, covers integer, value_minor bigint, last_view_at timestamp with time zone'),
      ('type', 'widget_private.quarter_count', 'tenant uuid, widget uuid, quarter timestamp with time zone, views integer, interactions integer, conversions integer')
  ), actual as (
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
-- Without it every topic is open, whatever the policies say.
select 'row security', 'realtime.messages', ''
from pg_catalog.pg_class c where c.oid = to_regclass('realtime.messages') and c.relrowsecurity
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
  from parts p
  -- In the order of mending: what stands in the way first, then what others need, keys before the links to them.
  order by p.result = 'ok', p.kind <> 'owner', p.kind not like 'foreign %', p.needs_more, p.kind, p.definition like 'FOREIGN KEY%', p.subject;
end
$verify$;
revoke all on function widget_private.verify() from public, anon, authenticated, service_role;
grant execute on function widget_private.verify() to blunari_api;

-- What default privileges of the product's own gave to roles of its own.
do $$
declare
  given text;
begin
  for given in
    select format('%s from %I', o.subject, g.rolname)
    from (
      select 'schema ' || n.oid::regnamespace, n.nspowner, n.nspacl from pg_catalog.pg_namespace n where n.nspname = 'widget_private'
      union all
      select 'function ' || p.oid::regprocedure, p.proowner, p.proacl
      from pg_catalog.pg_proc p where p.pronamespace = 'widget_private'::regnamespace
      union all
      select case c.relkind when 'S' then 'sequence ' else 'table ' end || c.oid::regclass, c.relowner, c.relacl
      from pg_catalog.pg_class c where c.relnamespace = 'widget_private'::regnamespace and c.relkind in ('r', 'S')
    ) as o (subject, owner, acl)
    cross join lateral (select distinct a.grantee from aclexplode(o.acl) a) as a
    join pg_catalog.pg_roles g on g.oid = a.grantee
    where g.oid <> o.owner and g.rolname not in ('anon', 'authenticated', 'service_role', 'blunari_api')
      and exists (
        select from pg_catalog.pg_default_acl d cross join lateral aclexplode(d.defaclacl) x
        where d.defaclrole = o.owner and x.grantee = a.grantee
      )
  loop
    execute 'revoke all on ' || given;
  end loop;
end
$$;
commit;

-- What of ours has another definition than these migrations give it, as on a database of an earlier release: where it was
-- there already, they left it. Where somebody uses a table, all of it is given up after 100 ms and tried again.
begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
do $$
declare
  -- The product's own tables last: nobody waits for them while we wait for ours.
  mends text[] := array(
    select case v.kind when 'constraint' then rtrim(v.mend, ';') || ' not valid' else v.mend end
    from widget_private.verify() with ordinality as v (kind, subject, result, mend, at)
    where v.kind = 'policy' and v.mend like '%create policy %'
      or v.kind = 'trigger' and v.mend like '%CREATE TRIGGER %'
      or v.kind = 'constraint' and v.mend like '% add constraint % CHECK %'
    order by split_part(v.subject, ' ', 1) in ('public.tenants', 'public.tenant_members'),
      v.subject like 'realtime.messages %', v.at
  );
  mend text;
  refused text[];
  begun timestamptz;
begin
  for attempt in 1..200 loop
    begin
      refused := '{}';
      begun := clock_timestamp();
      foreach mend in array mends loop
        -- For all of them together: the locks of the earlier ones are held meanwhile.
        perform set_config(
          'lock_timeout', greatest(100 - (1000 * extract(epoch from clock_timestamp() - begun))::integer, 1) || 'ms', true
        );
        begin
          execute mend;
        exception
          when lock_not_available or deadlock_detected then raise;
          -- Such as for a column that is away: it keeps no other from being mended, and the checks name both.
          when others then refused := refused || format('%s %s', sqlerrm, mend);
        end;
      end loop;
      foreach mend in array refused loop
        raise warning 'Not mended: %', mend;
      end loop;
      return;
    exception
      when lock_not_available or deadlock_detected then perform pg_sleep(0.05);
    end;
  end loop;
  raise exception 'The tables of the widgets were in use all the time. Run this again at a calmer hour.'
    using errcode = 'lock_not_available';
end
$$;
commit;

-- Rows that are there are held to a changed check in a step of its own, which keeps nobody waiting: its lock is in no way
-- but a vacuum's, and so waits for one however impatient the database is.
begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
do $$
declare
  mend text;
begin
  perform set_config('lock_timeout', '0', true);
  for mend in
    select v.mend from widget_private.verify() v where v.kind = 'constraint' and v.mend like '% validate constraint %'
  loop
    execute mend;
  end loop;
end
$$;
commit;

-- ==== history, as the Supabase CLI keeps it ====

begin;
do $$
begin
  perform pg_catalog.set_config(s.name, '0', true)
  from pg_catalog.unnest(
    '{statement_timeout,idle_in_transaction_session_timeout,transaction_timeout}'::pg_catalog.text[]
  ) as s (name)
  where pg_catalog.current_setting(s.name, true) is not null;
end
$$;
do $$
declare
  patience text := current_setting('lock_timeout');
begin
  perform pg_catalog.set_config('lock_timeout', '0', true);
  perform pg_catalog.pg_advisory_xact_lock(7261350042);
  perform pg_catalog.set_config('lock_timeout', patience, true);
  perform from pg_catalog.pg_namespace limit 1;
end
$$;
do $$
begin
  if to_regclass('supabase_migrations.schema_migrations') is null then
    if to_regnamespace('supabase_migrations') is null then
      create schema supabase_migrations;
      comment on schema supabase_migrations is 'Made by the widget migration.';
    end if;
    create table supabase_migrations.schema_migrations (version text not null primary key, statements text[], name text);
    comment on table supabase_migrations.schema_migrations is 'Made by the widget migration.';
  end if;
  -- The first versions of that tool made the version alone, and later ones add the rest as here.
  if (
    select count(*) from pg_catalog.pg_attribute
    where attrelid = 'supabase_migrations.schema_migrations'::regclass and attname in ('statements', 'name')
      and not attisdropped
  ) < 2 then
    alter table supabase_migrations.schema_migrations add column if not exists statements text[];
    alter table supabase_migrations.schema_migrations add column if not exists name text;
  end if;
end
$$;
insert into supabase_migrations.schema_migrations (version, name)
values
  ('20261124080000', 'base'),
  ('20261124080010', 'restaurants'),
  ('20261124080050', 'kept_widgets'),
  ('20261124080100', 'widgets'),
  ('20261124080110', 'widget_changes'),
  ('20261124080120', 'visitor_widget'),
  ('20261124080190', 'api_tokens'),
  ('20261124080200', 'insights'),
  ('20261124080205', 'turned_away'),
  ('20261124080208', 'insight_count'),
  ('20261124080210', 'insight_ticks'),
  ('20261124080212', 'insight_traits'),
  ('20261124080214', 'insight_counting'),
  ('20261124080216', 'insight_sessions'),
  ('20261124080218', 'uncounted_visits'),
  ('20261124080220', 'insight_writing'),
  ('20261124080222', 'waiting_insights'),
  ('20261124080223', 'counting_later'),
  ('20261124080224', 'insight_batches'),
  ('20261124080228', 'journal_secrets'),
  ('20261124080230', 'readable_config'),
  ('20261124080240', 'booking_tables'),
  ('20261124080250', 'covers'),
  ('20261124080300', 'bookings'),
  ('20261124080400', 'catering'),
  ('20261124080500', 'realtime'),
  ('20261125090000', 'waitlist_and_quotes'),
  ('20261125090050', 'test_tenants'),
  ('20261125090100', 'rollouts'),
  ('20261125090110', 'flag_news'),
  ('20261125090120', 'rollout_plan'),
  ('20261125090130', 'rollout_steps'),
  ('20261125090140', 'rollout_records'),
  ('20261125090150', 'rollout_numbers'),
  ('20261125090160', 'rollout_lists'),
  ('20261125090220', 'drafts'),
  ('20261125090225', 'member_names'),
  ('20261125090226', 'my_restaurants'),
  ('20261125090230', 'members'),
  ('20261125090240', 'last_owner'),
  ('20261125090245', 'request_status'),
  ('20261125090250', 'changing_bookings'),
  ('20261125090251', 'rebuild_rollups'),
  ('20261125090252', 'retention'),
  ('20261125090253', 'guest_data'),
  ('20261125090254', 'erase_guest'),
  ('20261125090255', 'guest_links'),
  ('20261125090258', 'combined_insights'),
  ('20261125090259', 'exported_visits'),
  ('20261125090260', 'test_runs'),
  ('20261125090900', 'links_to_tenants'),
  ('20261125091000', 'verify')
on conflict (version) do nothing;
commit;
