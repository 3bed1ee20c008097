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
