-- What a guest may do with their booking by the link that only they have.

-- One random key. A link's secret follows from it and the booking's id, so none is stored, and the same booking has the
-- same link in every mail.
create table if not exists widget_private.guest_link_key (
  is_only boolean primary key default true check (is_only),
  key bytea not null
);
revoke all on widget_private.guest_link_key from public, anon, authenticated, service_role;
insert into widget_private.guest_link_key (key)
values (sha256(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())))
on conflict (is_only) do nothing;

create or replace function widget_private.guest_secret(booking uuid) returns text
language sql stable security definer set search_path = '' as $$
  select encode(sha256(k.key || uuid_send(booking)), 'hex') from widget_private.guest_link_key k
$$;
revoke all on function widget_private.guest_secret(uuid) from public, anon, authenticated, service_role;

-- Up to two hours before; later the restaurant wants a call.
create or replace function widget_private.may_cancel(booking public.widget_bookings) returns boolean
language sql stable set search_path = '' as $$
  select booking.status in ('pending', 'confirmed') and booking.starts_at >= now() + interval '2 hours'
$$;
revoke all on function widget_private.may_cancel(public.widget_bookings) from public, anon, authenticated, service_role;

-- A booking as its link shows it; null for a wrong secret as for a booking that is not there.
create or replace function widget_private.booking_of_guest(key text, booking uuid, secret text) returns jsonb
language sql stable security definer set search_path = '' as $$
  select widget_private.booking_message(b) || jsonb_build_object('canCancel', widget_private.may_cancel(b))
  from public.widget_configurations w
  join public.widget_bookings b on b.tenant_id = w.tenant_id and b.id = booking_of_guest.booking
  where w.public_key = booking_of_guest.key and w.widget_type = 'booking' and widget_private.guest_secret(b.id) = secret
$$;
revoke all on function widget_private.booking_of_guest(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.booking_of_guest(text, uuid, text) to blunari_api;

-- Cancels a booking by its secret, once; a repeat is answered alike, and a wrong secret like a booking that is not there.
create or replace function widget_private.cancel_as_guest(key text, booking uuid, secret text) returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  was public.widget_bookings;
begin
  perform widget_private.keep_tenant((
    select b.tenant_id from public.widget_bookings b
    where b.id = cancel_as_guest.booking and widget_private.guest_secret(b.id) = secret
  ));
  select b.* into was
  from public.widget_configurations w
  join public.widget_bookings b on b.tenant_id = w.tenant_id and b.id = cancel_as_guest.booking
  where w.public_key = cancel_as_guest.key and w.widget_type = 'booking'
    and widget_private.guest_secret(b.id) = secret
  for update of b;
  if not found then
    raise exception 'There is no such booking. Please use the link as you got it.' using errcode = 'WB005';
  end if;
  if was.status = 'cancelled' then
    return widget_private.booking_message(was) || '{"canCancel": false}';
  end if;
  if not widget_private.may_cancel(was) then
    raise exception 'It is too late to cancel here. Please call us.' using errcode = 'WB004';
  end if;
  return widget_private.set_booking_status(was, 'cancelled', 'guest') || '{"canCancel": false}';
end
$$;
revoke all on function widget_private.cancel_as_guest(text, uuid, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.cancel_as_guest(text, uuid, text) to blunari_api;
