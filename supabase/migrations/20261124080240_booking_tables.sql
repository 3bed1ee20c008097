-- What is booked, what each quarter hour holds, and what is told of it.

create table if not exists public.widget_bookings (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  widget_id uuid,
  version integer not null default 1,
  reference text not null check (reference ~ '^[2-9CDFGHJKMPQRTVWXY]{3}-[2-9CDFGHJKMPQRTVWXY]{3}$'),
  status text not null default 'confirmed' check (status in (
    'pending', 'confirmed', 'seated', 'completed', 'cancelled', 'no_show', 'declined', 'expired'
  )),
  cancelled_by text check (cancelled_by is null or status = 'cancelled' and cancelled_by in ('guest', 'staff', 'system')),
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
  -- Its digest (key_digest): whoever knows the key itself made the booking, and may have the guest's link.
  idempotency_key uuid not null default gen_random_uuid(),
  request_hash text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, idempotency_key),
  unique (tenant_id, reference)
);
do $$
begin
  if to_regclass('public.widget_bookings_starts_at_idx') is null then
    create index widget_bookings_starts_at_idx on public.widget_bookings (tenant_id, starts_at);
  end if;
  if to_regclass('public.widget_bookings_changes_idx') is null then
    create index widget_bookings_changes_idx on public.widget_bookings (tenant_id, updated_at);
  end if;
  -- Of those alone that wait for an answer, of all restaurants: what a job looks through every minute.
  if to_regclass('public.widget_bookings_pending_idx') is null then
    create index widget_bookings_pending_idx on public.widget_bookings (starts_at) where status = 'pending';
  end if;
end
$$;

create table if not exists public.widget_booking_slots (
  tenant_id uuid not null,
  area text not null check (char_length(area) between 1 and 40),
  -- Start of a quarter hour.
  slot timestamptz not null check (extract(epoch from slot)::bigint % 900 = 0),
  covers integer not null default 0,
  arrivals integer not null default 0 check (arrivals >= 0),
  -- How many parties of each size: {"2": 3, "4": 1}.
  parties jsonb not null default '{}' check (jsonb_typeof(parties) = 'object'),
  capacity integer not null check (capacity >= 0),
  -- Covers beyond the capacity that staff granted.
  over integer not null default 0 check (over >= 0),
  primary key (tenant_id, area, slot),
  constraint widget_booking_slots_covers_check check (covers between 0 and capacity + over)
);

create table if not exists public.widget_booking_events (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  booking_id uuid not null references public.widget_bookings (id) on delete cascade,
  kind text not null check (kind in ('created', 'changed')),
  -- Fields that changed, old beside new; nothing about the guest.
  changes jsonb not null default '{}',
  changed_by uuid,
  changed_at timestamptz not null default clock_timestamp()
);
do $$
begin
  if to_regclass('public.widget_booking_events_tenant_idx') is null then
    create index widget_booking_events_tenant_idx on public.widget_booking_events (tenant_id, changed_at);
  end if;
  if to_regclass('public.widget_booking_events_booking_idx') is null then
    create index widget_booking_events_booking_idx on public.widget_booking_events (booking_id);
  end if;
end
$$;

revoke all on public.widget_bookings, public.widget_booking_slots, public.widget_booking_events
  from public, anon, authenticated, service_role;
grant select on public.widget_bookings, public.widget_booking_slots, public.widget_booking_events
  to authenticated, service_role;

do $$
begin
  perform widget_private.wall_off('{widget_bookings,widget_booking_slots,widget_booking_events}', 'viewer');
  if not exists (
    select from pg_catalog.pg_trigger where tgrelid = 'public.widget_bookings'::regclass and tgname = 'bump_version'
  ) then
    create trigger bump_version before update on public.widget_bookings
      for each row when (old.* is distinct from new.*) execute function widget_private.bump_version();
  end if;
end
$$;

-- The shape is bookingRowSchema of packages/schema: no notes, no address, no phone on the wire.
-- In plpgsql, as all that tells of a row: its plan is kept, where one in SQL is planned again for every row.
create or replace function widget_private.booking_message(booking public.widget_bookings) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_build_object(
    'id', booking.id, 'version', booking.version, 'tenantId', booking.tenant_id, 'reference', booking.reference,
    'status', booking.status, 'partySize', booking.party_size, 'area', booking.area,
    'startsAt', widget_private.iso(booking.starts_at), 'durationMinutes', booking.duration_minutes,
    'guestName', booking.guest_name, 'source', booking.source,
    'createdAt', widget_private.iso(booking.created_at), 'updatedAt', widget_private.iso(booking.updated_at)
  );
end
$$;
revoke all on function widget_private.booking_message(public.widget_bookings)
  from public, anon, authenticated, service_role;

create or replace function widget_private.announce_booking() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  changes jsonb := '{}'::jsonb;
  was jsonb := to_jsonb(old);
  will jsonb := to_jsonb(new);
  field text;
begin
  if tg_op = 'UPDATE' then
    foreach field in array array['status', 'party_size', 'area', 'starts_at', 'duration_minutes', 'guest_erased_at'] loop
      if was -> field is distinct from will -> field then
        changes := changes || jsonb_build_object(field, jsonb_build_array(was -> field, will -> field));
      end if;
    end loop;
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
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_bookings'::regclass and tgname = 'announce_booking_created'
  ) then
    create trigger announce_booking_created after insert on public.widget_bookings
      for each row execute function widget_private.announce_booking();
  end if;
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_bookings'::regclass and tgname = 'announce_booking_changed'
  ) then
    create trigger announce_booking_changed after update on public.widget_bookings
      for each row when (old.version is distinct from new.version) execute function widget_private.announce_booking();
  end if;
end
$$;

-- `ABC-DEF` of 24 letters that neither sound nor look alike; bytes from 240 on would make some likelier.
create or replace function widget_private.make_reference() returns text
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
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
