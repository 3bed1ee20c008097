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
