-- The one function that books. It reads seats and limits from the stored config itself, so no caller can sell a table
-- twice.

-- How long a party sits: the entry with the largest starting size not above it; the same rule as turnMinutesFor.
-- `config` is of readable_sections, here and in check_booking.
create or replace function widget_private.turn_minutes(config jsonb, party integer) returns integer
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select turn.minutes::numeric::integer
  from jsonb_each_text(config #> '{capacity,turnMinutes}') as turn (from_size, minutes)
  where turn.from_size::integer <= party
  order by turn.from_size::integer desc
  limit 1
$$;
revoke all on function widget_private.turn_minutes(jsonb, integer) from public, anon, authenticated, service_role;

-- What the times of a booking widget are computed from. Null for a key that is no booking widget.
create or replace function widget_private.booking_load(key text, since timestamptz, until timestamptz) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  if (until between since and since + interval '70 days') is not true then
    raise exception 'Ask for 70 days at most.' using errcode = 'WB006';
  end if;
  return (
    select jsonb_build_object(
      'id', w.id, 'tenantId', w.tenant_id, 'version', w.version, 'isActive', w.is_active, 'config', w.config,
      'timeZone', widget_private.place_of(w.tenant_id) ->> 'timeZone',
      'slots', coalesce(
        (
          select jsonb_agg(jsonb_build_object(
            'slot', widget_private.iso(s.slot), 'covers', s.covers, 'arrivals', s.arrivals
          ) order by s.slot)
          from public.widget_booking_slots s
          where s.tenant_id = w.tenant_id and s.area = 'main' and s.slot >= since and s.slot < until
            and s.covers + s.arrivals > 0
        ),
        '[]'
      )
    )
    from public.widget_configurations w
    where w.public_key = key and w.widget_type = 'booking'
  );
end
$$;
revoke all on function widget_private.booking_load(text, timestamptz, timestamptz)
  from public, anon, authenticated, service_role;
grant execute on function widget_private.booking_load(text, timestamptz, timestamptz) to blunari_api;

-- What makes two requests the same booking: all that the guest chose.
create or replace function widget_private.booking_hash(input jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(convert_to(
    jsonb_build_array(
      input -> 'partySize', input -> 'startsAt', coalesce(input ->> 'area', 'main'), input -> 'guest', input -> 'notes'
    )::text, 'UTF8'
  )), 'hex')
$$;
revoke all on function widget_private.booking_hash(jsonb) from public, anon, authenticated, service_role;

-- How an idempotency key is stored: staff read that column, and nobody can say the key from it.
create or replace function widget_private.key_digest(key uuid) returns uuid
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select encode(substring(sha256(uuid_send(key)) for 16), 'hex')::uuid
$$;
revoke all on function widget_private.key_digest(uuid) from public, anon, authenticated, service_role;

-- What whoever made a booking is told of it, with what their link proves itself with.
create or replace function widget_private.booking_receipt(booking public.widget_bookings, is_repeat boolean) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
begin
  return widget_private.booking_message(booking)
    || jsonb_build_object('isRepeat', is_repeat, 'guestSecret', widget_private.guest_secret(booking.id));
end
$$;
revoke all on function widget_private.booking_receipt(public.widget_bookings, boolean)
  from public, anon, authenticated, service_role;

-- The stored booking of an idempotency key, for a repeat of the same request; another request with that key is refused.
create or replace function widget_private.repeated_booking(tenant uuid, key uuid, hash text) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  stored public.widget_bookings;
begin
  select * into stored from public.widget_bookings b where b.tenant_id = tenant and b.idempotency_key = widget_private.key_digest(key);
  if not found then
    return null;
  end if;
  if stored.request_hash <> hash then
    raise exception 'This key was used for another booking.' using errcode = 'WB001';
  end if;
  return widget_private.booking_receipt(stored, true);
end
$$;
revoke all on function widget_private.repeated_booking(uuid, uuid, text) from public, anon, authenticated, service_role;

-- The answer to a late repeat: hours may have changed since, and the caller checks those before it books. Null when
-- this request has not been answered before.
create or replace function widget_private.stored_booking(key text, input jsonb) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select widget_private.repeated_booking(
    w.tenant_id, (input ->> 'idempotencyKey')::uuid, widget_private.booking_hash(input)
  )
  from public.widget_configurations w
  where w.public_key = key and w.widget_type = 'booking'
$$;
revoke all on function widget_private.stored_booking(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.stored_booking(text, jsonb) to blunari_api;

-- The booking that was made with an idempotency key, whatever is asked for with it now; null when there is none. Whoever
-- knows the key, a random UUID that the guest's own widget made, sent that try.
create or replace function widget_private.earlier_booking(key text, idempotency uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select widget_private.booking_receipt(b, true)
  from public.widget_configurations w
  join public.widget_bookings b
    on b.tenant_id = w.tenant_id and b.idempotency_key = widget_private.key_digest(earlier_booking.idempotency)
  where w.public_key = key and w.widget_type = 'booking'
$$;
revoke all on function widget_private.earlier_booking(text, uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.earlier_booking(text, uuid) to blunari_api;

-- Refuses what comes from no visitor, and an hour that is not one instant: words such as `tomorrow` are times to the
-- database, and one without an offset from UTC is another hour in each session's zone.
create or replace function widget_private.check_visitors_hour(hour text, source text) returns void
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if (hour ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)$' and source in ('widget', 'page')) is not true then
    raise exception 'A visitor names an instant, by widget or page.' using errcode = 'WB006';
  end if;
end
$$;
revoke all on function widget_private.check_visitors_hour(text, text) from public, anon, authenticated, service_role;

-- Refuses what the restaurant's own limits refuse; hours and closures are wall time and so the caller's.
create or replace function widget_private.check_booking(config jsonb, input jsonb) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  party integer := (input ->> 'partySize')::integer;
  starts_at timestamptz;
  party_min integer := (config #>> '{party,min}')::numeric::integer;
  party_max integer := (config #>> '{party,max}')::numeric::integer;
  lead_minutes integer := (config #>> '{rules,leadMinutes}')::numeric::integer;
  horizon_days integer := (config #>> '{rules,horizonDays}')::numeric::integer;
begin
  perform widget_private.check_visitors_hour(input ->> 'startsAt', input ->> 'source');
  starts_at := (input ->> 'startsAt')::timestamptz;
  if (party between party_min and party_max) is not true then
    raise exception 'Tables can be booked here for % to % guests.', party_min, party_max using errcode = 'WB004';
  end if;
  -- The caller's clock was read a moment ago, hence the minute; a horizon of local days is at most 2 days longer in UTC.
  if (starts_at between now() + make_interval(mins => lead_minutes - 1) and now() + make_interval(days => horizon_days + 2))
    is not true
  then
    raise exception 'This time cannot be booked.' using errcode = 'WB004';
  end if;
  -- Between two minutes a table would take a quarter hour more than it sits.
  if date_trunc('minute', starts_at) <> starts_at then
    raise exception 'This time cannot be booked.' using errcode = 'WB004';
  end if;
  if config #>> '{form,phone}' = 'required' and coalesce(input #>> '{guest,phone}', '') = '' then
    raise exception 'Please add a phone number we can reach you on, such as 051 123 456.' using errcode = 'WB006';
  end if;
end
$$;
revoke all on function widget_private.check_booking(jsonb, jsonb) from public, anon, authenticated, service_role;

-- Writes a booking. Null when there is one with its key already, of the same request at the same moment: that one has
-- committed, so it is visible now.
create or replace function widget_private.insert_booking(tenant uuid, widget uuid, config jsonb, input jsonb, hash text)
returns public.widget_bookings language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  booking public.widget_bookings;
  stored_key uuid := widget_private.key_digest((input ->> 'idempotencyKey')::uuid);
begin
  loop
    insert into public.widget_bookings as b (
      tenant_id, widget_id, reference, party_size, area, starts_at, duration_minutes, buffer_minutes, locale, guest_name,
      guest_email, guest_phone, notes, source, idempotency_key, request_hash
    ) values (
      tenant, widget, widget_private.make_reference(), (input ->> 'partySize')::integer, coalesce(input ->> 'area', 'main'),
      (input ->> 'startsAt')::timestamptz, widget_private.turn_minutes(config, (input ->> 'partySize')::integer),
      (config #>> '{capacity,bufferMinutes}')::numeric::integer, input ->> 'locale',
      input #>> '{guest,name}', input #>> '{guest,email}', input #>> '{guest,phone}', input ->> 'notes',
      input ->> 'source', stored_key, hash
    )
    on conflict do nothing
    returning b.* into booking;
    exit when found or exists (
      select from public.widget_bookings b where b.tenant_id = tenant and b.idempotency_key = stored_key
    );
    -- The reference is another booking's: once more with a new one.
  end loop;
  return booking;
end
$$;
revoke all on function widget_private.insert_booking(uuid, uuid, jsonb, jsonb, text)
  from public, anon, authenticated, service_role;

-- Books a table: idempotency first, then the limits, then the covers; booking, history, message and conversion are one
-- transaction. `input`: createBookingSchema's fields, and source, localDate and today (the restaurant's dates of the table
-- and of now), visit, and area unless it is the main one.
create or replace function widget_private.create_booking(key text, input jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  widget record;
  booking public.widget_bookings;
  idempotency uuid := (input ->> 'idempotencyKey')::uuid;
  hash text := widget_private.booking_hash(input);
  config jsonb;
  answer jsonb;
begin
  perform widget_private.lock_visits();
  select w.id, w.tenant_id, w.is_active, w.config into widget
  from public.widget_configurations w
  where w.public_key = key and w.widget_type = 'booking';
  if not found or not widget_private.keep_tenant(widget.tenant_id) then
    raise exception 'There is no such booking widget.' using errcode = 'WB005';
  end if;
  answer := widget_private.repeated_booking(widget.tenant_id, idempotency, hash);
  if answer is not null then
    return answer;
  end if;
  if not widget.is_active then
    raise exception 'Online booking is paused here.' using errcode = 'WB002';
  end if;
  config := widget_private.readable_sections('booking', widget.config);
  perform widget_private.check_booking(config, input);
  booking := widget_private.insert_booking(widget.tenant_id, widget.id, config, input, hash);
  if booking.id is null then
    return widget_private.repeated_booking(widget.tenant_id, idempotency, hash);
  end if;
  perform widget_private.hold(
    null, booking, widget_private.area_seats(config, booking.area),
    (config #>> '{capacity,pacingCovers}')::numeric::integer
  );
  perform widget_private.record_conversion(
    widget.tenant_id, widget.id, (input ->> 'sessionId')::uuid, (input ->> 'today')::date,
    jsonb_build_object(
      'kind', 'booking', 'id', booking.id, 'covers', booking.party_size, 'locale', booking.locale,
      'leadDays', (input ->> 'localDate')::date - (input ->> 'today')::date
    ),
    input -> 'visit'
  );
  return widget_private.booking_receipt(booking, false);
end
$$;
revoke all on function widget_private.create_booking(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.create_booking(text, jsonb) to blunari_api;
