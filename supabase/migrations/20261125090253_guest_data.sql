-- What a restaurant owes a guest who asks: all that it holds about them, or that it forgets them. A guest is an e-mail
-- address, whatever its case, or a phone number, whatever stands between its digits.

create or replace function widget_private.phone_digits(phone text) returns text
language sql immutable set search_path = '' as $$
  -- 00 dials what + writes.
  select regexp_replace(regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g'), '^00', '')
$$;
revoke all on function widget_private.phone_digits(text) from public, anon, authenticated, service_role;

-- `what`: booking, request or waiting. An empty address or number is nobody's.
create or replace function widget_private.rows_of_guest(tenant uuid, email text, phone text)
returns table (what text, id uuid) language plpgsql stable set search_path = '' as $$
declare
  mail text := lower(btrim(coalesce(email, '')));
  digits text := widget_private.phone_digits(phone);
begin
  if mail = '' and digits = '' then
    raise exception 'Name the guest by an e-mail address or a phone number.' using errcode = 'WB006';
  end if;
  return query
    select held.what, held.id
    from (
      select 'booking', b.id, b.guest_email, b.guest_phone from public.widget_bookings b where b.tenant_id = tenant
      union all
      select 'request', r.id, r.contact_email, r.contact_phone
      from public.widget_catering_requests r where r.tenant_id = tenant
      union all
      select 'waiting', l.id, l.guest_email, l.guest_phone from public.widget_waitlist l where l.tenant_id = tenant
    ) as held (what, id, email, phone)
    where (mail <> '' and lower(held.email) = mail)
      or (digits <> '' and held.phone <> '' and widget_private.phone_digits(held.phone) = digits);
end
$$;
revoke all on function widget_private.rows_of_guest(uuid, text, text) from public, anon, authenticated, service_role;

-- The sessions in which bookings or requests were made. A conversion bears the time of what it stands for.
create or replace function widget_private.sessions_of_rows(tenant uuid, made_ids uuid[]) returns uuid[]
language plpgsql stable set search_path = '' as $$
begin
  if to_regclass('public.widget_analytics') is null then
    return '{}'::uuid[];
  end if;
  return array(
    select distinct a.session_id
    from (
      select b.id, b.created_at from public.widget_bookings b where b.id = any (made_ids)
      union all
      select r.id, r.created_at from public.widget_catering_requests r where r.id = any (made_ids)
    ) as made
    join public.widget_analytics a on a.tenant_id = tenant and a."timestamp" = made.created_at
      and a.event_type = 'conversion' and a.metadata ->> 'id' = made.id::text
    where a.session_id is not null
  );
end
$$;
revoke all on function widget_private.sessions_of_rows(uuid, uuid[]) from public, anon, authenticated, service_role;

-- Leaves of the visits in some sessions what they are counted by, so that counting again comes to the same, and nothing
-- that leads to the person. Answers how many there were.
create or replace function widget_private.forget_visits(tenant uuid, sessions uuid[]) returns integer
language plpgsql volatile set search_path = '' as $$
declare
  forgotten integer := 0;
begin
  if cardinality(sessions) > 0 then
    update public.widget_analytics a
    set ip_address = null,
      metadata = coalesce(
        (select jsonb_object_agg(m.key, m.value) from jsonb_each(a.metadata) m where m.key in ('kind', 'locale', 'step')),
        '{}'
      ),
      user_agent = nullif(widget_private.device_of(a.user_agent), ''),
      referrer = 'https://' || nullif(substring(a.referrer from '^\w+://(?:[^/?#@]*@)?(\[[^]/?#]*\]|[^/?#:]*)'), '') || '/',
      page_url = nullif(concat(
        substring(a.page_url from '(?i)^https?://[^?#]*'),
        (
          select '?' || string_agg(parameter[1], '&')
          from regexp_matches(split_part(a.page_url, '#', 1), '[?&](utm_(?:source|medium|campaign)=[^&]*)', 'g') parameter
        )
      ), '')
    where a.tenant_id = tenant and a.session_id = any (sessions)
      and a.widget_id in (select w.id from public.widget_configurations w where w.tenant_id = tenant);
    get diagnostics forgotten = row_count;
  end if;
  return forgotten;
end
$$;
revoke all on function widget_private.forget_visits(uuid, uuid[]) from public, anon, authenticated, service_role;

-- The columns, of all tables, in which a guest is found.
create or replace function widget_private.guest_fields() returns text[]
language sql immutable set search_path = '' as $$
  select '{guest_name,guest_email,guest_phone,contact_name,contact_email,contact_phone,company,address,notes,allergies,
    access_needs,message,request_hash}'::text[]
$$;
revoke all on function widget_private.guest_fields() from public, anon, authenticated, service_role;

-- Everything held about a guest, for an editor who was asked for it.
create or replace function widget_private.export_guest(tenant uuid, email text, phone text) returns jsonb
language plpgsql stable security definer set search_path = '' as $$
declare
  ids uuid[];
  sessions uuid[];
  visits jsonb := '[]'::jsonb;
begin
  perform widget_private.require_role(tenant, 'editor');
  ids := array(select g.id from widget_private.rows_of_guest(tenant, email, phone) g);
  sessions := widget_private.sessions_of_rows(tenant, ids);
  if cardinality(sessions) > 0 then
    select coalesce(jsonb_agg(to_jsonb(a) - 'tenant_id' order by a."timestamp", a.id), '[]') into visits
    from public.widget_analytics a
    where a.tenant_id = tenant and a.session_id = any (sessions)
      and a.widget_id in (select w.id from public.widget_configurations w where w.tenant_id = tenant);
  end if;
  return jsonb_build_object(
    'bookings', (
      select coalesce(jsonb_agg(
        to_jsonb(b) - '{tenant_id,idempotency_key,request_hash}'::text[] || jsonb_build_object('changes', (
          select coalesce(jsonb_agg(to_jsonb(e) - '{tenant_id,booking_id}'::text[] order by e.changed_at, e.id), '[]')
          from public.widget_booking_events e where e.booking_id = b.id
        )) order by b.created_at, b.id
      ), '[]')
      from public.widget_bookings b where b.id = any (ids)
    ),
    'requests', (
      select coalesce(jsonb_agg(
        to_jsonb(r) - '{tenant_id,idempotency_key,request_hash}'::text[] || jsonb_build_object('quotes', (
          select coalesce(jsonb_agg(to_jsonb(q) - '{tenant_id,request_id}'::text[] order by q.version), '[]')
          from public.widget_catering_quotes q where q.request_id = r.id
        )) order by r.created_at, r.id
      ), '[]')
      from public.widget_catering_requests r where r.id = any (ids)
    ),
    'waitlist', (
      select coalesce(
        jsonb_agg(to_jsonb(l) - '{tenant_id,idempotency_key,request_hash}'::text[] order by l.created_at, l.id), '[]'
      )
      from public.widget_waitlist l where l.id = any (ids)
    ),
    'visits', visits
  );
end
$$;
revoke all on function widget_private.export_guest(uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.export_guest(uuid, text, text) to authenticated;

-- Forgets a guest for an admin who was asked to: bookings with their covers, requests with their sums and all totals stay.
-- Answers how much there was, and puts that on record; a repeat finds nothing.
create or replace function widget_private.erase_guest(tenant uuid, email text, phone text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  bookings uuid[];
  requests uuid[];
  waiting uuid[];
  visit_count integer;
  erased jsonb;
begin
  perform widget_private.require_role(tenant, 'admin');
  select
    coalesce(array_agg(g.id order by g.id) filter (where g.what = 'booking'), '{}'),
    coalesce(array_agg(g.id order by g.id) filter (where g.what = 'request'), '{}'),
    coalesce(array_agg(g.id order by g.id) filter (where g.what = 'waiting'), '{}')
  into bookings, requests, waiting
  from widget_private.rows_of_guest(tenant, email, phone) g;
  visit_count := widget_private.forget_visits(
    tenant, widget_private.sessions_of_rows(tenant, bookings || requests)
  );
  perform widget_private.forget_guests(bookings, requests, waiting);
  -- What is on record of these rows keeps everything but the guest.
  update public.widget_audit a
  set before = a.before - widget_private.guest_fields(), after = a.after - widget_private.guest_fields()
  where a.tenant_id = tenant
    and coalesce(a.after ->> 'id', a.before ->> 'id') = any ((bookings || requests || waiting)::text[]);
  erased := jsonb_build_object(
    'bookings', cardinality(bookings), 'requests', cardinality(requests), 'waitlist', cardinality(waiting),
    'visits', visit_count
  );
  if cardinality(bookings || requests || waiting) > 0 then
    insert into public.widget_audit (tenant_id, actor, action, subject, after)
    values (tenant, auth.uid(), 'guest.erase', 'a guest', erased);
  end if;
  return erased;
end
$$;
revoke all on function widget_private.erase_guest(uuid, text, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.erase_guest(uuid, text, text) to authenticated;
