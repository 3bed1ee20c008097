-- Who waits for a table, what a restaurant offers for a request, and columns that the first tables lacked.

create table if not exists public.widget_waitlist (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  widget_id uuid,
  version integer not null default 1,
  reference text not null check (reference ~ '^[2-9CDFGHJKMPQRTVWXY]{3}-[2-9CDFGHJKMPQRTVWXY]{3}$'),
  status text not null default 'waiting' check (status in ('waiting', 'offered', 'accepted', 'passed', 'left')),
  party_size integer not null check (party_size between 1 and 500),
  area text not null default 'main' check (char_length(area) between 1 and 40),
  -- The time that was full, and how much earlier or later would do.
  wanted_at timestamptz not null,
  flex_minutes integer not null default 0 check (flex_minutes between 0 and 60),
  offered_at timestamptz,
  offer_ends_at timestamptz,
  -- The booking that an accepted offer became.
  booking_id uuid references public.widget_bookings (id) on delete set null,
  locale text not null default 'en' check (char_length(locale) <= 12),
  guest_name text not null check (char_length(guest_name) between 1 and 80),
  guest_email text not null default '' check (char_length(guest_email) <= 254),
  guest_phone text not null default '' check (char_length(guest_phone) <= 32),
  notes text not null default '' check (char_length(notes) <= 500),
  idempotency_key uuid not null default gen_random_uuid(),
  request_hash text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, idempotency_key),
  unique (tenant_id, reference),
  constraint widget_waitlist_offer_check check ((status = 'offered') <= (offer_ends_at is not null))
);

-- A quote is not changed after it was sent: the next one is a new version.
create table if not exists public.widget_catering_quotes (
  request_id uuid not null references public.widget_catering_requests (id) on delete cascade,
  version integer not null check (version >= 1),
  tenant_id uuid not null,
  status text not null default 'draft' check (status in ('draft', 'sent', 'accepted', 'declined', 'expired')),
  lines jsonb not null default '[]' check (jsonb_typeof(lines) = 'array' and octet_length(lines::text) <= 65536),
  -- Minor units of the currency, with the limits of widget_catering_requests.
  subtotal_minor bigint not null check (subtotal_minor between 0 and 1000000000000),
  service_minor bigint not null check (service_minor between 0 and 1000000000000),
  net_minor bigint not null check (net_minor between 0 and 1000000000000),
  tax_minor bigint not null check (tax_minor between 0 and 1000000000000),
  total_minor bigint not null check (total_minor between 0 and 2000000000000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  valid_until timestamptz,
  message text not null default '' check (char_length(message) <= 2000),
  created_by uuid,
  sent_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (request_id, version),
  constraint widget_catering_quotes_net_check check (net_minor = subtotal_minor + service_minor)
);

do $$
begin
  if to_regclass('public.widget_waitlist_changes_idx') is null then
    create index widget_waitlist_changes_idx on public.widget_waitlist (tenant_id, updated_at);
  end if;
  if to_regclass('public.widget_waitlist_booking_idx') is null then
    create index widget_waitlist_booking_idx on public.widget_waitlist (booking_id);
  end if;
  if to_regclass('public.widget_catering_quotes_changes_idx') is null then
    create index widget_catering_quotes_changes_idx on public.widget_catering_quotes (tenant_id, updated_at);
  end if;
end
$$;

revoke all on public.widget_waitlist, public.widget_catering_quotes from public, anon, authenticated, service_role;
grant select on public.widget_waitlist, public.widget_catering_quotes to authenticated, service_role;

do $$
begin
  perform widget_private.wall_off('{widget_waitlist,widget_catering_quotes}', 'viewer');
end
$$;

create or replace function widget_private.guard_quote() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- Its message goes when the guest is forgotten.
  if old.status <> 'draft' and (
    (to_jsonb(new) - 'status' - 'updated_at' - 'message') <> (to_jsonb(old) - 'status' - 'updated_at' - 'message')
    or new.message not in (old.message, '')
  ) then
    raise exception 'A quote that was sent stays as it is. Make a new version.' using errcode = 'WB006';
  end if;
  new.updated_at := clock_timestamp();
  return new;
end
$$;
revoke all on function widget_private.guard_quote() from public, anon, authenticated, service_role;

do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger where tgrelid = 'public.widget_waitlist'::regclass and tgname = 'bump_version'
  ) then
    create trigger bump_version before update on public.widget_waitlist
      for each row when (old.* is distinct from new.*) execute function widget_private.bump_version();
  end if;
  if not exists (
    select from pg_catalog.pg_trigger where tgrelid = 'public.widget_catering_quotes'::regclass and tgname = 'guard_quote'
  ) then
    create trigger guard_quote before update on public.widget_catering_quotes
      for each row when (old.* is distinct from new.*) execute function widget_private.guard_quote();
  end if;
end
$$;

-- ALTER TABLE locks against everyone even when the column is there, so only where it is absent.
do $$
declare
  wanted record;
begin
  for wanted in
    select *
    from (values
      -- How many days guests, their health data and raw events are kept.
      ('widget_settings', 'guest_days', 'integer not null default 730 check (guest_days between 30 and 3650)'),
      ('widget_settings', 'sensitive_days', 'integer not null default 30 check (sensitive_days between 1 and 365)'),
      ('widget_settings', 'event_days', 'integer not null default 395 check (event_days between 30 and 1825)'),
      -- Empty: the restaurant's own name and address.
      ('widget_settings', 'sender_name', 'text not null default '''' check (char_length(sender_name) <= 80)'),
      ('widget_settings', 'reply_to', 'text not null default '''' check (char_length(reply_to) <= 254)'),
      -- Health data: kept for sensitive_days, and on no wire but to the staff who open the booking.
      ('widget_bookings', 'allergies', 'text not null default '''' check (char_length(allergies) <= 500)'),
      ('widget_bookings', 'access_needs', 'text not null default '''' check (char_length(access_needs) <= 500)'),
      (
        'widget_catering_requests', 'add_ons',
        'jsonb not null default ''{}'' check (jsonb_typeof(add_ons) = ''object'' and octet_length(add_ons::text) <= 16384)'
      ),
      ('widget_catering_requests', 'address', 'text not null default '''' check (char_length(address) <= 300)')
    ) as columns (table_name, column_name, definition)
  loop
    if not exists (
      select from pg_catalog.pg_attribute
      where attrelid = format('public.%I', wanted.table_name)::regclass and attname = wanted.column_name
        and not attisdropped
    ) then
      execute format('alter table public.%I add column %I %s', wanted.table_name, wanted.column_name, wanted.definition);
    end if;
  end loop;
end
$$;
grant update (guest_days, sensitive_days, event_days, sender_name, reply_to) on public.widget_settings to authenticated;
