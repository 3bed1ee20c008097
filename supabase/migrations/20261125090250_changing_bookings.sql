-- What staff do with bookings: another status, another time, party or area, and covers beyond the seats.

-- A booking for an editor to change. Whoever changes one keeps its restaurant, then holds it, then any quarter hour.
create or replace function widget_private.lock_booking(booking uuid) returns public.widget_bookings
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  locked public.widget_bookings;
  tenant uuid := (select b.tenant_id from public.widget_bookings b where b.id = booking);
begin
  perform widget_private.require_role(tenant, 'editor');
  perform widget_private.keep_tenant(tenant);
  select b.* into locked from public.widget_bookings b where b.id = booking for update;
  if not found then
    raise exception 'There is no such booking, or it is not yours.' using errcode = 'WB005';
  end if;
  return locked;
end
$$;
revoke all on function widget_private.lock_booking(uuid) from public, anon, authenticated, service_role;

-- The settings that SQL computes with, of the restaurant's booking widget.
create or replace function widget_private.booking_config(tenant uuid) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return (
    select widget_private.readable_sections('booking', w.config)
    from public.widget_configurations w
    where w.tenant_id = tenant and w.widget_type = 'booking'
  );
end
$$;
revoke all on function widget_private.booking_config(uuid) from public, anon, authenticated, service_role;

-- The ways a booking goes, and the ways back from a mistake.
create or replace function widget_private.may_become(was text, will_be text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (was, will_be) in (
    ('pending', 'confirmed'), ('pending', 'declined'), ('pending', 'expired'), ('pending', 'cancelled'),
    ('confirmed', 'seated'), ('confirmed', 'completed'), ('confirmed', 'no_show'), ('confirmed', 'cancelled'),
    ('seated', 'completed'), ('seated', 'confirmed'), ('completed', 'seated'),
    ('no_show', 'confirmed'), ('no_show', 'seated'),
    ('cancelled', 'confirmed'), ('declined', 'confirmed'), ('expired', 'confirmed')
  )
$$;
revoke all on function widget_private.may_become(text, text) from public, anon, authenticated, service_role;

-- Of a booking that the caller has locked. Giving covers back always works, taking them again needs room. `actor`: guest,
-- staff or system.
create or replace function widget_private.set_booking_status(was public.widget_bookings, status text, actor text)
returns jsonb language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  will public.widget_bookings := was;
begin
  if status = was.status then
    return widget_private.booking_message(was);
  end if;
  if widget_private.may_become(was.status, status) is not true then
    raise exception 'This booking is % and cannot become %.', was.status, status using errcode = 'WB004';
  end if;
  will.status := status;
  if widget_private.holds_table(status) <> widget_private.holds_table(was.status) then
    perform widget_private.hold(was, will, case when widget_private.holds_table(status)
      then widget_private.area_seats(widget_private.booking_config(was.tenant_id), was.area)
    end, null);
  end if;
  update public.widget_bookings b
  set status = will.status, cancelled_by = case will.status when 'cancelled' then actor end
  where b.id = was.id
  returning b.* into will;
  return widget_private.booking_message(will);
end
$$;
revoke all on function widget_private.set_booking_status(public.widget_bookings, text, text)
  from public, anon, authenticated, service_role;

-- Closes what nobody answered: pending bookings whose time has come, `batch` at most, whose tables are free again. One that
-- somebody is answering at this moment is left to them, and those of a restaurant that is being removed go with it. Answers
-- how many there were.
create or replace function widget_private.expire_bookings(batch integer) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  was public.widget_bookings;
  closed integer := 0;
begin
  perform widget_private.lock_widgets();
  for was in
    with due as materialized (
      select b.* from public.widget_bookings b
      join public.tenants t on t.id = b.tenant_id
      where b.status = 'pending' and b.starts_at < now()
      order by b.starts_at limit batch
      for key share of t skip locked
      for update of b skip locked
    )
    -- All that they hold is locked to the end: in the order of its key, as by everyone.
    select d.* from due d order by d.tenant_id, d.area, d.starts_at
  loop
    begin
      perform widget_private.set_booking_status(was, 'expired', 'system');
      closed := closed + 1;
    exception
      -- One that was written past our functions and holds no table must not keep all others open.
      when check_violation then raise warning 'Booking % cannot be closed: %', was.id, sqlerrm;
    end;
  end loop;
  return closed;
end
$$;
revoke all on function widget_private.expire_bookings(integer) from public, anon, authenticated, service_role;

create or replace function widget_private.change_booking_status(booking uuid, status text) returns jsonb
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select widget_private.set_booking_status(widget_private.lock_booking(booking), status, 'staff')
$$;
revoke all on function widget_private.change_booking_status(uuid, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.change_booking_status(uuid, text) to authenticated;

-- Another time, party or area; null leaves it. A party of another size sits as long as the settings say now. Seats and
-- granted covers are the limit; notice, hours and pacing are for guests who book by themselves.
create or replace function widget_private.move_booking(booking uuid, starts_at timestamptz, party integer, area text)
returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  was public.widget_bookings := widget_private.lock_booking(booking);
  will public.widget_bookings := was;
  config jsonb := widget_private.booking_config(was.tenant_id);
begin
  if was.status not in ('pending', 'confirmed', 'seated') then
    raise exception 'This booking is % and cannot be moved.', was.status using errcode = 'WB004';
  end if;
  will.starts_at := coalesce(move_booking.starts_at, was.starts_at);
  will.area := coalesce(move_booking.area, was.area);
  if party <> was.party_size then
    will.party_size := party;
    will.duration_minutes := widget_private.turn_minutes(config, party);
  end if;
  -- Between two minutes a table would take a quarter hour more than it sits. The book reaches two years ahead at most,
  -- and a moment ago is as far back as a slip of the keyboard is worth.
  if date_trunc('minute', will.starts_at) <> will.starts_at
    or will.starts_at <> was.starts_at
      and (will.starts_at between now() - interval '1 day' and now() + interval '732 days') is not true
  then
    raise exception 'This time cannot be booked.' using errcode = 'WB004';
  end if;
  if will.party_size not between 1 and 500 then
    raise exception 'A party is of 1 to 500 guests.' using errcode = 'WB004';
  end if;
  perform widget_private.hold(was, will, widget_private.area_seats(config, will.area), null);
  update public.widget_bookings b
  set starts_at = will.starts_at, area = will.area, party_size = will.party_size,
    duration_minutes = will.duration_minutes
  where b.id = was.id
  returning b.* into will;
  return widget_private.booking_message(will);
end
$$;
revoke all on function widget_private.move_booking(uuid, timestamptz, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.move_booking(uuid, timestamptz, integer, text) to authenticated;

-- Lets an area hold so many covers beyond its seats from one time to another, a day at most; 0 takes that back, which
-- cancels nothing and only stops sales. Answers what each of those quarter hours holds.
create or replace function widget_private.grant_over(
  tenant uuid, area text, since timestamptz, until timestamptz, covers integer, reason text
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  seats integer;
  answer jsonb;
begin
  perform widget_private.require_role(tenant, 'editor');
  if not widget_private.keep_tenant(tenant) then
    raise exception 'This does not exist, or it is not yours.' using errcode = 'WB005';
  end if;
  if (until between since + interval '1 second' and since + interval '1 day' and covers between 0 and 500) is not true then
    raise exception 'Grant 0 to 500 covers, for a day at most.' using errcode = 'WB006';
  end if;
  -- As far as the book reaches.
  if (since between now() - interval '1 day' and now() + interval '732 days') is not true then
    raise exception 'Covers cannot be granted for this time.' using errcode = 'WB004';
  end if;
  if (char_length(btrim(reason)) between 1 and 500) is not true then
    raise exception 'Please say why, in 500 characters at most.' using errcode = 'WB006';
  end if;
  seats := widget_private.area_seats(widget_private.booking_config(tenant), grant_over.area);
  if seats is null then
    raise exception 'There is no such area.' using errcode = 'WB004';
  end if;
  with granted as (
    insert into public.widget_booking_slots as s (tenant_id, area, slot, capacity, over)
    select tenant, grant_over.area, quarter, seats, grant_over.covers
    from generate_series(
      date_bin('15 minutes', since, '2000-01-01Z'), until - interval '1 microsecond', interval '15 minutes'
    ) as quarter
    order by quarter
    on conflict on constraint widget_booking_slots_pkey do update set
      over = excluded.over,
      -- Where more is booked than that, the row says so; the limit of every booking is the settings'.
      capacity = greatest(excluded.capacity, s.covers - excluded.over)
    returning s.slot, s.covers, s.over
  )
  select jsonb_agg(jsonb_build_object(
    'slot', widget_private.iso(g.slot), 'covers', g.covers, 'seats', seats, 'over', g.over
  ) order by g.slot) into answer
  from granted g;
  insert into public.widget_audit (tenant_id, actor, action, subject, after, reason)
  values (tenant, auth.uid(), 'booking.over_granted', grant_over.area, jsonb_build_object(
    'from', widget_private.iso(since), 'to', widget_private.iso(until), 'covers', grant_over.covers
  ), btrim(reason));
  return answer;
end
$$;
revoke all on function widget_private.grant_over(uuid, text, timestamptz, timestamptz, integer, text)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.grant_over(uuid, text, timestamptz, timestamptz, integer, text)
  to authenticated;

-- Quarter hours that hold more than seats and granted covers allow, after the settings were lowered, each with the
-- bookings in it; an area that the settings no longer name has no seats. Nothing for whoever does not work there.
create or replace function widget_private.overbooked_slots(tenant uuid, since timestamptz, until timestamptz)
returns jsonb language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  config jsonb := widget_private.booking_config(tenant);
begin
  if (until between since and since + interval '93 days') is not true then
    raise exception 'Ask for 92 days at most.' using errcode = 'WB006';
  end if;
  return (
    select coalesce(jsonb_agg(jsonb_build_object(
      'area', s.area, 'slot', widget_private.iso(s.slot), 'covers', s.covers, 'seats', room.seats, 'over', s.over,
      'bookingIds', (
        select coalesce(jsonb_agg(b.id order by b.starts_at, b.id), '[]')
        from public.widget_bookings b
        cross join lateral widget_private.held_quarters(b) as q
        -- No booking holds a table for longer than a day and four hours.
        where b.tenant_id = s.tenant_id and b.starts_at > s.slot - interval '28 hours'
          and b.starts_at < s.slot + interval '15 minutes' and q.area = s.area and q.slot = s.slot
      )
    ) order by s.area, s.slot), '[]')
    from public.widget_booking_slots s
    cross join lateral (select coalesce(widget_private.area_seats(config, s.area), 0) as seats) as room
    where s.tenant_id = any (array(select t from widget_private.my_tenants('viewer') as t where t = tenant))
      and s.slot >= since and s.slot < until and s.covers > room.seats + s.over
  );
end
$$;
revoke all on function widget_private.overbooked_slots(uuid, timestamptz, timestamptz)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.overbooked_slots(uuid, timestamptz, timestamptz) to authenticated;
