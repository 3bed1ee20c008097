-- Tables: what is booked, what each quarter hour holds, and the one function that books. It reads seats and limits
-- from the stored config itself, so no caller can sell a table twice.

create table if not exists public.widget_bookings (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  widget_id uuid,
  version integer not null default 1,
  reference text not null check (reference ~ '^[2-9CDFGHJKMPQRTVWXY]{3}-[2-9CDFGHJKMPQRTVWXY]{3}$'),
  status text not null default 'confirmed' check (status in (
    'pending', 'confirmed', 'seated', 'completed', 'cancelled', 'no_show', 'declined', 'expired'
  )),
  party_size integer not null check (party_size between 1 and 500),
  area text not null default 'main' check (char_length(area) between 1 and 40),
  starts_at timestamptz not null,
  duration_minutes integer not null check (duration_minutes between 15 and 1440),
  -- Kept free after the party has left; with the duration it says which quarter hours the booking holds.
  buffer_minutes integer not null default 0 check (buffer_minutes between 0 and 240),
  locale text not null default 'en' check (char_length(locale) <= 12),
  guest_name text not null check (char_length(guest_name) between 1 and 80),
  guest_email text not null default '' check (char_length(guest_email) <= 254),
  guest_phone text not null default '' check (char_length(guest_phone) <= 32),
  notes text not null default '' check (char_length(notes) <= 500),
  source text not null check (source in ('widget', 'page', 'phone', 'walk_in', 'staff', 'waitlist')),
  idempotency_key uuid not null default gen_random_uuid(),
  request_hash text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, idempotency_key),
  unique (tenant_id, reference)
);
create index if not exists widget_bookings_starts_at_idx on public.widget_bookings (tenant_id, starts_at);
create index if not exists widget_bookings_changes_idx on public.widget_bookings (tenant_id, updated_at);

create table if not exists public.widget_booking_slots (
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  area text not null check (char_length(area) between 1 and 40),
  -- Start of a quarter hour.
  slot timestamptz not null check (extract(epoch from slot)::bigint % 900 = 0),
  covers integer not null default 0,
  arrivals integer not null default 0 check (arrivals >= 0),
  capacity integer not null check (capacity >= 0),
  -- Covers beyond the capacity that staff granted.
  over integer not null default 0 check (over >= 0),
  primary key (tenant_id, area, slot),
  constraint widget_booking_slots_covers_check check (covers between 0 and capacity + over)
);

create table if not exists public.widget_booking_events (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null references public.tenants (id) on delete cascade,
  booking_id uuid not null references public.widget_bookings (id) on delete cascade,
  kind text not null check (kind in ('created', 'changed')),
  -- Fields that changed, old beside new; nothing about the guest.
  changes jsonb not null default '{}',
  changed_by uuid,
  changed_at timestamptz not null default clock_timestamp()
);
create index if not exists widget_booking_events_tenant_idx on public.widget_booking_events (tenant_id, changed_at);
create index if not exists widget_booking_events_booking_idx on public.widget_booking_events (booking_id);

alter table public.widget_bookings enable row level security;
alter table public.widget_booking_slots enable row level security;
alter table public.widget_booking_events enable row level security;
revoke all on public.widget_bookings, public.widget_booking_slots, public.widget_booking_events
  from public, anon, authenticated, service_role;
grant select on public.widget_bookings, public.widget_booking_slots, public.widget_booking_events
  to authenticated, service_role;

do $$
declare
  wanted text;
begin
  foreach wanted in array array['widget_bookings', 'widget_booking_slots', 'widget_booking_events'] loop
    if not exists (
      select from pg_catalog.pg_policies p
      where p.schemaname = 'public' and p.tablename = wanted and p.policyname = 'members_read'
    ) then
      execute format(
        'create policy members_read on public.%I for select to authenticated '
        'using (tenant_id = any (array(select widget_private.my_tenants(''viewer''))))',
        wanted
      );
    end if;
  end loop;
end
$$;

create or replace trigger bump_version before update on public.widget_bookings
  for each row when (old.* is distinct from new.*) execute function widget_private.bump_version();

-- The shape is bookingRowSchema of packages/schema: no notes, no address, no phone on the wire.
create or replace function widget_private.booking_message(booking public.widget_bookings) returns jsonb
language sql stable set search_path = '' as $$
  select jsonb_build_object(
    'id', booking.id, 'version', booking.version, 'tenantId', booking.tenant_id, 'reference', booking.reference,
    'status', booking.status, 'partySize', booking.party_size, 'startsAt', widget_private.iso(booking.starts_at),
    'durationMinutes', booking.duration_minutes, 'guestName', booking.guest_name, 'source', booking.source,
    'createdAt', widget_private.iso(booking.created_at), 'updatedAt', widget_private.iso(booking.updated_at)
  )
$$;
revoke all on function widget_private.booking_message(public.widget_bookings)
  from public, anon, authenticated, service_role;

create or replace function widget_private.announce_booking() returns trigger
language plpgsql security definer set search_path = '' as $$
declare
  changes jsonb := '{}';
begin
  if tg_op = 'UPDATE' then
    select coalesce(jsonb_object_agg(field.key, jsonb_build_array(was.value, field.value)), '{}') into changes
    from jsonb_each(to_jsonb(new)) as field (key, value)
    join jsonb_each(to_jsonb(old)) as was (key, value) using (key)
    where field.value is distinct from was.value
      and field.key in ('status', 'party_size', 'area', 'starts_at', 'duration_minutes');
  end if;
  insert into public.widget_booking_events (tenant_id, booking_id, kind, changes, changed_by)
  values (
    new.tenant_id, new.id, case tg_op when 'INSERT' then 'created' else 'changed' end, changes, auth.uid()
  );
  perform realtime.send(
    widget_private.booking_message(new) || jsonb_build_object('committedAt', widget_private.iso(clock_timestamp())),
    case tg_op when 'INSERT' then 'booking.created' else 'booking.changed' end,
    'tenant:' || new.tenant_id, true
  );
  return null;
end
$$;
revoke all on function widget_private.announce_booking() from public, anon, authenticated, service_role;
create or replace trigger announce_booking_created after insert on public.widget_bookings
  for each row execute function widget_private.announce_booking();
create or replace trigger announce_booking_changed after update on public.widget_bookings
  for each row when (old.version is distinct from new.version) execute function widget_private.announce_booking();

-- `ABC-DEF` of 24 letters that neither sound nor look alike; bytes from 240 on would make some likelier.
create or replace function widget_private.make_reference() returns text
language plpgsql volatile set search_path = '' as $$
declare
  letters text := '';
  bytes bytea;
begin
  while length(letters) < 6 loop
    bytes := uuid_send(gen_random_uuid());
    for index in 0..15 loop
      if index not in (6, 8) and get_byte(bytes, index) < 240 and length(letters) < 6 then
        letters := letters || substr('23456789CDFGHJKMPQRTVWXY', get_byte(bytes, index) % 24 + 1, 1);
      end if;
    end loop;
  end loop;
  return substr(letters, 1, 3) || '-' || substr(letters, 4);
end
$$;
revoke all on function widget_private.make_reference() from public, anon, authenticated, service_role;

create or replace function widget_private.is_whole(value jsonb, lowest integer, highest integer) returns boolean
language sql immutable set search_path = '' as $$
  select case when jsonb_typeof(value) = 'number'
    then (value #>> '{}')::numeric between lowest and highest and (value #>> '{}')::numeric % 1 = 0
    else false
  end
$$;
revoke all on function widget_private.is_whole(jsonb, integer, integer) from public, anon, authenticated, service_role;

-- An object with these keys and no other.
create or replace function widget_private.has_exactly(value jsonb, keys text[]) returns boolean
language sql immutable set search_path = '' as $$
  select case when jsonb_typeof(value) = 'object' then value ?& keys and value - keys = '{}' else false end
$$;
revoke all on function widget_private.has_exactly(jsonb, text[]) from public, anon, authenticated, service_role;

-- Whether the product reads this section as it is stored; the rules are those of its schema in packages/schema. Numbers
-- and strings are compared as jsonb, so no broken value makes this fail.
create or replace function widget_private.is_sound(section text, value jsonb) returns boolean
language sql immutable set search_path = '' as $$
  select coalesce(case section
    when 'party' then
      widget_private.has_exactly(value, '{min,max,default}')
      and widget_private.is_whole(value -> 'min', 1, 20) and widget_private.is_whole(value -> 'max', 1, 50)
      and widget_private.is_whole(value -> 'default', 1, 50)
      and value -> 'min' <= value -> 'default' and value -> 'default' <= value -> 'max'
    when 'rules' then
      widget_private.has_exactly(value, '{leadMinutes,horizonDays}')
      and widget_private.is_whole(value -> 'leadMinutes', 0, 43200)
      and widget_private.is_whole(value -> 'horizonDays', 1, 730)
    when 'capacity' then
      widget_private.has_exactly(value, '{seats,pacingCovers,turnMinutes,bufferMinutes}')
      and widget_private.is_whole(value -> 'seats', 1, 2000) and widget_private.is_whole(value -> 'pacingCovers', 0, 500)
      and widget_private.is_whole(value -> 'bufferMinutes', 0, 60)
      and jsonb_typeof(value -> 'turnMinutes') = 'object' and value -> 'turnMinutes' ? '1'
      and not exists (
        select
        from jsonb_each(
          case jsonb_typeof(value -> 'turnMinutes') when 'object' then value -> 'turnMinutes' else '{}' end
        ) as turn (key, minutes)
        where turn.key !~ '^([1-9]|[1-4][0-9]|50)$' or not widget_private.is_whole(turn.minutes, 30, 480)
      )
    when 'form' then
      widget_private.has_exactly(value, '{phone,notes}')
      and value -> 'phone' in ('"required"', '"optional"', '"off"') and value -> 'notes' in ('"optional"', '"off"')
    when 'guests' then
      widget_private.has_exactly(value, '{min,max}')
      and widget_private.is_whole(value -> 'min', 1, 500) and widget_private.is_whole(value -> 'max', 1, 5000)
      and value -> 'min' <= value -> 'max'
    when 'event' then
      widget_private.has_exactly(value, '{leadDays,horizonDays,days,from,to,stepMinutes}')
      and widget_private.is_whole(value -> 'leadDays', 0, 90) and widget_private.is_whole(value -> 'horizonDays', 1, 730)
      and case when jsonb_typeof(value -> 'days') = 'array' then jsonb_array_length(value -> 'days') <= 7 end
      and value -> 'days' <@ '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
      and jsonb_typeof(value -> 'from') = 'string' and value ->> 'from' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
      and jsonb_typeof(value -> 'to') = 'string' and value ->> 'to' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
      and value ->> 'from' < value ->> 'to' collate "C"
      and value -> 'stepMinutes' in ('15', '30', '60')
  end, false)
$$;
revoke all on function widget_private.is_sound(text, jsonb) from public, anon, authenticated, service_role;

-- The sections that SQL computes with: one that the product would refuse counts as its default, whole, as it does on the
-- restaurant's page (parseStoredConfig of packages/schema; a test compares both). A tool that wrote nonsense must not
-- break that page, and what is sold must be what it offers.
create or replace function widget_private.readable_sections(widget_type text, config jsonb) returns jsonb
language sql immutable set search_path = '' as $$
  select jsonb_object_agg(
    section,
    case when widget_private.is_sound(section, config -> section) then config -> section
      else widget_private.default_config(widget_type) -> section
    end
  )
  from unnest(
    case widget_type
      when 'booking' then array['party', 'rules', 'capacity', 'form']
      when 'catering' then array['guests', 'event']
    end
  ) as section
$$;
revoke all on function widget_private.readable_sections(text, jsonb) from public, anon, authenticated, service_role;

-- How long a party sits: the entry with the largest starting size not above it; the same rule as turnMinutesFor.
-- `config` is of readable_sections, here and in check_booking.
create or replace function widget_private.turn_minutes(config jsonb, party integer) returns integer
language sql immutable set search_path = '' as $$
  select turn.minutes::numeric::integer
  from jsonb_each_text(config #> '{capacity,turnMinutes}') as turn (from_size, minutes)
  where turn.from_size::integer <= party
  order by turn.from_size::integer desc
  limit 1
$$;
revoke all on function widget_private.turn_minutes(jsonb, integer) from public, anon, authenticated, service_role;

-- What the times of a booking widget are computed from. Null for a key that is no booking widget.
create or replace function widget_private.booking_load(key text, "from" timestamptz, "to" timestamptz) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
begin
  if ("to" - "from" between interval '0' and interval '70 days') is not true then
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
          where s.tenant_id = w.tenant_id and s.area = 'main' and s.slot >= "from" and s.slot < "to"
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

-- Takes the covers of every quarter hour the party touches, in key order: two who overlap wait for each other, never
-- in a circle. The WHERE is the answer, the CHECK is the wall; the first insert of a slot skips the WHERE.
create or replace function widget_private.take_covers(
  tenant uuid, area text, starts_at timestamptz, minutes integer, party integer, seats integer, pacing integer
) returns void language plpgsql security definer set search_path = '' as $$
declare
  first_slot timestamptz := date_bin('15 minutes', starts_at, '2000-01-01Z');
  last_slot timestamptz := date_bin(
    '15 minutes', starts_at + make_interval(mins => minutes) - interval '1 microsecond', '2000-01-01Z'
  );
  wanted integer := 1 + (extract(epoch from last_slot - first_slot) / 900)::integer;
  taken integer := 0;
begin
  if party <= seats and (pacing = 0 or party <= pacing) then
    insert into public.widget_booking_slots as s (tenant_id, area, slot, covers, arrivals, capacity)
    select tenant, take_covers.area, quarter, party, case when quarter = first_slot then party else 0 end, seats
    from generate_series(first_slot, last_slot, interval '15 minutes') as quarter
    order by quarter
    on conflict on constraint widget_booking_slots_pkey do update set
      covers = s.covers + excluded.covers,
      arrivals = s.arrivals + excluded.arrivals,
      capacity = excluded.capacity
    where s.covers + excluded.covers <= excluded.capacity + s.over
      and (pacing = 0 or excluded.arrivals = 0 or s.arrivals + excluded.arrivals <= pacing);
    get diagnostics taken = row_count;
  end if;
  if taken < wanted then
    raise exception 'This time has just been taken.' using errcode = 'WB003';
  end if;
end
$$;
revoke all on function widget_private.take_covers(uuid, text, timestamptz, integer, integer, integer, integer)
  from public, anon, authenticated, service_role;

-- What makes two requests the same booking: all that the guest chose.
create or replace function widget_private.booking_hash(input jsonb) returns text
language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(
    jsonb_build_array(input -> 'partySize', input -> 'startsAt', input -> 'guest', input -> 'notes')::text, 'UTF8'
  )), 'hex')
$$;
revoke all on function widget_private.booking_hash(jsonb) from public, anon, authenticated, service_role;

-- The stored booking of an idempotency key, for a repeat of the same request; another request with that key is refused.
create or replace function widget_private.repeated_booking(tenant uuid, key uuid, hash text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  stored public.widget_bookings;
begin
  select * into stored from public.widget_bookings b where b.tenant_id = tenant and b.idempotency_key = key;
  if not found then
    return null;
  end if;
  if stored.request_hash <> hash then
    raise exception 'This key was used for another booking.' using errcode = 'WB001';
  end if;
  return widget_private.booking_message(stored) || '{"isRepeat": true}';
end
$$;
revoke all on function widget_private.repeated_booking(uuid, uuid, text) from public, anon, authenticated, service_role;

-- The answer to a late repeat: hours may have changed since, and the caller checks those before it books. Null when
-- this request has not been answered before.
create or replace function widget_private.stored_booking(key text, input jsonb) returns jsonb
language sql stable security definer set search_path = '' as $$
  select widget_private.repeated_booking(
    w.tenant_id, (input ->> 'idempotencyKey')::uuid, widget_private.booking_hash(input)
  )
  from public.widget_configurations w
  where w.public_key = key and w.widget_type = 'booking'
$$;
revoke all on function widget_private.stored_booking(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.stored_booking(text, jsonb) to blunari_api;

-- Refuses what the restaurant's own limits refuse; hours and closures are wall time and so the caller's.
create or replace function widget_private.check_booking(config jsonb, input jsonb) returns void
language plpgsql stable set search_path = '' as $$
declare
  party integer := (input ->> 'partySize')::integer;
  starts_at timestamptz := (input ->> 'startsAt')::timestamptz;
  party_min integer := (config #>> '{party,min}')::numeric::integer;
  party_max integer := (config #>> '{party,max}')::numeric::integer;
  lead_minutes integer := (config #>> '{rules,leadMinutes}')::numeric::integer;
  horizon_days integer := (config #>> '{rules,horizonDays}')::numeric::integer;
begin
  if (party between party_min and party_max) is not true then
    raise exception 'Tables can be booked here for % to % guests.', party_min, party_max using errcode = 'WB004';
  end if;
  -- The caller's clock was read a moment ago, hence the minute; a horizon of local days is at most 2 days longer in UTC.
  if (starts_at between now() + make_interval(mins => lead_minutes - 1) and now() + make_interval(days => horizon_days + 2))
    is not true
  then
    raise exception 'This time cannot be booked.' using errcode = 'WB004';
  end if;
  if config #>> '{form,phone}' = 'required' and coalesce(input #>> '{guest,phone}', '') = '' then
    raise exception 'Please add a phone number we can reach you on, such as 051 123 456.' using errcode = 'WB006';
  end if;
end
$$;
revoke all on function widget_private.check_booking(jsonb, jsonb) from public, anon, authenticated, service_role;

-- Books a table: idempotency first, then the limits, then the covers; booking, history, message and conversion are one
-- transaction. `input`: createBookingSchema's fields, and source, today (the restaurant's local date), visit.
create or replace function widget_private.create_booking(key text, input jsonb) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  widget record;
  booking public.widget_bookings;
  party integer := (input ->> 'partySize')::integer;
  idempotency uuid := (input ->> 'idempotencyKey')::uuid;
  hash text := widget_private.booking_hash(input);
  config jsonb;
  answer jsonb;
begin
  select w.id, w.tenant_id, w.is_active, w.config into widget
  from public.widget_configurations w
  where w.public_key = key and w.widget_type = 'booking';
  if not found then
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
  insert into public.widget_bookings as b (
    tenant_id, widget_id, reference, party_size, starts_at, duration_minutes, buffer_minutes, locale, guest_name,
    guest_email, guest_phone, notes, source, idempotency_key, request_hash
  ) values (
    widget.tenant_id, widget.id, widget_private.make_reference(), party, (input ->> 'startsAt')::timestamptz,
    widget_private.turn_minutes(config, party),
    (config #>> '{capacity,bufferMinutes}')::numeric::integer, input ->> 'locale',
    input #>> '{guest,name}', input #>> '{guest,email}', input #>> '{guest,phone}', input ->> 'notes',
    input ->> 'source', idempotency, hash
  )
  on conflict (tenant_id, idempotency_key) do nothing
  returning b.* into booking;
  if not found then
    -- The same request at the same moment: the other one has committed, so its booking is visible now.
    return widget_private.repeated_booking(widget.tenant_id, idempotency, hash);
  end if;
  perform widget_private.take_covers(
    widget.tenant_id, booking.area, booking.starts_at, booking.duration_minutes + booking.buffer_minutes, party,
    (config #>> '{capacity,seats}')::numeric::integer,
    (config #>> '{capacity,pacingCovers}')::numeric::integer
  );
  perform widget_private.record_conversion(
    widget.tenant_id, widget.id, (input ->> 'sessionId')::uuid, (input ->> 'today')::date,
    jsonb_build_object('kind', 'booking', 'id', booking.id, 'partySize', party), input -> 'visit'
  );
  return widget_private.booking_message(booking) || '{"isRepeat": false}';
end
$$;
revoke all on function widget_private.create_booking(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.create_booking(text, jsonb) to blunari_api;
