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
