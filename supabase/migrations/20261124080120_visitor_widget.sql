-- A widget as visitors see it.

-- What visitors may see: whole sections, by name. A test compares the names with publicSections in packages/schema.
create or replace function widget_private.public_config(widget_type text, config jsonb) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(section.key, section.value), '{}')
  from jsonb_each(config) as section (key, value)
  where section.key = any (
    case widget_type
      when 'booking' then array['appearance', 'texts', 'party', 'form']
      when 'catering' then array['appearance', 'texts', 'event', 'guests', 'menu', 'price']
    end
  )
$$;
revoke all on function widget_private.public_config(text, jsonb) from public, anon, authenticated, service_role;

-- The restaurant as visitors see it; the shape is placeSchema of packages/schema.
create or replace function widget_private.place_of(tenant uuid) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'name', s.name, 'phone', s.phone, 'email', s.email, 'street', s.street, 'postcode', s.postcode, 'city', s.city,
    'country', s.country, 'timeZone', coalesce(nullif(s.time_zone, ''), 'UTC'), 'currency', s.currency,
    'locales', to_jsonb(s.locales), 'defaultLocale', s.default_locale
  )
  from public.widget_settings s
  where s.tenant_id = tenant
$$;
revoke all on function widget_private.place_of(uuid) from public, anon, authenticated, service_role;

-- All that a framed widget may know, and where it may be shown. Null for an unknown key.
create or replace function widget_private.visitor_widget(key text) returns jsonb
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select jsonb_build_object(
    'id', w.id, 'tenantId', w.tenant_id, 'publicKey', w.public_key, 'type', w.widget_type, 'version', w.version,
    'isActive', w.is_active, 'place', widget_private.place_of(w.tenant_id), 'insights', s.insights,
    'allowedOrigins', to_jsonb(s.allowed_origins), 'updatedAt', widget_private.iso(w.updated_at)
  ) || case when w.is_active
    then jsonb_build_object('config', widget_private.public_config(w.widget_type, w.config))
    else '{}'
  end
  from public.widget_configurations w
  join public.widget_settings s on s.tenant_id = w.tenant_id
  where w.public_key = key
$$;
revoke all on function widget_private.visitor_widget(text) from public, anon, authenticated, service_role;
grant execute on function widget_private.visitor_widget(text) to blunari_api;
