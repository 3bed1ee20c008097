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
