-- Where the caller works and as what, by whichever table of members my_tenants() reads. Of the product's own table of
-- tenants it needs what the first file looks for: an id and a name. A slug is in addresses where there is one. Nobody works
-- in the restaurant of a test.

create or replace function widget_private.my_restaurants()
returns table (id uuid, name text, slug text, role text)
language sql stable security definer set search_path = pg_catalog, pg_temp rows 10 as $$
  select t.id, left(coalesce(t.name::text, ''), 80), coalesce(nullif(to_jsonb(t) ->> 'slug', ''), t.id::text), mine.role
  from (
    select m.id, (array_agg(roles.name order by roles.rank desc))[1] as role
    from unnest(array['viewer', 'editor', 'admin', 'owner']) with ordinality as roles (name, rank)
    cross join lateral widget_private.my_tenants(roles.name) as m (id)
    group by m.id
  ) as mine
  join public.tenants t on t.id = mine.id
  where not exists (select from widget_private.test_tenants tested where tested.tenant_id = t.id)
$$;
revoke all on function widget_private.my_restaurants() from public, anon, authenticated, service_role;
grant execute on function widget_private.my_restaurants() to authenticated;
