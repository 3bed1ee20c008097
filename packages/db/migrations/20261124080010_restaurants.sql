-- Restaurants and who works for them. A product that has these tables already keeps them as they are: each is made only
-- if absent, and my_tenants() is the one function it adapts.

-- plpgsql, because its body is looked at only when it runs: the tables below come later, and a product's own
-- function may name others. Never replaced, so a second run leaves an adapted one alone.
do $$
begin
  if to_regprocedure('widget_private.my_tenants(text)') is null then
    create function widget_private.my_tenants(min_role text default 'viewer') returns setof uuid
    language plpgsql stable security definer set search_path = '' rows 10 as $body$
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

-- For strangers, what is of a restaurant of others is as if it were not there.
create or replace function widget_private.require_role(tenant uuid, least_role text) returns void
language plpgsql stable set search_path = '' as $$
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
