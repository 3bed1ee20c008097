-- Batches of any widgets that arrived together, in one transaction.

-- `batches`: [{key, events, visit, dropped}], as record_events takes them; answers what became of each, in their order. A
-- batch that cannot be stored costs the others nothing. In order of the restaurants, so that writers who meet wait for each
-- other and never in a circle.
create or replace function widget_private.record_batches(batches jsonb) returns jsonb
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  sent record;
  answers jsonb := '{}';
  answer text;
begin
  if jsonb_typeof(batches) is distinct from 'array' or jsonb_array_length(batches) > 500 then
    raise exception 'A call holds at most 500 batches.' using errcode = 'WB006';
  end if;
  perform widget_private.lock_visits();
  for sent in
    select b.place, b.batch
    from jsonb_array_elements(batches) with ordinality as b (batch, place)
    left join public.widget_configurations w on w.public_key = b.batch ->> 'key'
    order by w.tenant_id, b.place
  loop
    begin
      if sent.batch -> 'events' <> '[]' then
        perform widget_private.record_events(sent.batch ->> 'key', sent.batch);
      end if;
      answer := 'stored';
    exception
      when sqlstate 'WB005' then answer := 'not_found';
      when sqlstate 'WB002' then answer := 'widget_inactive';
      when sqlstate 'WB006' or data_exception or integrity_constraint_violation then answer := 'invalid';
    end;
    answers := answers || jsonb_build_object(sent.place, answer);
  end loop;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('status', a.value) order by a.key::bigint), '[]')
    from jsonb_each(answers) as a
  );
end
$$;
revoke all on function widget_private.record_batches(jsonb) from public, anon, authenticated, service_role;
grant execute on function widget_private.record_batches(jsonb) to blunari_api;
