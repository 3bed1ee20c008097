-- Restaurants, who works for them, and the API's login role. A product that has these tables already keeps them as
-- they are: each is made only if absent, and my_tenants() and member_names() are the functions it adapts.

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
grant anon, authenticated to blunari_api;
-- They act at login, through a transaction-mode pooler too; a transaction in somebody's name sets its own.
alter role blunari_api set statement_timeout = '8s';
alter role blunari_api set lock_timeout = '5s';
alter role blunari_api set idle_in_transaction_session_timeout = '15s';
grant usage on schema widget_private to anon, authenticated, blunari_api;
grant usage on schema public to blunari_api;

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
    alter table public.tenants enable row level security;
    revoke all on public.tenants from public, anon, authenticated, service_role;
    grant select on public.tenants to authenticated;
    grant select, insert, update, delete on public.tenants to service_role;
    create policy members_read on public.tenants for select to authenticated
      using (id = any (array(select widget_private.my_tenants('viewer'))));
  end if;

  if to_regclass('public.tenant_members') is null then
    create table public.tenant_members (
      tenant_id uuid not null references public.tenants (id) on delete cascade,
      user_id uuid not null references auth.users (id) on delete cascade,
      role text not null check (role in ('viewer', 'editor', 'admin', 'owner')),
      created_at timestamptz not null default now(),
      primary key (tenant_id, user_id)
    );
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

-- What to call the colleagues of a restaurant where the caller works: the name where sign-up forms put one, the same
-- places as in the API, else the e-mail address. People write it themselves, hence its limit. Adapted like my_tenants.
do $$
begin
  if to_regprocedure('widget_private.member_names(uuid)') is null then
    create function widget_private.member_names(tenant uuid) returns table (user_id uuid, name text)
    language plpgsql stable security definer set search_path = '' rows 20 as $body$
    begin
      return query
        select m.user_id, left(
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
        from public.tenant_members m
        join auth.users u on u.id = m.user_id
        where m.tenant_id = tenant
          and tenant in (select mine.id from widget_private.my_tenants('viewer') as mine (id));
    end
    $body$;
  end if;
end
$$;
revoke all on function widget_private.member_names(uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.member_names(uuid) to authenticated;

-- An instant as messages and answers carry it: UTC, to the millisecond.
create or replace function widget_private.iso(instant timestamptz) returns text
language sql stable set search_path = '' as $$
  select to_char(instant at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
$$;
revoke all on function widget_private.iso(timestamptz) from public, anon, authenticated, service_role;
