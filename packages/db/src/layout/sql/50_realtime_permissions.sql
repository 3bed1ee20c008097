-- Only where our own gateway serves Realtime: asks the policies on realtime.messages many questions in one transaction,
-- which the caller rolls back. Each is tried as whoever asks: of the probes of a reader those that come back may be read,
-- and those of a writer may be written if they can be. After the budget the rest is left unanswered, so that one slow policy
-- does not use up everybody's time.
-- No search_path of its own: policies are to be tried in the surroundings in which they also guard the table.
create or replace function realtime.ask_policies(questions jsonb, budget interval)
returns table (number int, allowed text[], failure_code text, failure text) language plpgsql as $$
declare
  question record;
begin
  insert into realtime.messages (id, topic, extension, inserted_at)
  select distinct probe.id, q.topic, probe.extension, localtimestamp
  from pg_catalog.jsonb_to_recordset(questions) as q (verb text, topic text, ids uuid[], extensions text[])
  cross join lateral unnest(q.ids, q.extensions) as probe (id, extension)
  where q.verb = 'read';
  for question in
    select q.*, (row_number() over ())::int as place
    from pg_catalog.jsonb_to_recordset(questions)
      as q (verb text, topic text, ids uuid[], extensions text[], role text, sub text, claims text)
  loop
    exit when question.place > 1 and clock_timestamp() > statement_timestamp() + budget;
    number := question.place;
    allowed := '{}';
    failure_code := null;
    failure := null;
    begin
      perform set_config('realtime.topic', question.topic, true), set_config('request.jwt.claims', question.claims, true),
        set_config('request.jwt.claim.sub', question.sub, true), set_config('request.jwt.claim.role', question.role, true),
        set_config('request.headers', '{}', true), set_config('role', question.role, true);
      if question.verb = 'read' then
        -- The time is repeated so that one day's partition answers.
        select coalesce(array_agg(m.extension), '{}') into allowed
        from realtime.messages m
        where m.id = any (question.ids) and m.inserted_at = localtimestamp;
      else
        insert into realtime.messages (topic, extension) select question.topic, e from unnest(question.extensions) as e;
        allowed := question.extensions;
      end if;
      perform set_config('role', 'none', true);
    exception
      when others then
        -- What was set inside the block, the role above all, is as it was before it.
        failure_code := sqlstate;
        failure := sqlerrm;
    end;
    return next;
  end loop;
end
$$;
alter function realtime.ask_policies(jsonb, interval) owner to supabase_realtime_admin;
revoke all on function realtime.ask_policies(jsonb, interval) from public;
