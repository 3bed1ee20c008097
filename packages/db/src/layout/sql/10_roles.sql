-- The roles of a Supabase database. Role names belong to the whole cluster, so each is made only if absent and its
-- attributes are stated every time. Passwords are set by the caller.
do $$
declare
  wanted record;
begin
  for wanted in
    select *
    from (values
      ('anon', 'nologin noinherit'),
      ('authenticated', 'nologin noinherit'),
      ('service_role', 'nologin noinherit bypassrls'),
      ('authenticator', 'login noinherit'),
      ('supabase_auth_admin', 'login noinherit createrole'),
      ('supabase_realtime_admin', 'login noinherit replication'),
      ('postgres', 'login nosuperuser createdb createrole replication bypassrls')
    ) as roles (name, attributes)
  loop
    if not exists (select from pg_catalog.pg_roles where rolname = wanted.name) then
      execute format('create role %I', wanted.name);
    end if;
    if wanted.name <> session_user then
      execute format('alter role %I %s', wanted.name, wanted.attributes);
    end if;
  end loop;
end
$$;

-- The API switches to the role that a token names.
grant anon, authenticated, service_role to authenticator;
-- With admin option, or postgres could not make these the groups of a role of its own.
grant anon, authenticated, service_role to postgres with admin option;
-- Permission of a private channel is found out by acting as the caller.
grant anon, authenticated, service_role to supabase_realtime_admin;
grant pg_monitor, pg_read_all_data, pg_signal_backend to postgres;
-- After an outage messages are looked for from the start of the oldest transaction on. The role inherits nothing unless the
-- grant says so, which Postgres 15 does not know; our gateway, who asks for it, comes with 17.
do $$
begin
  execute 'grant pg_read_all_stats to supabase_realtime_admin'
    || case when current_setting('server_version_num')::int >= 160000 then ' with inherit true' else '' end;
end
$$;

-- These act at login only; who switches roles sets a time-out of its own.
alter role anon set statement_timeout = '3s';
alter role authenticated set statement_timeout = '8s';
alter role authenticator set statement_timeout = '8s';
alter role postgres set search_path = "$user", public, extensions;
alter role supabase_auth_admin set search_path = auth;

do $$
begin
  execute format('grant all on database %I to postgres', current_database());
end
$$;
grant usage, create on schema public to postgres;
grant usage on schema public to anon, authenticated, service_role;

create schema if not exists extensions authorization postgres;
grant usage on schema extensions to anon, authenticated, service_role;
create extension if not exists pgcrypto with schema extensions;
create extension if not exists "uuid-ossp" with schema extensions;
