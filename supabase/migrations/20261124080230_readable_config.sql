-- Stored configs as SQL may compute with them.

create or replace function widget_private.is_whole(value jsonb, lowest integer, highest integer) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when jsonb_typeof(value) = 'number'
    then (value #>> '{}')::numeric between lowest and highest and (value #>> '{}')::numeric % 1 = 0
    else false
  end
$$;
revoke all on function widget_private.is_whole(jsonb, integer, integer) from public, anon, authenticated, service_role;

-- An object with these keys and no other.
create or replace function widget_private.has_exactly(value jsonb, keys text[]) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when jsonb_typeof(value) = 'object' then value ?& keys and value - keys = '{}' else false end
$$;
revoke all on function widget_private.has_exactly(jsonb, text[]) from public, anon, authenticated, service_role;

-- A text for each of some languages, of `longest` characters at most.
create or replace function widget_private.is_localized(value jsonb, longest integer) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when jsonb_typeof(value) = 'object' then (
    select coalesce(bool_and(
      t.locale ~ '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?$' and jsonb_typeof(t.words) = 'string'
      and char_length(t.words #>> '{}') <= longest
      and t.words #>> '{}' !~ '[\u0001-\u0009\u000b-\u001f\u007f]'
    ), true)
    from jsonb_each(case jsonb_typeof(value) when 'object' then value else '{}' end) as t (locale, words)
  ) else false end
$$;
revoke all on function widget_private.is_localized(jsonb, integer) from public, anon, authenticated, service_role;

-- Areas beside the main one, by id.
create or replace function widget_private.are_areas(value jsonb) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select case when jsonb_typeof(value) = 'object' then (
    select count(*) <= 12 and coalesce(bool_and(
      a.id ~ '^[a-z0-9][a-z0-9-]{0,39}$' and a.id <> 'main'
      and widget_private.has_exactly(a.area, '{order,name,seats}')
      and widget_private.is_whole(a.area -> 'order', 0, 10000) and widget_private.is_whole(a.area -> 'seats', 1, 2000)
      and widget_private.is_localized(a.area -> 'name', 40)
    ), true)
    from jsonb_each(case jsonb_typeof(value) when 'object' then value else '{}' end) as a (id, area)
  ) else false end
$$;
revoke all on function widget_private.are_areas(jsonb) from public, anon, authenticated, service_role;

-- Whether the product reads this section as it is stored; the rules are those of its schema in packages/schema. Numbers
-- and strings are compared as jsonb, so no broken value makes this fail.
create or replace function widget_private.is_sound(section text, value jsonb) returns boolean
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(case section
    when 'party' then
      widget_private.has_exactly(value, '{min,max,default}')
      and widget_private.is_whole(value -> 'min', 1, 20) and widget_private.is_whole(value -> 'max', 1, 50)
      and widget_private.is_whole(value -> 'default', 1, 50)
      and value -> 'min' <= value -> 'default' and value -> 'default' <= value -> 'max'
    when 'rules' then
      widget_private.has_exactly(value, '{leadMinutes,horizonDays}')
      and widget_private.is_whole(value -> 'leadMinutes', 0, 43200)
      and widget_private.is_whole(value -> 'horizonDays', 1, 730)
    when 'capacity' then
      widget_private.has_exactly(
        case jsonb_typeof(value) when 'object' then value - 'areas' end, '{seats,pacingCovers,turnMinutes,bufferMinutes}'
      )
      and (not value ? 'areas' or widget_private.are_areas(value -> 'areas'))
      and widget_private.is_whole(value -> 'seats', 1, 2000) and widget_private.is_whole(value -> 'pacingCovers', 0, 500)
      and widget_private.is_whole(value -> 'bufferMinutes', 0, 60)
      and jsonb_typeof(value -> 'turnMinutes') = 'object' and value -> 'turnMinutes' ? '1'
      and not exists (
        select
        from jsonb_each(
          case jsonb_typeof(value -> 'turnMinutes') when 'object' then value -> 'turnMinutes' else '{}' end
        ) as turn (key, minutes)
        where turn.key !~ '^([1-9]|[1-4][0-9]|50)$' or not widget_private.is_whole(turn.minutes, 30, 480)
      )
    when 'form' then
      widget_private.has_exactly(value, '{phone,notes}')
      and value -> 'phone' in ('"required"', '"optional"', '"off"') and value -> 'notes' in ('"optional"', '"off"')
    when 'guests' then
      widget_private.has_exactly(value, '{min,max}')
      and widget_private.is_whole(value -> 'min', 1, 500) and widget_private.is_whole(value -> 'max', 1, 5000)
      and value -> 'min' <= value -> 'max'
    when 'event' then
      widget_private.has_exactly(value, '{leadDays,horizonDays,days,from,to,stepMinutes}')
      and widget_private.is_whole(value -> 'leadDays', 0, 90) and widget_private.is_whole(value -> 'horizonDays', 1, 730)
      and case when jsonb_typeof(value -> 'days') = 'array' then jsonb_array_length(value -> 'days') <= 7 end
      and value -> 'days' <@ '["mon", "tue", "wed", "thu", "fri", "sat", "sun"]'
      and jsonb_typeof(value -> 'from') = 'string' and value ->> 'from' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
      and jsonb_typeof(value -> 'to') = 'string' and value ->> 'to' ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
      and value ->> 'from' < value ->> 'to' collate "C"
      and value -> 'stepMinutes' in ('15', '30', '60')
  end, false)
$$;
revoke all on function widget_private.is_sound(text, jsonb) from public, anon, authenticated, service_role;

-- The sections that SQL computes with: one that the product would refuse counts as its default, whole, as it does on the
-- restaurant's page (parseStoredConfig of packages/schema; a test compares both). A tool that wrote nonsense must not
-- break that page, and what is sold must be what it offers.
create or replace function widget_private.readable_sections(widget_type text, config jsonb) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select jsonb_object_agg(
    section,
    case when widget_private.is_sound(section, config -> section) then config -> section
      else widget_private.default_config(widget_type) -> section
    end
  )
  from unnest(
    case widget_type
      when 'booking' then array['party', 'rules', 'capacity', 'form']
      when 'catering' then array['guests', 'event']
    end
  ) as section
$$;
revoke all on function widget_private.readable_sections(text, jsonb) from public, anon, authenticated, service_role;
