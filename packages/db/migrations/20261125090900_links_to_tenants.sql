-- What touches the product's own tables, last of all and in steps of their own: a writer there waits for a moment, never
-- for the back-fill. Each step is safe to run again, so a run that was cut off is finished by the next.

-- Foreign keys, unchecked as yet, and the triggers for later restaurants. Waits for nobody longer than 100 ms: whoever
-- writes tenants in that time waits behind it. Tables of ours are locked first, so tenants is held shortest.
begin;
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
declare
  link record;
begin
  for link in select * from widget_private.unchecked_links() loop
    execute format('alter table %s validate constraint %I', link.child, link.link);
  end loop;
end
$$;
commit;
