-- Who hears what: `tenant:<id>` its members, `widget:<public key>` everybody, and nobody but the database writes there.

begin;
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
