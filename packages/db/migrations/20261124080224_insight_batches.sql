-- How visits get in: many batches at once, of any restaurants, from any number of processes.

-- The places of the batches that cannot be stored. Raises what the database says of a value that is none of its type. What the
-- caller must have checked is checked again; conversions are never taken from outside.
create or replace function widget_private.unsound_batches(batches jsonb) returns integer[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return array(
    select b.place::integer
    from jsonb_array_elements(batches) with ordinality as sent (batch, place)
    cross join lateral (
      select sent.place, coalesce(sent.batch -> 'events', '[]') as events, coalesce(sent.batch -> 'visit', '{}') as visit,
        coalesce(sent.batch -> 'dropped', '{}') as dropped
    ) as b
    where (
      jsonb_typeof(b.visit) = 'object' and coalesce(widget_private.address_of(b.visit -> 'ip'), '0.0.0.0') is not null
      and jsonb_typeof(b.dropped) = 'object' and jsonb_array_length(b.events) <= 50
      and (jsonb_array_length(b.events) > 0 or b.dropped <> '{}')
      and not exists (
        select from jsonb_each_text(b.dropped - 'today') as reason
        where (
          reason.key in ('bot', 'prefetch', 'invalid', 'late') and reason.value::integer between 0 and 10000
          and (b.dropped ->> 'today')::date between (now() at time zone 'UTC' - interval '15 hours')::date
            and (now() at time zone 'UTC' + interval '15 hours')::date
        ) is not true
      )
      and not exists (
        select from jsonb_to_recordset(b.events)
          as e (id uuid, type text, at timestamptz, "localDate" date, "sessionId" uuid, metadata jsonb)
        where (
          e.id is not null and e.type in ('view', 'interaction') and e."sessionId" is not null
          and e.at between clock_timestamp() - interval '48 hours 5 minutes' and clock_timestamp() + interval '6 minutes'
          -- No zone is further than 14 hours from UTC.
          and e."localDate" between (e.at at time zone 'UTC' - interval '14 hours')::date
            and (e.at at time zone 'UTC' + interval '14 hours')::date
          and (e.metadata is null or jsonb_typeof(e.metadata) = 'object' and octet_length(e.metadata::text) <= 4096)
        ) is not true
      )
    ) is not true
  );
end
$$;
revoke all on function widget_private.unsound_batches(jsonb) from public, anon, authenticated, service_role;

-- The same, whatever the values are: a batch with one that is none of its type is as unsound as any.
create or replace function widget_private.find_unsound(batches jsonb) returns integer[]
language plpgsql stable set search_path = pg_catalog, pg_temp as $$
declare
  unsound integer[] := '{}'::integer[];
begin
  begin
    return widget_private.unsound_batches(batches);
  exception
    when data_exception or sqlstate 'WB006' then null;
  end;
  for place in 1..jsonb_array_length(batches) loop
    begin
      if widget_private.unsound_batches(jsonb_build_array(batches -> (place - 1))) <> '{}' then
        unsound := unsound || place;
      end if;
    exception
      when data_exception or sqlstate 'WB006' then unsound := unsound || place;
    end;
  end loop;
  return unsound;
end
$$;
revoke all on function widget_private.find_unsound(jsonb) from public, anon, authenticated, service_role;

-- Stores what visitors did, and counts it: in the same transaction or, where `count_later` says so, by the next call of
-- count_visits. `batches`: [{key, events, visit, dropped}], 1,000 at most, with events and visit as
-- write_insights takes them, 50 events at most, and what was left out: dropped {today, bot, prefetch, invalid, late}, each a
-- number of events, on the restaurant's day. Answers for each, in their order, [{status}]: stored, not_found,
-- widget_inactive or invalid, none of which keeps another from being stored. An id that is known, here or at another
-- restaurant, looks like a new one.
drop function if exists widget_private.record_batches(jsonb);
create or replace function widget_private.record_batches(batches jsonb, count_later boolean default false) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  unsound integer[];
  statuses text[];
  tenants uuid[];
  widgets uuid[];
begin
  perform widget_private.lock_visits();
  if jsonb_typeof(batches) is distinct from 'array' or jsonb_array_length(batches) > 1000 then
    raise exception 'Send up to 1,000 batches at once.' using errcode = 'WB006';
  end if;
  unsound := widget_private.find_unsound(batches);
  select
    array_agg(s.status order by s.place), array_agg(case s.status when 'stored' then s.tenant_id end order by s.place),
    array_agg(s.id order by s.place)
  into statuses, tenants, widgets
  from (
    select b.place, w.id, w.tenant_id, case
        when t.id is null then 'not_found'
        when not w.is_active then 'widget_inactive'
        when b.place = any (unsound) then 'invalid'
        else 'stored'
      end as status
    from jsonb_array_elements(batches) with ordinality as b (batch, place)
    left join public.widget_configurations w on w.public_key = b.batch ->> 'key'
    left join public.tenants t on t.id = w.tenant_id
  ) as s;
  if 'stored' = any (statuses) then
    perform widget_private.take_insights(batches, tenants, widgets, count_later);
  end if;
  return coalesce((select jsonb_agg(jsonb_build_object('status', s) order by n) from unnest(statuses) with ordinality as a (s, n)), '[]');
end
$$;
revoke all on function widget_private.record_batches(jsonb, boolean) from public, anon, authenticated, service_role;
grant execute on function widget_private.record_batches(jsonb, boolean) to blunari_api;
