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
