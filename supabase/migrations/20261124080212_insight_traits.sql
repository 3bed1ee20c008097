-- What a visit is counted by: one value of each dimension, out of what the visitor's browser said. All of it is typed by
-- strangers, so every value is cut, and an unknown one is ''.

-- The traits of an event come in this order, after the whole day itself.
create or replace function widget_private.insight_dimensions() returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select '{total,page,referrer,utm_source,utm_medium,utm_campaign,device,language,entry}'::text[]
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
-- as before. Words looked for as they are take a third of the time of a pattern of them, and every visit comes here.
create or replace function widget_private.device_of(user_agent text) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  browser text := lower(coalesce(user_agent, ''));
begin
  return case
    when browser = '' then ''
    when browser like '%ipad%' or browser like '%tablet%' or browser like '%kindle%' or browser like '%silk/%'
      or browser like '%playbook%' then 'tablet'
    when browser like '%mobile%' or browser like '%phone%' or browser like '%ipod%' then 'phone'
    when browser like '%android%' then 'tablet'
    when browser like '%windows nt%' or browser like '%macintosh%' or browser like '%linux%' or browser like '%x11%'
      or browser like '%cros%' or browser like '%desktop%' then 'desktop'
    else 'other'
  end;
end
$$;
revoke all on function widget_private.device_of(text) from public, anon, authenticated, service_role;

-- Page, referrer, UTM and device. The page is the path without its query, the referrer a host. 200 letters of 4 bytes
-- still fit into an index.
create or replace function widget_private.visit_traits(page_url text, referrer text, user_agent text) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  campaign text[] := array['', '', ''];
  page text := '';
  host text := '';
begin
  if lower(left(page_url, 8)) = 'https://' or lower(left(page_url, 7)) = 'http://' then
    page := substr(page_url, strpos(page_url, '://') + 3);
    page := split_part(split_part(page, '#', 1), '?', 1);
    page := case strpos(page, '/') when 0 then '/' else left(substr(page, strpos(page, '/')), 200) end;
  end if;
  if referrer <> '' then
    host := left(coalesce(lower(substring(referrer from '^\w+://(?:[^/?#@]*@)?(\[[^]/?#]*\]|[^/?#:]*)')), ''), 200);
  end if;
  if strpos(page_url, 'utm_') > 0 then
    campaign := array[
      widget_private.query_value(page_url, 'utm_source'), widget_private.query_value(page_url, 'utm_medium'),
      widget_private.query_value(page_url, 'utm_campaign')
    ];
  end if;
  return array[page, host] || campaign || widget_private.device_of(user_agent);
end
$$;
revoke all on function widget_private.visit_traits(text, text, text) from public, anon, authenticated, service_role;

-- Language and entry: short words that the API has checked, cut all the same.
create or replace function widget_private.event_traits(metadata jsonb) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return array[left(coalesce(metadata ->> 'locale', ''), 200), left(coalesce(metadata ->> 'entry', ''), 200)];
end
$$;
revoke all on function widget_private.event_traits(jsonb) from public, anon, authenticated, service_role;

-- A number that the server wrote into a conversion; 0 for none.
create or replace function widget_private.count_in(event_type text, metadata jsonb, name text) returns bigint
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case when event_type = 'conversion' and metadata ->> name ~ '^[0-9]{1,13}$' then (metadata ->> name)::bigint else 0 end;
end
$$;
revoke all on function widget_private.count_in(text, jsonb, text) from public, anon, authenticated, service_role;

-- How many days ahead a conversion was for, as one of seven; null where that is not known.
create or replace function widget_private.lead_of(event_type text, metadata jsonb) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if event_type <> 'conversion' or not metadata ? 'leadDays' then
    return null;
  end if;
  return (array['0', '1', '2-3', '4-7', '8-14', '15-30', '31+'])[
    width_bucket(widget_private.count_in(event_type, metadata, 'leadDays'), array[0, 1, 2, 4, 8, 15, 31]::bigint[])
  ];
end
$$;
revoke all on function widget_private.lead_of(text, jsonb) from public, anon, authenticated, service_role;

-- The step that an event shows to be reached: whoever gives up at one has not used it.
create or replace function widget_private.step_of(event_type text, metadata jsonb) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  return case when event_type = 'interaction' and metadata ->> 'kind' is distinct from 'abandon'
    then left(nullif(metadata ->> 'step', ''), 200)
  end;
end
$$;
revoke all on function widget_private.step_of(text, jsonb) from public, anon, authenticated, service_role;

-- What an event tells of a time that was wanted and not to be had: day|time|party|rule, all of it in a form that the table
-- takes; null for any other event.
create or replace function widget_private.turned_away_of(event_type text, metadata jsonb) returns text
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
declare
  day text;
begin
  if event_type <> 'interaction' or metadata ->> 'kind' is distinct from 'turned-away' then
    return null;
  end if;
  day := metadata ->> 'wantedDate';
  if (
    day ~ '^20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
    and coalesce(metadata ->> 'wantedTime', '') ~ '^(([01][0-9]|2[0-3]):[0-5][0-9])?$'
    and metadata ->> 'partySize' ~ '^[1-9][0-9]{0,3}$' and metadata ->> 'rule' ~ '^[a-z][a-z-]{0,31}$'
    -- No 31st of February.
    and to_char(make_date(left(day, 4)::integer, substr(day, 6, 2)::integer, 1) + right(day, 2)::integer - 1, 'YYYY-MM-DD')
      = day
  ) is not true then
    return null;
  end if;
  return concat_ws('|', day, coalesce(metadata ->> 'wantedTime', ''), metadata ->> 'partySize', metadata ->> 'rule');
end
$$;
revoke all on function widget_private.turned_away_of(text, jsonb) from public, anon, authenticated, service_role;

-- The lowest `most` of the words that are known and those that are new, either null for none: whichever order they come in,
-- and in however many parts, it is the same. Mostly there is none or one, and nothing to sort.
create or replace function widget_private.lowest_of(known text[], new text[], most integer) returns text[]
language plpgsql immutable set search_path = pg_catalog, pg_temp as $$
begin
  if new is null or new <@ known then
    return coalesce(known, '{}'::text[]);
  end if;
  if known is null and cardinality(new) = 1 then
    return new;
  end if;
  return array(select distinct word collate "C" from unnest(known || new) as word order by 1 limit most);
end
$$;
revoke all on function widget_private.lowest_of(text[], text[], integer) from public, anon, authenticated, service_role;
