-- Catering requests and the one function that takes them in.

create table if not exists public.widget_catering_requests (
  id uuid primary key default gen_random_uuid(),
  tenant_id uuid not null,
  widget_id uuid,
  version integer not null default 1,
  reference text not null check (reference ~ '^[2-9CDFGHJKMPQRTVWXY]{3}-[2-9CDFGHJKMPQRTVWXY]{3}$'),
  status text not null default 'new' check (status in (
    'new', 'quoted', 'accepted', 'declined', 'expired', 'withdrawn', 'completed'
  )),
  event_at timestamptz not null,
  guests integer not null check (guests between 1 and 5000),
  package_id text not null check (char_length(package_id) between 1 and 40),
  -- As it was called when asked for: to staff in the restaurant's language, to the guest in theirs.
  package_name text not null,
  package_names jsonb not null default '{}' check (jsonb_typeof(package_names) = 'object'),
  contact_name text not null check (char_length(contact_name) between 1 and 80),
  contact_email text not null default '' check (char_length(contact_email) <= 254),
  contact_phone text not null default '' check (char_length(contact_phone) <= 32),
  company text not null default '' check (char_length(company) <= 120),
  notes text not null default '' check (char_length(notes) <= 1000),
  locale text not null default 'en' check (char_length(locale) <= 12),
  quantity integer not null check (quantity >= 1),
  -- Minor units of the currency; the largest order, 5,000 units of a million, and its tax stay below 10^12.
  subtotal_minor bigint not null check (subtotal_minor between 0 and 1000000000000),
  service_minor bigint not null check (service_minor between 0 and 1000000000000),
  net_minor bigint not null check (net_minor between 0 and 1000000000000),
  tax_minor bigint not null check (tax_minor between 0 and 1000000000000),
  total_minor bigint not null check (total_minor between 0 and 2000000000000),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  source text not null default 'widget' check (source in ('widget', 'page', 'staff')),
  idempotency_key uuid not null default gen_random_uuid(),
  request_hash text not null default '',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (tenant_id, idempotency_key),
  unique (tenant_id, reference),
  constraint widget_catering_requests_net_check check (net_minor = subtotal_minor + service_minor)
);
do $$
begin
  if to_regclass('public.widget_catering_requests_created_idx') is null then
    create index widget_catering_requests_created_idx
      on public.widget_catering_requests (tenant_id, created_at);
  end if;
  if to_regclass('public.widget_catering_requests_changes_idx') is null then
    create index widget_catering_requests_changes_idx
      on public.widget_catering_requests (tenant_id, updated_at);
  end if;
end
$$;

revoke all on public.widget_catering_requests from public, anon, authenticated, service_role;
grant select on public.widget_catering_requests to authenticated, service_role;

do $$
begin
  perform widget_private.wall_off('{widget_catering_requests}', 'viewer');
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_catering_requests'::regclass and tgname = 'bump_version'
  ) then
    create trigger bump_version before update on public.widget_catering_requests
      for each row when (old.* is distinct from new.*) execute function widget_private.bump_version();
  end if;
end
$$;

-- The shape is requestRowSchema of packages/schema: no notes, no address, no phone on the wire.
create or replace function widget_private.request_message(request public.widget_catering_requests) returns jsonb
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return jsonb_build_object(
    'id', request.id, 'version', request.version, 'tenantId', request.tenant_id, 'reference', request.reference,
    'status', request.status, 'eventAt', widget_private.iso(request.event_at), 'guests', request.guests,
    'packageName', request.package_name, 'contactName', request.contact_name, 'company', request.company,
    'totalMinor', request.total_minor, 'currency', request.currency,
    'createdAt', widget_private.iso(request.created_at), 'updatedAt', widget_private.iso(request.updated_at)
  );
end
$$;
revoke all on function widget_private.request_message(public.widget_catering_requests)
  from public, anon, authenticated, service_role;

create or replace function widget_private.announce_request() returns trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform realtime.send(
    widget_private.request_message(new) || jsonb_build_object('committedAt', widget_private.iso(clock_timestamp())),
    case tg_op when 'INSERT' then 'catering_request.created' else 'catering_request.changed' end,
    'tenant:' || new.tenant_id, true
  );
  return null;
end
$$;
revoke all on function widget_private.announce_request() from public, anon, authenticated, service_role;
do $$
begin
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_catering_requests'::regclass and tgname = 'announce_request_created'
  ) then
    create trigger announce_request_created after insert on public.widget_catering_requests
      for each row execute function widget_private.announce_request();
  end if;
  if not exists (
    select from pg_catalog.pg_trigger
    where tgrelid = 'public.widget_catering_requests'::regclass and tgname = 'announce_request_changed'
  ) then
    create trigger announce_request_changed after update on public.widget_catering_requests
      for each row when (old.version is distinct from new.version) execute function widget_private.announce_request();
  end if;
end
$$;

-- What the visitor gets back: the row as staff see it, and the package's name in every language.
create or replace function widget_private.request_answer(request public.widget_catering_requests, is_repeat boolean)
returns jsonb language sql stable set search_path = pg_catalog, pg_temp as $$
  select widget_private.request_message(request)
    || jsonb_build_object('packageNames', request.package_names, 'isRepeat', is_repeat)
$$;
revoke all on function widget_private.request_answer(public.widget_catering_requests, boolean)
  from public, anon, authenticated, service_role;

-- What makes two requests the same: all that the guest chose, as it was sent. The instant of the event is worked out from
-- it and moves with the restaurant's time zone, so it says nothing about whether a request is a repeat.
create or replace function widget_private.request_hash(input jsonb) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select encode(sha256(convert_to(
    jsonb_build_array(
      input -> 'localDate', input -> 'localTime', input -> 'guests', input -> 'packageId', input -> 'contact',
      input -> 'company', input -> 'notes'
    )::text, 'UTF8'
  )), 'hex')
$$;
revoke all on function widget_private.request_hash(jsonb) from public, anon, authenticated, service_role;

-- The stored request of an idempotency key, for a repeat of the same; another request with that key is refused.
create or replace function widget_private.repeated_request(tenant uuid, key uuid, hash text) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  stored public.widget_catering_requests;
begin
  select * into stored from public.widget_catering_requests r where r.tenant_id = tenant and r.idempotency_key = key;
  if not found then
    return null;
  end if;
  if stored.request_hash <> hash then
    raise exception 'This key was used for another request.' using errcode = 'WB001';
  end if;
  return widget_private.request_answer(stored, true);
end
$$;
revoke all on function widget_private.repeated_request(uuid, uuid, text) from public, anon, authenticated, service_role;

-- The answer to a late repeat: rules may have changed since, and the caller checks those before it asks. Null when this
-- request has not been answered before.
create or replace function widget_private.stored_request(key text, input jsonb) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select widget_private.repeated_request(
    w.tenant_id, (input ->> 'idempotencyKey')::uuid, widget_private.request_hash(input)
  )
  from public.widget_configurations w
  where w.public_key = key and w.widget_type = 'catering'
$$;
revoke all on function widget_private.stored_request(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.stored_request(text, jsonb) to blunari_api;

-- The request that was made with an idempotency key, whatever is asked for with it now; null when there is none. Whoever
-- knows the key, a random UUID that the guest's own widget made, sent that try.
create or replace function widget_private.earlier_request(key text, idempotency uuid) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select widget_private.request_answer(r, true)
  from public.widget_configurations w
  join public.widget_catering_requests r on r.tenant_id = w.tenant_id and r.idempotency_key = idempotency
  where w.public_key = key and w.widget_type = 'catering'
$$;
revoke all on function widget_private.earlier_request(text, uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.earlier_request(text, uuid) to blunari_api;

-- Refuses what the restaurant's own limits refuse; days and hours are wall time and so the caller's, who has also refused
-- whatever a menu that cannot be read seems to offer.
create or replace function widget_private.check_request(config jsonb, input jsonb) returns void
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  guests integer := (input ->> 'guests')::integer;
  event_at timestamptz;
  readable jsonb := widget_private.readable_sections('catering', config);
  guests_min integer := (readable #>> '{guests,min}')::numeric::integer;
  guests_max integer := (readable #>> '{guests,max}')::numeric::integer;
  horizon_days integer := (readable #>> '{event,horizonDays}')::numeric::integer;
begin
  perform widget_private.check_visitors_hour(input ->> 'eventAt', input ->> 'source');
  event_at := (input ->> 'eventAt')::timestamptz;
  if (guests between guests_min and guests_max) is not true then
    raise exception 'Catering can be asked for here for % to % guests.', guests_min, guests_max using errcode = 'WB004';
  end if;
  if (event_at between now() and now() + make_interval(days => horizon_days + 2)) is not true then
    raise exception 'This date cannot be asked for.' using errcode = 'WB004';
  end if;
  if (config #> array['menu', 'packages', input ->> 'packageId', 'active'] = 'true') is not true then
    raise exception 'This package is not on offer any more.' using errcode = 'WB004';
  end if;
end
$$;
revoke all on function widget_private.check_request(jsonb, jsonb) from public, anon, authenticated, service_role;

-- Writes a request. Null when there is one with its key already, of the same request at the same moment: that one has
-- committed, so it is visible now.
create or replace function widget_private.insert_request(tenant uuid, widget uuid, config jsonb, input jsonb, hash text)
returns public.widget_catering_requests language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  request public.widget_catering_requests;
  place jsonb := widget_private.place_of(tenant);
  names jsonb := coalesce(config #> array['menu', 'packages', input ->> 'packageId', 'name'], '{}');
  estimate jsonb := input -> 'estimate';
begin
  loop
    insert into public.widget_catering_requests as r (
      tenant_id, widget_id, reference, event_at, guests, package_id, package_name, package_names, contact_name,
      contact_email, contact_phone, company, notes, locale, quantity, subtotal_minor, service_minor, net_minor, tax_minor,
      total_minor, currency, source, idempotency_key, request_hash
    ) values (
      tenant, widget, widget_private.make_reference(), (input ->> 'eventAt')::timestamptz,
      (input ->> 'guests')::integer, input ->> 'packageId',
      coalesce(nullif(names ->> (place ->> 'defaultLocale'), ''), nullif(names ->> 'en', ''), input ->> 'packageId'),
      names, input #>> '{contact,name}', input #>> '{contact,email}', input #>> '{contact,phone}', input ->> 'company',
      input ->> 'notes', input ->> 'locale', (estimate ->> 'quantity')::integer, (estimate ->> 'subtotalMinor')::bigint,
      (estimate ->> 'serviceMinor')::bigint, (estimate ->> 'netMinor')::bigint, (estimate ->> 'taxMinor')::bigint,
      (estimate ->> 'totalMinor')::bigint, place ->> 'currency', input ->> 'source',
      (input ->> 'idempotencyKey')::uuid, hash
    )
    on conflict do nothing
    returning r.* into request;
    exit when found or exists (
      select from public.widget_catering_requests r
      where r.tenant_id = tenant and r.idempotency_key = (input ->> 'idempotencyKey')::uuid
    );
    -- The reference is another request's: once more with a new one.
  end loop;
  return request;
end
$$;
revoke all on function widget_private.insert_request(uuid, uuid, jsonb, jsonb, text)
  from public, anon, authenticated, service_role;

-- Takes in a request. `input`: createRequestSchema's fields with eventAt in place of the local date and time, and
-- estimate (the caller's, in minor units), source, today, visit.
create or replace function widget_private.create_request(key text, input jsonb) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  widget record;
  request public.widget_catering_requests;
  idempotency uuid := (input ->> 'idempotencyKey')::uuid;
  hash text := widget_private.request_hash(input);
  answer jsonb;
begin
  perform widget_private.lock_visits();
  select w.id, w.tenant_id, w.is_active, w.config into widget
  from public.widget_configurations w
  where w.public_key = key and w.widget_type = 'catering';
  if not found or not widget_private.keep_tenant(widget.tenant_id) then
    raise exception 'There is no such catering widget.' using errcode = 'WB005';
  end if;
  answer := widget_private.repeated_request(widget.tenant_id, idempotency, hash);
  if answer is not null then
    return answer;
  end if;
  if not widget.is_active then
    raise exception 'Catering requests are paused here.' using errcode = 'WB002';
  end if;
  perform widget_private.check_request(widget.config, input);
  request := widget_private.insert_request(widget.tenant_id, widget.id, widget.config, input, hash);
  if request.id is null then
    return widget_private.repeated_request(widget.tenant_id, idempotency, hash);
  end if;
  perform widget_private.record_conversion(
    widget.tenant_id, widget.id, (input ->> 'sessionId')::uuid, (input ->> 'today')::date,
    jsonb_build_object(
      'kind', 'catering', 'id', request.id, 'covers', request.guests, 'valueMinor', request.total_minor,
      'locale', request.locale, 'leadDays', (input ->> 'localDate')::date - (input ->> 'today')::date
    ),
    input -> 'visit'
  );
  return widget_private.request_answer(request, false);
end
$$;
revoke all on function widget_private.create_request(text, jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.create_request(text, jsonb) to blunari_api;
