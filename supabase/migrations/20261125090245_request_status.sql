-- What staff do with catering requests: another status.

-- The ways a request goes, and the ways back from a mistake.
create or replace function widget_private.request_may_become(was text, will_be text) returns boolean
language sql immutable set search_path = '' as $$
  select (was, will_be) in (
    ('new', 'quoted'), ('new', 'accepted'), ('new', 'declined'), ('new', 'expired'), ('new', 'withdrawn'),
    ('quoted', 'accepted'), ('quoted', 'declined'), ('quoted', 'expired'), ('quoted', 'withdrawn'),
    ('accepted', 'completed'), ('accepted', 'declined'), ('accepted', 'withdrawn'),
    ('quoted', 'new'), ('accepted', 'quoted'), ('completed', 'accepted'),
    ('declined', 'new'), ('expired', 'new'), ('withdrawn', 'new')
  )
$$;
revoke all on function widget_private.request_may_become(text, text) from public, anon, authenticated, service_role;

create or replace function widget_private.change_request_status(request uuid, status text) returns jsonb
language plpgsql volatile security definer set search_path = '' as $$
declare
  changed public.widget_catering_requests;
  tenant uuid := (select r.tenant_id from public.widget_catering_requests r where r.id = request);
begin
  perform widget_private.require_role(tenant, 'editor');
  perform widget_private.keep_tenant(tenant);
  select r.* into changed from public.widget_catering_requests r where r.id = request for update;
  if not found then
    raise exception 'There is no such request, or it is not yours.' using errcode = 'WB005';
  end if;
  if status is distinct from changed.status then
    if widget_private.request_may_become(changed.status, status) is not true then
      raise exception 'This request is % and cannot become %.', changed.status, status using errcode = 'WB004';
    end if;
    update public.widget_catering_requests r set status = change_request_status.status where r.id = request
    returning r.* into changed;
  end if;
  return widget_private.request_message(changed);
end
$$;
revoke all on function widget_private.change_request_status(uuid, text) from public, anon, authenticated, service_role;
grant execute on function widget_private.change_request_status(uuid, text) to authenticated;
