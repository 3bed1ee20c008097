-- How long guests and visits are kept, as each restaurant says in its settings: guest_days, sensitive_days, event_days.
-- Bookings and totals stay, without anybody in them.

-- ALTER TABLE locks against everyone even when the column is there, so only where it is absent.
do $$
declare
  kept text;
begin
  foreach kept in array array['widget_bookings', 'widget_catering_requests', 'widget_waitlist'] loop
    if not exists (
      select from pg_catalog.pg_attribute
      where attrelid = format('public.%I', kept)::regclass and attname = 'guest_erased_at' and not attisdropped
    ) then
      execute format('alter table public.%I add column guest_erased_at timestamptz', kept);
    end if;
  end loop;
  -- Of those alone that are still somebody's, so that a nightly run reads no others.
  if to_regclass('public.widget_bookings_guests_idx') is null then
    create index widget_bookings_guests_idx on public.widget_bookings (tenant_id, starts_at)
      where guest_erased_at is null;
  end if;
  if to_regclass('public.widget_bookings_sensitive_idx') is null then
    create index widget_bookings_sensitive_idx on public.widget_bookings (tenant_id, starts_at)
      where allergies <> '' or access_needs <> '';
  end if;
  if to_regclass('public.widget_catering_requests_guests_idx') is null then
    create index widget_catering_requests_guests_idx on public.widget_catering_requests (tenant_id, event_at)
      where guest_erased_at is null;
  end if;
  if to_regclass('public.widget_waitlist_guests_idx') is null then
    create index widget_waitlist_guests_idx on public.widget_waitlist (tenant_id, wanted_at)
      where guest_erased_at is null;
  end if;
end
$$;

-- Takes the guests out of some rows; the triggers tell dashboards. The hash goes too, since it was made of what they typed.
create or replace function widget_private.forget_guests(bookings uuid[], requests uuid[], waiting uuid[]) returns void
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
begin
  update public.widget_bookings b
  set guest_name = 'Guest', guest_email = '', guest_phone = '', notes = '', allergies = '', access_needs = '',
    request_hash = '', guest_erased_at = clock_timestamp()
  where b.id = any (bookings);
  update public.widget_catering_requests r
  set contact_name = 'Guest', contact_email = '', contact_phone = '', company = '', notes = '', address = '',
    request_hash = '', guest_erased_at = clock_timestamp()
  where r.id = any (requests);
  update public.widget_catering_quotes q set message = '' where q.request_id = any (requests) and q.message <> '';
  update public.widget_waitlist l
  set guest_name = 'Guest', guest_email = '', guest_phone = '', notes = '', request_hash = '',
    guest_erased_at = clock_timestamp()
  where l.id = any (waiting);
end
$$;
revoke all on function widget_private.forget_guests(uuid[], uuid[], uuid[])
  from public, anon, authenticated, service_role;

-- Guests of `batch` past bookings, requests and wishes. Health data goes first. Answers how many rows changed.
create or replace function widget_private.retain_guests(tenant uuid, batch integer) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  kept public.widget_settings;
  sensitive uuid[];
  bookings uuid[];
  requests uuid[];
  waiting uuid[];
begin
  perform widget_private.keep_tenant(tenant);
  select * into kept from public.widget_settings s where s.tenant_id = tenant;
  sensitive := array(
    select b.id from public.widget_bookings b
    where b.tenant_id = tenant and b.starts_at < now() - make_interval(days => kept.sensitive_days)
      and (b.allergies <> '' or b.access_needs <> '')
    order by b.starts_at limit batch
  );
  update public.widget_bookings b set allergies = '', access_needs = '' where b.id = any (sensitive);
  bookings := array(
    select b.id from public.widget_bookings b
    where b.tenant_id = tenant and b.starts_at < now() - make_interval(days => kept.guest_days)
      and b.guest_erased_at is null
    order by b.starts_at limit batch
  );
  requests := array(
    select r.id from public.widget_catering_requests r
    where r.tenant_id = tenant and r.event_at < now() - make_interval(days => kept.guest_days)
      and r.guest_erased_at is null
    order by r.event_at limit batch
  );
  waiting := array(
    select l.id from public.widget_waitlist l
    where l.tenant_id = tenant and l.wanted_at < now() - make_interval(days => kept.guest_days)
      and l.guest_erased_at is null
    order by l.wanted_at limit batch
  );
  perform widget_private.forget_guests(bookings, requests, waiting);
  return cardinality(sensitive) + cardinality(bookings) + cardinality(requests) + cardinality(waiting);
end
$$;
revoke all on function widget_private.retain_guests(uuid, integer) from public, anon, authenticated, service_role;

-- `batch` rows of each kind of record that is only added to: visits, what is remembered of sessions, changes of bookings,
-- reasons of grants, invitations and tokens that are over, records of saves and lines, and old settings of widgets, of
-- which the newest 50 and those that a draft is based on stay. Answers how many went.
create or replace function widget_private.retain_records(tenant uuid, batch integer) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  kept public.widget_settings;
  oldest timestamptz;
  gone integer;
  total integer := 0;
begin
  perform widget_private.lock_visits();
  perform widget_private.keep_tenant(tenant);
  select * into kept from public.widget_settings s where s.tenant_id = tenant;
  oldest := now() - make_interval(days => kept.event_days);
  if to_regclass('public.widget_analytics') is not null then
    -- No rebuild counts a day while its events go.
    perform widget_private.begin_insight_job(tenant);
    delete from public.widget_analytics a where a.id = any (array(
      select old.id from public.widget_analytics old
      where old.tenant_id = tenant and old."timestamp" < oldest
      order by old."timestamp" limit batch
    ));
    get diagnostics gone = row_count;
    total := total + gone;
    if gone > 0 then
      insert into widget_private.insight_horizons as h (tenant_id, raw_since) values (tenant, oldest)
      on conflict (tenant_id) do update set raw_since = greatest(h.raw_since, excluded.raw_since);
    end if;
  end if;
  -- Three days longer than the events: a session that began before them must not count once more.
  delete from widget_private.insight_sessions s where s.ctid = any (array(
    select old.ctid from widget_private.insight_sessions old
    where old.tenant_id = tenant and old.first_at < oldest - interval '3 days'
    order by old.first_at limit batch
  ));
  get diagnostics gone = row_count;
  total := total + gone;
  delete from public.widget_booking_events e where e.id = any (array(
    select old.id from public.widget_booking_events old
    where old.tenant_id = tenant and old.changed_at < now() - make_interval(days => kept.guest_days)
    order by old.changed_at limit batch
  ));
  get diagnostics gone = row_count;
  total := total + gone;
  -- Why staff granted covers is mostly about a guest.
  update public.widget_audit a set reason = '' where a.id = any (array(
    select old.id from public.widget_audit old
    where old.tenant_id = tenant and old.done_at < now() - make_interval(days => kept.guest_days)
      and old.action = 'booking.over_granted' and old.reason <> ''
    order by old.done_at limit batch
  ));
  get diagnostics gone = row_count;
  total := total + gone;
  -- Addresses of those who were invited and joined, or never did.
  delete from public.widget_invitations i where i.id = any (array(
    select old.id from public.widget_invitations old
    where old.tenant_id = tenant
      and least(old.accepted_at, old.revoked_at, old.expires_at) < now() - make_interval(days => kept.guest_days)
    limit batch
  ));
  get diagnostics gone = row_count;
  total := total + gone;
  -- Tokens that open nothing any more; who made and revoked them is in the audit.
  delete from public.widget_api_tokens t where t.id = any (array(
    select old.id from public.widget_api_tokens old
    where old.tenant_id = tenant and least(old.revoked_at, old.expires_at) < now() - interval '30 days'
    limit batch
  ));
  get diagnostics gone = row_count;
  total := total + gone;
  -- What a roll-out is judged by; its verdicts stay.
  delete from public.widget_save_minutes m where m.ctid = any (array(
    select old.ctid from public.widget_save_minutes old
    where old.tenant_id = tenant and old.minute < now() - interval '30 days'
    limit batch
  ));
  get diagnostics gone = row_count;
  total := total + gone;
  delete from public.widget_connection_reports r where r.ctid = any (array(
    select old.ctid from public.widget_connection_reports old
    where old.tenant_id = tenant and old.reported_at < now() - interval '30 days'
    limit retain_records.batch
  ));
  get diagnostics gone = row_count;
  total := total + gone;
  if to_regclass('public.widget_configurations') is not null then
    delete from public.widget_config_versions v
    using (
      select old.widget_id, old.version
      from public.widget_config_versions old
      join public.widget_configurations w on w.id = old.widget_id
      where old.tenant_id = tenant and old.changed_at < oldest and old.version <= w.version - 50
        and old.version is distinct from w.draft_base_version
      order by old.changed_at limit batch
    ) as old
    where v.widget_id = old.widget_id and v.version = old.version;
    get diagnostics gone = row_count;
    total := total + gone;
  end if;
  return total;
end
$$;
revoke all on function widget_private.retain_records(uuid, integer) from public, anon, authenticated, service_role;

-- The next `page` restaurants, by id after `after`, that have anything for retain_guests or retain_records: what these look
-- for, one row of it being enough. Without them a nightly run would ask each restaurant for each kind.
create or replace function widget_private.retention_due(after uuid, page integer) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  due uuid[] := array(
    select s.tenant_id
    from public.widget_settings s
    cross join lateral (
      select now() - make_interval(days => s.guest_days) as guests, now() - make_interval(days => s.sensitive_days) as health,
        now() - make_interval(days => s.event_days) as events
    ) as before
    where (after is null or s.tenant_id > after) and (
      exists (
        select from public.widget_bookings b
        where b.tenant_id = s.tenant_id and b.starts_at < before.guests and b.guest_erased_at is null
      ) or exists (
        select from public.widget_bookings b
        where b.tenant_id = s.tenant_id and b.starts_at < before.health and (b.allergies <> '' or b.access_needs <> '')
      ) or exists (
        select from public.widget_catering_requests r
        where r.tenant_id = s.tenant_id and r.event_at < before.guests and r.guest_erased_at is null
      ) or exists (
        select from public.widget_waitlist l
        where l.tenant_id = s.tenant_id and l.wanted_at < before.guests and l.guest_erased_at is null
      ) or exists (
        select from widget_private.insight_sessions i
        where i.tenant_id = s.tenant_id and i.first_at < before.events - interval '3 days'
      ) or exists (
        select from public.widget_booking_events e where e.tenant_id = s.tenant_id and e.changed_at < before.guests
      ) or exists (
        select from public.widget_audit a
        where a.tenant_id = s.tenant_id and a.done_at < before.guests and a.action = 'booking.over_granted' and a.reason <> ''
      ) or exists (
        select from public.widget_invitations i
        where i.tenant_id = s.tenant_id and least(i.accepted_at, i.revoked_at, i.expires_at) < before.guests
      ) or exists (
        select from public.widget_api_tokens t
        where t.tenant_id = s.tenant_id and least(t.revoked_at, t.expires_at) < now() - interval '30 days'
      ) or exists (
        select from public.widget_save_minutes m
        where m.tenant_id = s.tenant_id and m.minute < now() - interval '30 days'
      ) or exists (
        select from public.widget_connection_reports r
        where r.tenant_id = s.tenant_id and r.reported_at < now() - interval '30 days'
      )
    )
    order by s.tenant_id limit page
  );
begin
  if to_regclass('public.widget_analytics') is not null then
    due := due || array(
      select s.tenant_id
      from public.widget_settings s
      where (after is null or s.tenant_id > after) and exists (
        select from public.widget_analytics a
        where a.tenant_id = s.tenant_id and a."timestamp" < now() - make_interval(days => s.event_days)
      )
      order by s.tenant_id limit page
    );
  end if;
  if to_regclass('public.widget_configurations') is not null then
    due := due || array(
      select s.tenant_id
      from public.widget_settings s
      where (after is null or s.tenant_id > after) and exists (
        select from public.widget_config_versions v
        join public.widget_configurations w on w.id = v.widget_id
        where v.tenant_id = s.tenant_id and v.changed_at < now() - make_interval(days => s.event_days)
          and v.version <= w.version - 50 and v.version is distinct from w.draft_base_version
      )
      order by s.tenant_id limit page
    );
  end if;
  return array(select distinct d from unnest(due) as d order by d limit page);
end
$$;
revoke all on function widget_private.retention_due(uuid, integer) from public, anon, authenticated, service_role;
