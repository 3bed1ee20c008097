-- What a visit is counted by: one value of each dimension, out of what the visitor's browser said. All of it is typed by
-- strangers, so every value is cut, and an unknown one is ''.

-- The traits of an event come in this order, after the whole day itself.
create or replace function widget_private.insight_dimensions() returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select '{total,page,referrer,utm_source,utm_medium,utm_campaign,device,language,step}'::text[]
$$;
revoke all on function widget_private.insight_dimensions() from public, anon, authenticated, service_role;

-- A parameter of an address, with %-escapes and plus signs read as in a form.
create or replace function widget_private.query_value(url text, name text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  written text := replace(substring(split_part(url, '#', 1) from '[?&]' || name || '=([^&]*)'), '+', ' ');
begin
  if strpos(written, '%') > 0 then
    begin
      return (
        select left(convert_from(string_agg(
          case when part[1] ~ '^%..' then decode(substr(part[1], 2), 'hex') else convert_to(part[1], 'UTF8') end,
          ''::bytea order by place
        ), 'UTF8'), 200)
        from regexp_matches(written, '%[0-9A-Fa-f]{2}|[^%]+|%', 'g') with ordinality as parts (part, place)
      );
    exception
      -- Not UTF-8: counted as it was written.
      when character_not_in_repertoire or untranslatable_character then null;
    end;
  end if;
  return left(coalesce(written, ''), 200);
end
$$;
revoke all on function widget_private.query_value(text, text) from public, anon, authenticated, service_role;

-- phone, tablet, desktop or other. Its own answers come out as they went in, so that a row whose browser was erased counts
-- as before.
create or replace function widget_private.device_of(user_agent text) returns text
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case
    when coalesce(user_agent, '') = '' then ''
    when user_agent ~* 'ipad|tablet|kindle|silk/|playbook' then 'tablet'
    when user_agent ~* 'iphone|ipod|mobile|phone' then 'phone'
    when user_agent ~* 'android' then 'tablet'
    when user_agent ~* 'windows nt|macintosh|x11|linux|cros|desktop' then 'desktop'
    else 'other'
  end
$$;
revoke all on function widget_private.device_of(text) from public, anon, authenticated, service_role;

-- Page, referrer, UTM and device. The page is the path without its query, the referrer a host. 200 letters of 4 bytes
-- still fit into an index.
create or replace function widget_private.visit_traits(page_url text, referrer text, user_agent text) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  campaign text[] := array['', '', ''];
begin
  if strpos(page_url, 'utm_') > 0 then
    campaign := array[
      widget_private.query_value(page_url, 'utm_source'), widget_private.query_value(page_url, 'utm_medium'),
      widget_private.query_value(page_url, 'utm_campaign')
    ];
  end if;
  return array[
    case when page_url ~* '^https?://'
      then left(coalesce(nullif(substring(page_url from '^\w+://[^/?#]*([^?#]*)'), ''), '/'), 200) else ''
    end,
    left(coalesce(lower(substring(referrer from '^\w+://(?:[^/?#@]*@)?(\[[^]/?#]*\]|[^/?#:]*)')), ''), 200)
  ] || campaign || widget_private.device_of(user_agent);
end
$$;
revoke all on function widget_private.visit_traits(text, text, text) from public, anon, authenticated, service_role;

-- Language and step: short words that the API has checked, cut all the same. Once for each event, so it calls nothing.
create or replace function widget_private.event_traits(metadata jsonb) returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select array[left(coalesce(metadata ->> 'locale', ''), 200), left(coalesce(metadata ->> 'step', ''), 200)]
$$;
revoke all on function widget_private.event_traits(jsonb) from public, anon, authenticated, service_role;
