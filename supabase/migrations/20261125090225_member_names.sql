-- Whose table of members this is, and what to call the people of a restaurant.

create or replace function widget_private.members_are_ours() returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select obj_description(to_regclass('public.tenant_members'), 'pg_class') is not distinct from 'Made by the widget migration.'
$$;
revoke all on function widget_private.members_are_ours() from public, anon, authenticated, service_role;

-- What to call a person: the name where sign-up forms put one, the same places as in the API, else the e-mail address.
-- People write it themselves, hence its limit. Null for whom there is no account.
create or replace function widget_private.name_of(person uuid) returns text
language sql stable set search_path = pg_catalog, pg_temp as $$
  select left(
    coalesce(
      (
        select u.raw_user_meta_data ->> field.key
        from unnest(array['full_name', 'name']) with ordinality as field (key, rank)
        where jsonb_typeof(u.raw_user_meta_data -> field.key) = 'string'
          and u.raw_user_meta_data ->> field.key <> ''
        order by field.rank
        limit 1
      ),
      u.email::text,
      ''
    ),
    120
  )
  from auth.users u
  where u.id = person
$$;
revoke all on function widget_private.name_of(uuid) from public, anon, authenticated, service_role;

-- What to call the colleagues of a restaurant where the caller works. Who else works there is for a product with its own
-- table of members to know: there, these are the people whom our records name.
create or replace function widget_private.member_names(tenant uuid) returns table (user_id uuid, name text)
language plpgsql stable security definer set search_path = pg_catalog, pg_temp rows 20 as $$
declare
  people uuid[];
begin
  if not exists (select from widget_private.my_tenants('viewer') as mine (id) where mine.id = tenant) then
    return;
  end if;
  if widget_private.members_are_ours() then
    people := array(select m.user_id from public.tenant_members m where m.tenant_id = tenant);
  else
    people := array(
      select v.changed_by from public.widget_config_versions v where v.tenant_id = tenant
      union
      select e.changed_by from public.widget_booking_events e where e.tenant_id = tenant
    );
  end if;
  return query
    select u.id, widget_private.name_of(u.id)
    from auth.users u
    where u.id = any (people);
end
$$;
revoke all on function widget_private.member_names(uuid) from public, anon, authenticated, service_role;
grant execute on function widget_private.member_names(uuid) to authenticated;
