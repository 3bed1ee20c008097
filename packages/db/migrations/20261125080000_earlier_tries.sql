-- What a guest is told of an earlier try of theirs. Whoever knows the idempotency key, a random UUID that the guest's own
-- widget made, sent that try.

-- What makes two requests the same: all that the guest chose, as it was sent. The instant of the event is worked out from
-- it and moves with the restaurant's time zone, so it says nothing about whether a request is a repeat.
create or replace function widget_private.request_hash(input jsonb) returns text
language sql immutable set search_path = '' as $$
  select encode(sha256(convert_to(
    jsonb_build_array(
      input -> 'localDate', input -> 'localTime', input -> 'guests', input -> 'packageId', input -> 'contact',
      input -> 'company', input -> 'notes'
    )::text, 'UTF8'
  )), 'hex')
$$;
revoke all on function widget_private.request_hash(jsonb) from public, anon, authenticated, service_role;

-- The booking that was made with an idempotency key, whatever is asked for with it now; null when there is none.
create or replace function widget_private.earlier_booking(key text, idempotency uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select widget_private.booking_message(b) || '{"isRepeat": true}'
  from public.widget_configurations w
  join public.widget_bookings b on b.tenant_id = w.tenant_id and b.idempotency_key = idempotency
  where w.public_key = key and w.widget_type = 'booking'
$$;
revoke all on function widget_private.earlier_booking(text, uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.earlier_booking(text, uuid) to blunari_api;

create or replace function widget_private.earlier_request(key text, idempotency uuid) returns jsonb
language sql stable security definer set search_path = '' as $$
  select widget_private.request_answer(r, true)
  from public.widget_configurations w
  join public.widget_catering_requests r on r.tenant_id = w.tenant_id and r.idempotency_key = idempotency
  where w.public_key = key and w.widget_type = 'catering'
$$;
revoke all on function widget_private.earlier_request(text, uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.earlier_request(text, uuid) to blunari_api;
