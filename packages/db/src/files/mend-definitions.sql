-- What of ours has another definition than these migrations give it, as on a database of an earlier release: where it was
-- there already, they left it. Where somebody uses a table, all of it is given up after 100 ms and tried again.
begin;
do $$
declare
  mends text[] := array(
    select case v.kind when 'constraint' then rtrim(v.mend, ';') || ' not valid' else v.mend end
    from widget_private.verify() v
    where v.kind = 'policy' and v.mend like '%create policy %'
      or v.kind = 'trigger' and v.mend like '%CREATE TRIGGER %'
      or v.kind = 'constraint' and v.mend like '% add constraint % CHECK %'
  );
  mend text;
begin
  for attempt in 1..200 loop
    begin
      perform set_config('lock_timeout', '100ms', true);
      foreach mend in array mends loop
        execute mend;
      end loop;
      return;
    exception
      when lock_not_available then perform pg_sleep(0.05);
    end;
  end loop;
  raise exception 'The tables of the widgets were in use all the time. Run this again at a calmer hour.'
    using errcode = 'lock_not_available';
end
$$;
commit;

-- Rows that are there are held to a changed check in a step of its own, which keeps nobody waiting.
begin;
do $$
declare
  mend text;
begin
  for mend in
    select v.mend from widget_private.verify() v where v.kind = 'constraint' and v.mend like '% validate constraint %'
  loop
    execute mend;
  end loop;
end
$$;
commit;
