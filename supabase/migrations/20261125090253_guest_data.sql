-- What a restaurant owes a guest who asks: all that it holds about them, or that it forgets them. A guest is an e-mail
-- address, whatever its case, or a phone number, whatever stands between its digits. Which spellings are one number, as
-- 051 123 456 and +39 051 123 456, depends on the country: the caller names them all.

create or replace function widget_private.phone_digits(phone text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  -- 00 dials what + writes.
  select regexp_replace(regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g'), '^00', '')
$$;
revoke all on function widget_private.phone_digits(text) from public, anon, authenticated, service_role;

-- `what`: booking, request or waiting. An empty address or number is nobody's.
create or replace function widget_private.rows_of_guest(tenant uuid, email text, phones text[])
returns table (what text, id uuid) language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  mail text := lower(btrim(coalesce(email, '')));
  digits text[] := array_remove(array(select widget_private.phone_digits(p) from unnest(phones) as p), '');
begin
  if mail = '' and cardinality(digits) = 0 then
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
      or (held.phone <> '' and widget_private.phone_digits(held.phone) = any (digits));
end
$$;
revoke all on function widget_private.rows_of_guest(uuid, text, text[]) from public, anon, authenticated, service_role;

-- The sessions in which bookings or requests were made. A conversion bears the time of what it stands for.
create or replace function widget_private.sessions_of_rows(tenant uuid, made_ids uuid[]) returns uuid[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
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

-- Everything held about a guest, for an editor who was asked for it.
create or replace function widget_private.export_guest(tenant uuid, email text, phones text[]) returns jsonb
language plpgsql stable security definer set search_path = pg_catalog, pg_temp as $$
declare
  ids uuid[];
  sessions uuid[];
  visits jsonb := '[]'::jsonb;
begin
  perform widget_private.require_role(tenant, 'editor');
  ids := array(select g.id from widget_private.rows_of_guest(tenant, email, phones) g);
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
revoke all on function widget_private.export_guest(uuid, text, text[]) from public, anon, authenticated, service_role;
grant execute on function widget_private.export_guest(uuid, text, text[]) to authenticated;
