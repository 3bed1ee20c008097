-- What bookings hold. Every change of it goes through `hold`, so that a quarter hour's row is always the sum of the
-- bookings that hold it.

-- A pending booking holds its table until it is answered; one that was cancelled, declined, let expire or did not turn
-- up holds nothing.
create or replace function widget_private.holds_table(status text) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select status in ('pending', 'confirmed', 'seated', 'completed')
$$;
revoke all on function widget_private.holds_table(text) from public, anon, authenticated, service_role;

-- The quarter hours that a booking holds: all that the party touches, the buffer included; guests arrive in the first.
create or replace function widget_private.held_quarters(booking public.widget_bookings)
returns table (area text, slot timestamptz, party integer, arrivals integer)
language sql stable set search_path = pg_catalog, pg_temp rows 8 as $$
  select booking.area, quarter, booking.party_size, case when quarter = bounds.first then booking.party_size else 0 end
  from (
    select
      date_bin('15 minutes', booking.starts_at, '2000-01-01Z') as first,
      date_bin(
        '15 minutes',
        booking.starts_at + make_interval(mins => booking.duration_minutes + booking.buffer_minutes)
          - interval '1 microsecond',
        '2000-01-01Z'
      ) as last
  ) as bounds
  cross join generate_series(bounds.first, bounds.last, interval '15 minutes') as quarter
  where widget_private.holds_table(booking.status)
$$;
revoke all on function widget_private.held_quarters(public.widget_bookings)
  from public, anon, authenticated, service_role;

-- Parties by size, `{"2": 3, "4": 1}`, with one more or less of a size; a size of which there is none is left out.
create or replace function widget_private.count_party(parties jsonb, size integer, by integer) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case coalesce((parties ->> size::text)::integer, 0) + by
    when 0 then parties - size::text
    else parties || jsonb_build_object(size::text, coalesce((parties ->> size::text)::integer, 0) + by)
  end
$$;
revoke all on function widget_private.count_party(jsonb, integer, integer)
  from public, anon, authenticated, service_role;

-- Seats of an area by the settings; null for one that they do not name. `config` is of readable_sections.
create or replace function widget_private.area_seats(config jsonb, area text) returns integer
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (
    case area when 'main' then config #>> '{capacity,seats}' else config #>> array['capacity', 'areas', area, 'seats'] end
  )::numeric::integer
$$;
revoke all on function widget_private.area_seats(jsonb, text) from public, anon, authenticated, service_role;

-- Gives back what a booking held as it was and takes what it holds as it will be, all or nothing; either may be null.
-- All rows are locked in key order before one is written, new ones too: two who overlap wait for each other, never in a
-- circle. A quarter hour that gets no fuller is never refused, however full it is. `seats` are those of the area as it
-- will be. `pacing` is for guests who book by themselves, and who are not sold what staff granted: the most who arrive in a
-- quarter hour, 0 for any number; null for what staff do.
create or replace function widget_private.hold(
  was public.widget_bookings, will public.widget_bookings, seats integer, pacing integer
) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  tenant uuid := coalesce(will.tenant_id, was.tenant_id);
  wanted bigint;
  written bigint;
begin
  if seats is null and exists (select from widget_private.held_quarters(will)) then
    raise exception 'There is no such area.' using errcode = 'WB004';
  end if;
  insert into public.widget_booking_slots as s (tenant_id, area, slot, capacity)
  select tenant, touched.area, touched.slot, 0
  from (
    select q.area, q.slot from widget_private.held_quarters(was) as q
    union
    select q.area, q.slot from widget_private.held_quarters(will) as q
  ) as touched
  order by touched.area, touched.slot
  -- Locks the rows that are there, without writing them.
  on conflict on constraint widget_booking_slots_pkey do update set covers = s.covers where false;

  with change as (
    select coalesce(b.area, a.area) as area, coalesce(b.slot, a.slot) as slot,
      coalesce(b.party, 0) - coalesce(a.party, 0) as covers,
      coalesce(b.arrivals, 0) - coalesce(a.arrivals, 0) as arrivals,
      (a.slot is not null)::integer as leaving, (b.slot is not null)::integer as coming
    from widget_private.held_quarters(was) as a
    full join widget_private.held_quarters(will) as b on b.area = a.area and b.slot = a.slot
  ), written_rows as (
    update public.widget_booking_slots s set
      covers = s.covers + c.covers,
      arrivals = s.arrivals + c.arrivals,
      parties = widget_private.count_party(
        widget_private.count_party(s.parties, coalesce(was.party_size, 0), -c.leaving),
        coalesce(will.party_size, 0), c.coming
      ),
      capacity = case when c.covers > 0 then seats else s.capacity end
    from change c
    where s.tenant_id = tenant and s.area = c.area and s.slot = c.slot
      and (c.covers <= 0 or s.covers + c.covers <= seats + case when pacing is null then s.over else 0 end)
      and (coalesce(pacing, 0) = 0 or c.arrivals <= 0 or s.arrivals + c.arrivals <= pacing)
    returning 1
  )
  select (select count(*) from change), (select count(*) from written_rows) into wanted, written;
  if written < wanted then
    raise exception 'This time has just been taken.' using errcode = 'WB003';
  end if;
end
$$;
revoke all on function widget_private.hold(public.widget_bookings, public.widget_bookings, integer, integer)
  from public, anon, authenticated, service_role;
