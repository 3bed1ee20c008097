-- Forgetting a guest who asks for it: in their own rows, in what was told and recorded of these, and in what staff wrote
-- about them where they were asked for a reason.

-- What of an event's own words it is counted by.
create or replace function widget_private.counted_metadata(metadata jsonb) returns jsonb
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select coalesce(jsonb_object_agg(m.key, m.value) filter (where m.key in (
    'kind', 'locale', 'step', 'entry', 'covers', 'valueMinor', 'leadDays', 'wantedDate', 'wantedTime', 'partySize', 'rule'
  )), '{}')
  from jsonb_each(case jsonb_typeof(metadata) when 'object' then metadata else '{}' end) m
$$;
revoke all on function widget_private.counted_metadata(jsonb) from public, anon, authenticated, service_role;

-- Leaves of the visits in some sessions what they are counted by, so that counting again comes to the same, and nothing
-- that leads to the person. Answers how many there were.
create or replace function widget_private.forget_visits(tenant uuid, sessions uuid[]) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  forgotten integer := 0;
begin
  -- Of what is put aside some are known even where an emergency removal took the rest.
  if cardinality(sessions) > 0 and to_regclass('public.widget_analytics') is not null then
    update public.widget_analytics a
    set ip_address = null,
      metadata = widget_private.counted_metadata(a.metadata),
      user_agent = nullif(widget_private.device_of(a.user_agent), ''),
      referrer = 'https://' || nullif(substring(a.referrer from '^\w+://(?:[^/?#@]*@)?(\[[^]/?#]*\]|[^/?#:]*)'), '') || '/',
      page_url = nullif(concat(
        substring(a.page_url from '(?i)^https?://[^?#]*'),
        (
          select '?' || string_agg(parameter[1], '&')
          from regexp_matches(split_part(a.page_url, '#', 1), '[?&](utm_(?:source|medium|campaign)=[^&]*)', 'g') parameter
        )
      ), '')
    where a.tenant_id = tenant and a.session_id = any (sessions)
      and a.widget_id in (select w.id from public.widget_configurations w where w.tenant_id = tenant);
    get diagnostics forgotten = row_count;
  end if;
  return forgotten;
end
$$;
revoke all on function widget_private.forget_visits(uuid, uuid[]) from public, anon, authenticated, service_role;

-- The columns, of all tables, in which a guest is found.
create or replace function widget_private.guest_fields() returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select '{guest_name,guest_email,guest_phone,contact_name,contact_email,contact_phone,company,address,notes,allergies,
    access_needs,message,request_hash}'::text[]
$$;
revoke all on function widget_private.guest_fields() from public, anon, authenticated, service_role;

-- The words of a text, in lower case.
create or replace function widget_private.words_of(written text) returns text[]
language sql immutable set search_path = pg_catalog, pg_temp as $$
  select array_remove(regexp_split_to_array(lower(written), '[\s[:punct:]]+'), '')
$$;
revoke all on function widget_private.words_of(text) from public, anon, authenticated, service_role;

-- What gives a guest away in somebody else's sentence: names, addresses and companies as a whole, of three letters at
-- least, since parts of them are mostly not the guest, and numbers of six digits. `key_word` is the longest word of
-- `written`; `pattern` finds that as whole words, or the number whatever stands between its digits.
create or replace function widget_private.traces_of_guests(bookings uuid[], requests uuid[], waiting uuid[], phones text[])
returns table (key_word text, written text, digits text, pattern text)
language sql stable set search_path = pg_catalog, pg_temp as $$
  with guests (name, email, phone, company) as (
    select b.guest_name, b.guest_email, b.guest_phone, '' from public.widget_bookings b where b.id = any (bookings)
    union all
    select r.contact_name, r.contact_email, r.contact_phone, r.company
    from public.widget_catering_requests r where r.id = any (requests)
    union all
    select l.guest_name, l.guest_email, l.guest_phone, '' from public.widget_waitlist l where l.id = any (waiting)
  ), texts (written) as (
    select distinct lower(btrim(each)) from guests g cross join unnest(array[g.name, g.email, g.company]) as each
  ), numbers (digits) as (
    select widget_private.phone_digits(g.phone) from guests g
    union
    select widget_private.phone_digits(p) from unnest(phones) as p
  )
  select (
      select word from unnest(widget_private.words_of(t.written)) as word order by char_length(word) desc limit 1
    ), t.written, null,
    '(?<!\w)' || regexp_replace(t.written, '([^[:alnum:]])', '\\\1', 'g') || '(?!\w)'
  from texts t where char_length(t.written) >= 3
  union all
  select null, null, n.digits, array_to_string(regexp_split_to_array(n.digits, ''), '[^0-9]{0,3}')
  from numbers n where char_length(n.digits) >= 6
$$;
revoke all on function widget_private.traces_of_guests(uuid[], uuid[], uuid[], text[])
  from public, anon, authenticated, service_role;

-- Takes guests out of the audit: whole columns from records of their own rows, traces out of the reasons of all others.
-- A reason is searched for those traces alone that it may hold, so neither many names nor many reasons make it slow.
-- One word alone is vague, for May is a guest, a month and a verb: it counts in a reason that another trace shows to be
-- about the guest, or that is of their own row.
create or replace function widget_private.redact_audit(
  tenant uuid, bookings uuid[], requests uuid[], waiting uuid[], phones text[]
) returns void language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  ids text[] := (bookings || requests || waiting)::text[];
begin
  update public.widget_audit a
  set before = a.before - widget_private.guest_fields(), after = a.after - widget_private.guest_fields()
  where a.tenant_id = tenant
    and coalesce(a.after ->> 'id', a.before ->> 'id') = any (ids);
  with traces as materialized (
    select t.*, lower(t.key_word) = t.written as vague
    from widget_private.traces_of_guests(bookings, requests, waiting, phones) t
  ), reasons as materialized (
    select a.id, a.reason, coalesce(coalesce(a.after ->> 'id', a.before ->> 'id') = any (ids), false) as is_theirs,
      lower(a.reason) as written, widget_private.words_of(a.reason) as words,
      regexp_replace(a.reason, '[^0-9]', '', 'g') as digits
    from public.widget_audit a
    where a.tenant_id = tenant and a.reason <> ''
  -- Materialized, or each reason is searched by the patterns of all.
  ), candidates as materialized (
    select r.id, r.reason, r.is_theirs, t.pattern, t.vague
    from reasons r cross join unnest(r.words) as word join traces t on t.key_word = word
    where strpos(r.written, t.written) > 0
    union
    select r.id, r.reason, r.is_theirs, t.pattern, t.vague
    -- Found by its last six digits, or each number is looked for in each reason.
    from reasons r
    cross join generate_series(1, char_length(r.digits) - 5) as start
    join traces t on right(t.digits, 6) = substr(r.digits, start, 6)
    where strpos(r.digits, t.digits) > 0
  ), found as (
    select c.id, string_agg(c.pattern, '|') as pattern
    from candidates c
    where c.reason ~* c.pattern
    group by c.id, c.is_theirs
    having c.is_theirs or not bool_and(c.vague)
  )
  update public.widget_audit a
  set reason = regexp_replace(a.reason, f.pattern, '…', 'gi')
  from found f
  where a.id = f.id;
end
$$;
revoke all on function widget_private.redact_audit(uuid, uuid[], uuid[], uuid[], text[])
  from public, anon, authenticated, service_role;

-- Takes guests out of the messages that told of their rows, which Realtime keeps for some days and replays. Answers how
-- many there were, or null where this database does not let its owner change them: they go with their days.
create or replace function widget_private.redact_messages(tenant uuid, ids uuid[]) returns integer
language plpgsql volatile set search_path = pg_catalog, pg_temp as $$
declare
  redacted integer;
begin
  if not has_table_privilege('realtime.messages', 'select') or not has_table_privilege('realtime.messages', 'update')
    or row_security_active('realtime.messages')
  then
    return null;
  end if;
  update realtime.messages m
  set payload = m.payload || case when m.payload ? 'guestName'
    then jsonb '{"guestName": "Guest"}'
    else jsonb '{"contactName": "Guest", "company": ""}'
  end
  where m.topic = 'tenant:' || tenant and m.extension = 'broadcast' and m.private is true
    and m.payload ->> 'id' = any (ids::text[]) and m.payload ?| '{guestName,contactName}';
  get diagnostics redacted = row_count;
  return redacted;
end
$$;
revoke all on function widget_private.redact_messages(uuid, uuid[]) from public, anon, authenticated, service_role;

-- The sessions of conversions that are put aside.
create or replace function widget_private.sessions_of_waiting(tenant uuid, made_ids uuid[]) returns uuid[]
language sql stable set search_path = pg_catalog, pg_temp as $$
  select coalesce(array_agg(distinct (e.value ->> 'sessionId')::uuid) filter (where e.value ->> 'sessionId' <> ''), '{}')
  from widget_private.waiting_insights w
  cross join jsonb_array_elements(w.events) e
  where w.tenant_id = tenant and e.value #>> '{metadata,id}' = any (made_ids::text[])
$$;
revoke all on function widget_private.sessions_of_waiting(uuid, uuid[]) from public, anon, authenticated, service_role;

-- Leaves nothing that leads to the person of the visits in some sessions that are put aside, whether they will be counted
-- or were refused. A batch is of one visitor.
create or replace function widget_private.forget_waiting(tenant uuid, made_ids uuid[], sessions uuid[]) returns void
language sql volatile set search_path = pg_catalog, pg_temp as $$
  update widget_private.waiting_insights w
  set visit = '{}',
    events = (
      select jsonb_agg(e.value || jsonb_build_object('metadata', widget_private.counted_metadata(e.value -> 'metadata')) order by e.place)
      from jsonb_array_elements(w.events) with ordinality e (value, place)
    )
  where w.tenant_id = tenant and exists (
    select from jsonb_array_elements(w.events) e
    where (e.value ->> 'sessionId')::uuid = any (sessions) or e.value #>> '{metadata,id}' = any (made_ids::text[])
  )
$$;
revoke all on function widget_private.forget_waiting(uuid, uuid[], uuid[]) from public, anon, authenticated, service_role;

-- Forgets a guest for an admin who was asked to: bookings with their covers, requests with their sums and all totals stay.
-- Answers how much there was, and puts that on record; a repeat finds nothing.
create or replace function widget_private.erase_guest(tenant uuid, email text, phones text[]) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  bookings uuid[];
  requests uuid[];
  waiting uuid[];
  ids uuid[];
  sessions uuid[];
  erased jsonb;
begin
  perform widget_private.require_role(tenant, 'admin');
  perform widget_private.lock_visits();
  if not widget_private.keep_tenant(tenant) then
    raise exception 'This does not exist, or it is not yours.' using errcode = 'WB005';
  end if;
  select
    coalesce(array_agg(g.id order by g.id) filter (where g.what = 'booking'), '{}'),
    coalesce(array_agg(g.id order by g.id) filter (where g.what = 'request'), '{}'),
    coalesce(array_agg(g.id order by g.id) filter (where g.what = 'waiting'), '{}')
  into bookings, requests, waiting
  from widget_private.rows_of_guest(tenant, email, phones) g;
  ids := bookings || requests || waiting;
  erased := jsonb_build_object(
    'bookings', cardinality(bookings), 'requests', cardinality(requests), 'waitlist', cardinality(waiting),
    'visits', 0, 'messages', 0
  );
  if cardinality(ids) = 0 then
    return erased;
  end if;
  sessions := widget_private.sessions_of_rows(tenant, bookings || requests)
    || widget_private.sessions_of_waiting(tenant, bookings || requests);
  -- In the order in which visits are counted and records go. What is put aside comes first: where it is being counted at this
  -- moment, that is waited for, and then it is among the visits.
  perform widget_private.forget_waiting(tenant, ids, sessions);
  erased := erased || jsonb_build_object(
    'visits', widget_private.forget_visits(tenant, sessions),
    'messages', widget_private.redact_messages(tenant, ids)
  );
  perform widget_private.redact_audit(tenant, bookings, requests, waiting, phones);
  perform widget_private.forget_guests(bookings, requests, waiting);
  insert into public.widget_audit (tenant_id, actor, action, subject, after)
  values (tenant, auth.uid(), 'guest.erase', 'a guest', erased);
  return erased;
end
$$;
revoke all on function widget_private.erase_guest(uuid, text, text[]) from public, anon, authenticated, service_role;
grant execute on function widget_private.erase_guest(uuid, text, text[]) to authenticated;
